"""Which accounts an administrator sees: those that hold a role within reach."""

from __future__ import annotations

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from junheng_web.accounts.models import Holding, Roster, User
from junheng_web.lib.doors import Permission, Reach, within

_PLACES = ("region", "school__county", "department__region")


def home_of(user: User) -> str:
    """The path of the highest region the user ever held a role in; "" without any."""
    if not user.pk:
        return ""
    holdings = Holding.everything.filter(user=user).select_related(*_PLACES)
    return min((holding.path for holding in holdings), key=len, default="")


def _in(reach: Reach) -> Q:
    """Holdings in the regions within reach, and in the schools and departments there."""
    found = within(reach.paths, "region__path")
    found |= within(reach.paths, "school__county__path")
    return found | within(reach.paths, "department__region__path")


def holdings_for(user: User) -> QuerySet[Holding]:
    """The roles held, now or ever, where the user manages accounts."""
    reach = user.reach(Permission.MANAGE_ACCOUNTS)
    return Holding.everything.filter(_in(reach)).select_related(*_PLACES)


def people_for(user: User) -> QuerySet[User]:
    """The accounts that hold or held a role where the user manages accounts, with those roles in

    ``held_here``, and whether they have a second factor in ``has_factor``.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - only once apps are loaded

    here = holdings_for(user)
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        User.objects.filter(pk__in=here.values("user"))
        .annotate(has_factor=Exists(factor))
        .prefetch_related(Prefetch("holdings", here, to_attr="held_here"))
    )


def wholly_within(user: User, person: User) -> bool:
    """Whether every role that the person holds or will hold lies where the user manages accounts.

    Only then may the user touch the account itself: whoever hands out a new password could use it.
    """
    today = timezone.localdate()
    alive = Holding.everything.filter(user=person).filter(
        Q(until__isnull=True) | Q(until__gt=today)
    )
    inside = alive.filter(_in(user.reach(Permission.MANAGE_ACCOUNTS)))
    return alive.count() == inside.count()


def locked_addresses(person: User) -> int:
    """From how many addresses the account is locked out at present."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(username=person.username, attempt_time__gte=since)
    failures = tried.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return int(failures.filter(failures__gte=settings.AXES_FAILURE_LIMIT).count())


def rosters_of(user: User) -> QuerySet[Roster]:
    """The rosters that the user uploaded, of regions where the user still manages accounts."""
    mine = Roster.everything.filter(uploaded_by=user)
    now = user.reach(Permission.MANAGE_ACCOUNTS)
    kept = [pk for pk, then in mine.values_list("pk", "reach") if now.still_holds(then)]
    return mine.filter(pk__in=kept)
