"""Rounds and returns: reading them, changing cells, submitting."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.pagination import paginate

from junheng_web.api.schemas import ReturnOut, ReturnWithContent, RoundOut
from junheng_web.collection.models import Return, Round
from junheng_web.collection.queries.returns import returns_seen_by, rounds_seen_by

router = Router(tags=["采集"])


@router.get("/rounds", response=list[RoundOut], summary="各县各年度的采集")
@paginate
def rounds(
    request: HttpRequest, year: int | None = Query(None), county: str = Query("", max_length=6)
) -> QuerySet[Round]:
    """The rounds within reach."""
    found = rounds_seen_by(request.user)  # type: ignore[arg-type]
    if year is not None:
        found = found.filter(campaign__year=year)
    return found.filter(county__code=county) if county else found


@router.get("/returns", response=list[ReturnOut], summary="报表清单")
@paginate
def returns(
    request: HttpRequest,
    round_id: int | None = Query(None, alias="round"),
    state: str = Query("", max_length=10),
) -> QuerySet[Return]:
    """The returns within reach."""
    found = returns_seen_by(request.user).defer("document")  # type: ignore[arg-type]
    if round_id is not None:
        found = found.filter(round=round_id)
    return found.filter(state=state) if state else found


@router.get("/returns/{return_id}", response=ReturnWithContent, summary="一份报表的全部内容")
def one_return(request: HttpRequest, return_id: int) -> Return:
    """One return with what was entered."""
    return get_object_or_404(returns_seen_by(request.user), pk=return_id)  # type: ignore[arg-type]
