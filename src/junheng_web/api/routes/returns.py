"""Rounds and returns: reading them, changing cells, submitting."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.pagination import paginate

from junheng_web.api.answers import LARGEST, Number, Slices, answers
from junheng_web.api.schemas import (
    Changes,
    ReturnOut,
    ReturnWithContent,
    RoundOut,
    SavedOut,
    Submission,
)
from junheng_web.audit.actions import by_request
from junheng_web.collection.actions.entry import Cell, save_cells
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.states import submit
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Return, ReturnState, Round, Source
from junheng_web.collection.queries.returns import (
    returns_fillable_by,
    returns_seen_by,
    rounds_seen_by,
)

router = Router(tags=["采集"])


@router.get("/rounds", response=answers(list[RoundOut]), summary="各县各年度的采集")
@paginate(Slices)
def rounds(
    request: HttpRequest,
    year: int | None = Query(None, ge=1, le=LARGEST),
    county: str = Query("", pattern=r"^[0-9]{0,6}$"),
) -> QuerySet[Round]:
    """The rounds within reach."""
    found = rounds_seen_by(request.user)  # type: ignore[arg-type]
    if year is not None:
        found = found.filter(campaign__year=year)
    return found.filter(county__code=county) if county else found


@router.get("/returns", response=answers(list[ReturnOut]), summary="报表清单")
@paginate(Slices)
def returns(
    request: HttpRequest,
    round_id: int | None = Query(None, alias="round", ge=1, le=LARGEST),
    state: ReturnState | None = None,
) -> QuerySet[Return]:
    """The returns within reach."""
    found = returns_seen_by(request.user).defer("document")  # type: ignore[arg-type]
    if round_id is not None:
        found = found.filter(round=round_id)
    return found.filter(state=state) if state else found


@router.get(
    "/returns/{return_id}", response=answers(ReturnWithContent), summary="一份报表的全部内容"
)
def one_return(request: HttpRequest, return_id: Number) -> Return:
    """One return with what was entered, complete with the cells that nobody types."""
    found = get_object_or_404(returns_seen_by(request.user), pk=return_id)  # type: ignore[arg-type]
    found.document = document_of(found)
    return found


@router.patch(
    "/returns/{return_id}/cells",
    response=answers(SavedOut),
    summary="修改单元格（全部成功或全部不改）",
)
def change_cells(request: HttpRequest, return_id: Number, changes: Changes) -> dict[str, Any]:
    """Write cells. Values that cannot be read are stored and told, as on the page: the return cannot

    be submitted until they are mended.
    """
    found = get_object_or_404(returns_seen_by(request.user), pk=return_id)  # type: ignore[arg-type]
    if not returns_fillable_by(request.user).filter(pk=return_id).exists():  # type: ignore[arg-type]
        raise PermissionDenied
    if changes.version > found.version:
        raise Refused(f"没有第 {changes.version} 版", remedy="写明读取时的 version")
    cells = [
        Cell(table=each.table, key=tuple(each.key), column=each.column, text=each.value)
        for each in changes.changes
    ]
    saved = save_cells(
        of=found, version=changes.version, changes=cells, by=by_request(request), source=Source.API
    )
    return {
        "version": saved.of.version,
        "changed": len(saved.changes),
        "errors": saved.check.errors,
        "warnings": saved.check.warnings,
        "findings": [
            {
                "table": each.table,
                "key": list(each.key),
                "column": each.column,
                "severity": each.defect.severity.value,
                "message": str(each.defect),
            }
            for each in saved.check.findings
        ],
    }


@router.post(
    "/returns/{return_id}/submit",
    response=answers(ReturnOut),
    summary="提交报表（重复提交不会提交两次）",
)
def submit_return(request: HttpRequest, return_id: Number, submission: Submission) -> Return:
    """Hand a return in. ``note`` says what was verified where there are warnings."""
    seen = returns_seen_by(request.user)  # type: ignore[arg-type]
    found = get_object_or_404(seen, pk=return_id)
    submit(of=found, by=by_request(request), note=submission.note)
    return get_object_or_404(seen, pk=return_id)
