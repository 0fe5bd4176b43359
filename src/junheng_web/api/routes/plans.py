"""Plans: which there are, and what came out."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.pagination import paginate

from junheng.planning.outcome import document, unpacked
from junheng_web.api.answers import AskedNumber, Slices, answers
from junheng_web.api.schemas import PlanOut, PlanWithDocument
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.queries.plans import outcome_of, plans_seen_by

router = Router(tags=["规划"])


@router.get("/plans", response=answers(list[PlanOut]), summary="规划清单")
@paginate(Slices)
def plans(
    request: HttpRequest, year: AskedNumber = None, county: str = Query("", pattern=r"^[0-9]{0,6}$")
) -> QuerySet[Plan]:
    """The plans within reach, latest first."""
    found = plans_seen_by(request.user)  # type: ignore[arg-type]
    if year is not None:
        found = found.filter(round__campaign__year=year)
    return found.filter(round__county__code=county) if county else found


@router.get("/plans/{plan_id}", response=answers(PlanWithDocument), summary="一个方案的全部内容")
def plan(request: HttpRequest, plan_id: UUID) -> Any:
    """One plan with its document, as ``plan.json`` has it; ``null`` until it is done."""
    found: Any = get_object_or_404(plans_seen_by(request.user), pk=plan_id)  # type: ignore[arg-type]
    finished = found.state == PlanState.DONE
    found.document = document(unpacked(outcome_of(found))) if finished else None
    return found
