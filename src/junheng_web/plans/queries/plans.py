"""Which plans a user sees, and for which rounds the user may ask for one."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment, AssessmentState
from junheng_web.assessments.queries.verdicts import HEAVY, best
from junheng_web.collection.models import Round
from junheng_web.lib.doors import Permission
from junheng_web.plans.models import Adoption, Plan, PlanState


def plans_seen_by(user: User) -> QuerySet[Plan]:
    """The plans of all counties within reach, without their outcomes, marked where adopted."""
    reach = user.reach(Permission.READ_PLANS)
    found = Plan.everything.filter(reach.q(path="round__county__path"))
    adopted = Adoption.everything.filter(plan=OuterRef("pk"), ended_at__isnull=True)
    return (
        found.select_related("round__campaign", "round__county", "asked_by", "job")
        .annotate(adopted=Exists(adopted))
        .defer("outcome")
    )


def outcome_of(plan: Plan) -> dict[str, Any]:
    """The outcome of a plan that the user was allowed to fetch, as it is kept."""
    found: dict[str, Any] = Plan.everything.values_list("outcome", flat=True).get(pk=plan.pk)
    return found


def rounds_planned_for(user: User) -> QuerySet[Round]:
    """The rounds of the counties for which the user may ask for plans, the latest first."""
    reach = user.reach(Permission.MAKE_PLANS)
    found = Round.everything.filter(reach.q(path="county__path"))
    return found.select_related("campaign", "county").order_by(
        "-campaign__year", "county__code", "pk"
    )


def basis_of(round_: Round) -> Assessment | None:
    """The assessment that a plan for the round would rest on: the one that counts."""
    done = Assessment.everything.filter(round=round_, state=AssessmentState.DONE)
    return best(done.select_related("round__campaign", "round__county").defer(*HEAVY))


def adoption_of(plan: Plan) -> Adoption | None:
    """The adoption of the plan that holds, if it is adopted now."""
    found = Adoption.everything.filter(plan=plan, ended_at__isnull=True)
    return found.select_related("by").first()


def adopted_instead(plan: Plan) -> Adoption | None:
    """The adoption that this plan would put an end to."""
    found = Adoption.everything.filter(
        county=plan.round.county_id, kind=plan.kind, ended_at__isnull=True
    )
    return found.exclude(plan=plan).select_related("plan").first()


def failed_of(user: User) -> list[Plan]:
    """The user's own plans that were refused or failed, and not asked for again since."""
    later = Plan.everything.filter(
        round=OuterRef("round"), kind=OuterRef("kind"), asked_at__gt=OuterRef("asked_at")
    )
    over = (PlanState.REFUSED, PlanState.FAILED)
    found = Plan.everything.filter(~Exists(later), asked_by=user, state__in=over)
    return list(found.select_related("round__campaign", "round__county").defer("outcome")[:10])
