"""Granting and withdrawing roles."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng_web.accounts.actions.doors import (
    NotPossible,
    administrator,
    check_grant,
    place_fields,
)
from junheng_web.accounts.models import Holding, User
from junheng_web.accounts.places import Spot
from junheng_web.accounts.queries import holdings_for
from junheng_web.accounts.roles import Role
from junheng_web.audit.actions import By, record


@transaction.atomic
def grant(
    *,
    person: User,
    role: Role,
    spot: Spot,
    by: By,
    since: date | None = None,
    until: date | None = None,
) -> Holding:
    """Let a person hold a role from a day (today) to before another (for good).

    Raises ``PermissionDenied`` for oneself, for places out of reach and roles that are not held there;
    :class:`NotPossible` where the days contradict each other or the role is held already.
    """
    user = administrator(by, person)
    check_grant(user, role, spot)
    begin = since or timezone.localdate()
    if until is not None and until <= begin:
        raise NotPossible(_("止日须晚于起日；止日当天起不再持有这个角色。"))
    where = place_fields(spot)
    same = Holding.everything.filter(user=person, role_key=role.key, **where)
    same = same.filter(Q(until__isnull=True) | Q(until__gt=begin))
    if until is not None:
        same = same.filter(since__lt=until)
    if same.exists():
        raise NotPossible(
            _("%(person)s 在这段时间已经是%(place)s的%(role)s。")
            % {"person": person.called, "place": spot, "role": role.name}
        )
    holding = Holding.everything.create(
        user=person,
        role_key=role.key,
        since=begin,
        until=until,
        **where,
    )
    after = {
        "person": person.username,
        "role": role.key,
        "place": str(spot),
        "since": begin.isoformat(),
        "until": until.isoformat() if until else None,
    }
    record("account.grant", by=by, subject=holding, path=holding.path, after=after)
    return holding


@transaction.atomic
def withdraw(*, holding: Holding, by: By) -> None:
    """End a role today, at once; one that has not begun never begins.

    Raises ``PermissionDenied`` for one's own roles, :class:`NotPossible` for a role that is over.
    """
    user = administrator(by, holding.user)
    found = holdings_for(user).filter(pk=holding.pk).first()
    today = timezone.localdate()
    if found is None or (found.until is not None and found.until <= today):
        raise NotPossible(_("这个角色已经收回。"))
    before = {"until": found.until.isoformat() if found.until else None}
    found.until = today
    # A role held since today ends before it began: it is in force on no day at all.
    found.save(update_fields=["until"])
    after = {"person": found.user.username, "role": found.role_key, "until": today.isoformat()}
    record("account.withdraw", by=by, subject=found, path=found.path, before=before, after=after)
