"""How views fetch what an address names: through the scoped queries, 404 where out of reach."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from junheng.planning.outcome import Outcome, unpacked
from junheng_web.accounts.models import User
from junheng_web.collection.models import Round
from junheng_web.lib.doors import Permission
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import Planner, planner_of
from junheng_web.plans.queries.plans import outcome_of, plans_seen_by, rounds_planned_for


def who(request: HttpRequest, *permissions: Permission) -> User:
    """The signed-in user. Raises ``PermissionDenied`` for one who has none of these rights anywhere."""
    user = request.user
    if not isinstance(user, User) or not any(user.reach(each) for each in permissions):
        raise PermissionDenied
    return user


def reader(request: HttpRequest) -> User:
    """The signed-in user, who reads plans somewhere."""
    return who(request, Permission.READ_PLANS)


def light(user: User, pk: UUID) -> Plan:
    """A plan without its outcome; 404 where out of reach."""
    return get_object_or_404(plans_seen_by(user), pk=pk)


def done(user: User, pk: UUID) -> tuple[Plan, Outcome]:
    """A finished plan and its outcome; 404 where out of reach."""
    plan = get_object_or_404(plans_seen_by(user), pk=pk, state=PlanState.DONE)
    return plan, unpacked(outcome_of(plan))


def asked_for(user: User, kind: str, round_id: int) -> tuple[Planner, Round]:
    """The planner and the round of a new plan; 404 where there is none or it is out of reach."""
    round_ = get_object_or_404(rounds_planned_for(user), pk=round_id)
    try:
        return planner_of(kind), round_
    except KeyError:
        raise Http404 from None
