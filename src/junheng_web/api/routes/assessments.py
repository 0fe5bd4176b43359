"""Assessments: their results, the derivation of every figure, and asking for a new one."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from ninja.pagination import paginate

from junheng.evaluation import Step, explain
from junheng_web.accounts.permissions import require
from junheng_web.api.answers import AskedNumber, Number, Slices, answers
from junheng_web.api.schemas import (
    AssessmentOut,
    ClauseOut,
    DisparityOut,
    JobOut,
    RowOut,
    RunIn,
    StepOut,
)
from junheng_web.assessments.actions import run
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.assessments.models import (
    Assessment,
    AssessmentState,
    ClauseLine,
    DisparityLine,
    SchoolLine,
)
from junheng_web.assessments.queries.parts import (
    clauses_seen_by,
    disparities_seen_by,
    rows_seen_by,
)
from junheng_web.assessments.queries.verdicts import assessments_seen_by
from junheng_web.audit.actions import by_request
from junheng_web.collection.queries.returns import rounds_seen_by
from junheng_web.jobs.models import Job
from junheng_web.jobs.queries import jobs_of
from junheng_web.lib.doors import Permission

router = Router(tags=["判定"])


@router.get("/assessments", response=answers(list[AssessmentOut]), summary="判定清单")
@paginate(Slices)
def assessments(
    request: HttpRequest, year: AskedNumber = None, county: str = Query("", pattern=r"^[0-9]{0,6}$")
) -> QuerySet[Assessment]:
    """The assessments within reach, latest first."""
    found = assessments_seen_by(request.user)  # type: ignore[arg-type]
    if year is not None:
        found = found.filter(round__campaign__year=year)
    return found.filter(round__county__code=county) if county else found


@router.get("/assessments/{assessment_id}", response=answers(AssessmentOut), summary="一次判定")
def assessment(request: HttpRequest, assessment_id: UUID) -> Assessment:
    """One assessment."""
    return _one(request, assessment_id)


@router.get(
    "/assessments/{assessment_id}/clauses", response=answers(list[ClauseOut]), summary="逐条结果"
)
def clauses(request: HttpRequest, assessment_id: UUID) -> QuerySet[ClauseLine]:
    """Every clause, in the order of the standard."""
    _one(request, assessment_id)
    return clauses_seen_by(request.user).filter(assessment=assessment_id)  # type: ignore[arg-type]


@router.get(
    "/assessments/{assessment_id}/disparities",
    response=answers(list[DisparityOut]),
    summary="校际差异系数",
)
def disparities(request: HttpRequest, assessment_id: UUID) -> QuerySet[DisparityLine]:
    """Every coefficient of variation."""
    _one(request, assessment_id)
    return disparities_seen_by(request.user).filter(assessment=assessment_id)  # type: ignore[arg-type]


@router.get(
    "/assessments/{assessment_id}/schools", response=answers(list[RowOut]), summary="逐校结果"
)
@paginate(Slices)
def schools(request: HttpRequest, assessment_id: UUID) -> QuerySet[SchoolLine]:
    """Every school and stage within reach."""
    _one(request, assessment_id)
    return rows_seen_by(request.user).filter(assessment=assessment_id)  # type: ignore[arg-type]


@router.get(
    "/assessments/{assessment_id}/explain",
    response=answers(StepOut),
    summary="一个数是怎么来的",
)
def why(
    request: HttpRequest, assessment_id: UUID, address: str = Query(..., max_length=80)
) -> dict[str, Any]:
    """The derivation of one figure: ``address`` as for ``junheng explain``, for example ``7.11``."""
    found = assessments_seen_by(request.user).filter(state=AssessmentState.DONE)  # type: ignore[arg-type]
    one = get_object_or_404(found, pk=assessment_id)
    try:
        evaluation = evaluation_of(one)
    except LookupError:
        raise Http404 from None
    return _step(explain(evaluation, address))


@router.post(
    "/rounds/{round_id}/assessments",
    response={**answers(JobOut), 202: JobOut},
    summary="发起判定",
)
def ask(request: HttpRequest, round_id: Number, wanted: RunIn) -> Status:
    """Ask for a judgement; the answer tells the job to watch."""
    found = get_object_or_404(rounds_seen_by(request.user), pk=round_id)  # type: ignore[arg-type]
    require(request.user, Permission.RUN_ASSESSMENTS, region=found.county)
    made = run(round=found, basis=wanted.basis, by=by_request(request), options=wanted.options)
    assert made.job is not None  # noqa: S101  # nosec B101 - one that was asked for has its job
    return Status(202, made.job)


@router.get("/jobs/{job_id}", response=answers(JobOut), summary="后台任务的进度")
def job(request: HttpRequest, job_id: UUID) -> Job:
    """One of the owner's own jobs."""
    return get_object_or_404(jobs_of(request.user), pk=job_id)  # type: ignore[arg-type]


def _one(request: HttpRequest, assessment_id: UUID) -> Assessment:
    return get_object_or_404(assessments_seen_by(request.user), pk=assessment_id)  # type: ignore[arg-type]


def _step(step: Step) -> dict[str, Any]:
    return {
        **{
            name: getattr(step, name)
            for name in ("title", "status", "value", "bound", "formula", "working", "cite", "note")
        },
        "inputs": [
            {
                "label": each.label,
                "value": None if each.value is None else str(each.value),
                "cell": each.cell,
            }
            for each in step.inputs
        ],
        "missing": [each.label for each in step.missing],
        "children": [_step(each) for each in step.children],
    }
