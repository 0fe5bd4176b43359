"""Which campaigns and rounds a user sees, manages, seals, locks and unlocks."""

from __future__ import annotations

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.collection.models import Campaign, Return, ReturnState, Round, RoundState, Unlock
from junheng_web.collection.queries.returns import rounds_seen_by
from junheng_web.lib.doors import Permission, within
from junheng_web.territory.models import Level, Region

_OPEN = (ReturnState.DRAFT, ReturnState.RETURNED)
_COUNTY = "county__path"


def campaigns_seen_by(user: User) -> QuerySet[Campaign]:
    """The campaigns that the user manages, or in which a round is within the user's reach."""
    found = user.reach(Permission.MANAGE_CAMPAIGNS).q(path="region__path")
    found |= user.reach(Permission.READ_RETURNS).q(path="region__path")
    found |= Q(pk__in=rounds_seen_by(user).order_by().values("campaign"))
    return Campaign.everything.filter(found).select_related("region")


def campaigns_managed_by(user: User) -> QuerySet[Campaign]:
    """The campaigns of regions where the user manages campaigns."""
    found = user.reach(Permission.MANAGE_CAMPAIGNS).q(path="region__path")
    return Campaign.everything.filter(found).select_related("region")


def regions_to_plan_in(user: User) -> QuerySet[Region]:
    """The regions for which the user may plan a campaign: those of the roles held, and the counties

    in them.
    """
    paths = user.reach(Permission.MANAGE_CAMPAIGNS).paths
    own = Q(path__in=paths) | (within(paths) & Q(level=Level.COUNTY))
    return Region.everything.filter(own, abolished__isnull=True).order_by("path")


def rounds_overseen_by(user: User) -> QuerySet[Round]:
    """The rounds of the counties that the user reads as a whole, or manages."""
    paths = (
        *user.reach(Permission.READ_RETURNS).paths,
        *user.reach(Permission.MANAGE_CAMPAIGNS).paths,
    )
    return Round.everything.filter(within(paths, _COUNTY)).select_related(
        "campaign", "county__parent", "proposed_by", "sealed_by", "locked_by"
    )


def rounds_to_propose(user: User) -> QuerySet[Round]:
    """The rounds of which every return is done, and that the user may propose to seal."""
    reach = user.reach(Permission.PROPOSE_SEAL)
    done = (ReturnState.APPROVED, ReturnState.ABSENT, ReturnState.LOCKED)
    return (
        Round.everything.filter(
            reach.q(path=_COUNTY), state__in=(RoundState.COLLECTING, RoundState.RETURNED)
        )
        .annotate(
            all_returns=Count("returns"),
            done=Count("returns", filter=Q(returns__state__in=done)),
        )
        .filter(all_returns__gt=0, done=F("all_returns"))
        .select_related("campaign", "county")
    )


def rounds_to_confirm(user: User) -> QuerySet[Round]:
    """The rounds that others proposed to seal, and that the user may confirm."""
    reach = user.reach(Permission.CONFIRM_SEAL)
    return (
        Round.everything.filter(reach.q(path=_COUNTY), state=RoundState.PROPOSED)
        .exclude(proposed_by=user)
        .select_related("campaign", "county", "proposed_by")
    )


def rounds_to_lock(user: User) -> QuerySet[Round]:
    """The sealed rounds that the user may lock or return."""
    reach = user.reach(Permission.LOCK_COUNTY)
    return Round.everything.filter(reach.q(path=_COUNTY), state=RoundState.SEALED).select_related(
        "campaign", "county", "sealed_by"
    )


def unlocks_to_decide(user: User) -> QuerySet[Unlock]:
    """The open requests for unlocking that the user may decide."""
    reach = user.reach(Permission.LOCK_COUNTY)
    return (
        Unlock.everything.filter(reach.q(path="of__round__county__path"), granted__isnull=True)
        .exclude(asked_by=user)
        .select_related(
            "asked_by",
            "of__school__county",
            "of__department__region",
            "of__round__campaign",
            "of__round__county",
        )
        .order_by("asked_at")
    )


def last_unlock(of: Return) -> Unlock | None:
    """The last request for unlocking a return, decided or not."""
    return Unlock.everything.filter(of=of).select_related("asked_by", "decided_by").first()


def with_progress(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """The rounds with how far their returns are; one query however many returns there are."""

    def count(**which: object) -> Count:
        return Count(
            "returns", filter=Q(**{f"returns__{name}": each for name, each in which.items()})
        )

    return rounds.annotate(
        asked=Count("returns"),
        drafts=count(state=ReturnState.DRAFT),
        submitted=count(state=ReturnState.SUBMITTED),
        returned=count(state=ReturnState.RETURNED),
        approved=count(state=ReturnState.APPROVED),
        locked=count(state=ReturnState.LOCKED),
        absent=count(state=ReturnState.ABSENT),
        filled=Sum("returns__filled"),
        expected=Sum("returns__expected"),
        handed_in_late=count(late=True),
        overdue=Count(
            "returns",
            filter=Q(
                returns__state__in=_OPEN,
                returns__correcting=False,
                campaign__deadline__lt=timezone.localdate(),
            ),
        ),
        warnings=Sum(
            "returns__warnings", filter=~Q(returns__state__in=(*_OPEN, ReturnState.ABSENT))
        ),
        last_change=Max("returns__changed_at"),
    )
