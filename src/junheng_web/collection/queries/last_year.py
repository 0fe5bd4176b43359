"""What stood in the return of the year before."""

from __future__ import annotations

import threading
from collections.abc import Collection, Hashable, Iterable, Sequence

from junheng.census.entry import read_entered
from junheng.census.records import Census
from junheng_web.collection.checking import joined
from junheng_web.collection.documents import Document, county_code_of, document_of
from junheng_web.collection.models import Return, Round

_NAMED = ("round__campaign", "round__county", "school", "department")


def return_before(of: Return) -> Return | None:
    """The return of the same school or department in the year before, whatever its county then."""
    return (
        Return.everything.filter(
            school=of.school_id,
            department=of.department_id,
            round__campaign__year=of.round.campaign.year - 1,
        )
        .select_related(*_NAMED)
        .first()
    )


def document_before(of: Return) -> Document | None:
    """Its document; None where there was none or nothing was entered."""
    before = return_before(of)
    return document_of(before) if before is not None and before.document else None


def documents_before(returns: Sequence[Return]) -> dict[int, Document]:
    """Last year's documents of the schools of these returns, by the number of the school."""
    if not returns:
        return {}
    found = Return.everything.filter(
        school__in=[each.school_id for each in returns if each.school_id],
        round__campaign__year=returns[0].round.campaign.year - 1,
    ).select_related(*_NAMED)
    return {each.school_id: document_of(each) for each in found if each.school_id}


def round_before(of: Round) -> Round | None:
    """The round of the same county in the year before."""
    return (
        Round.everything.filter(county=of.county_id, campaign__year=of.campaign.year - 1)
        .select_related("campaign", "county")
        .first()
    )


def census_before(of: Round, schools: Collection[int] | None = None) -> Census | None:
    """The county's data of the year before, to compare with: of all schools, or of these.

    None where it is missing or has errors. Central schools are left out, so that some schools can be
    read without the others.
    """
    before = round_before(of)
    if before is None:
        return None
    wanted = None if schools is None else frozenset(schools)
    known = (wanted, _as_it_stands(before))
    with _lock:
        if before.pk in _kept and _kept[before.pk][0] == known:
            return _kept[before.pk][1]
    census = _read(before, wanted)
    with _lock:
        _kept.pop(before.pk, None)
        _kept[before.pk] = (known, census)
        while len(_kept) > KEPT:
            del _kept[next(iter(_kept))]
    return census


KEPT = 6
"""Rounds of last year kept in the memory of this process: every upload is compared with one."""
_kept: dict[int, tuple[Hashable, Census | None]] = {}
_lock = threading.Lock()


def _as_it_stands(before: Round) -> Hashable:
    """All that the data of a round hangs on: no return changes without its version."""
    returns = Return.everything.filter(round=before).order_by("pk")
    of_return = ("pk", "version", "changed_at", "state")
    of_school = ("school__code", "school__name", "school__type", "school__area_class")
    return (county_code_of(before), *returns.values_list(*of_return, *of_school))


def _read(before: Round, schools: Collection[int] | None) -> Census | None:
    entered = joined(
        each for each in all_returns(before) if schools is None or each.school_id in schools
    ).entered
    for row in entered.get("schools", ()):
        row.pop("parent_code", None)
    return read_entered(entered).census if entered.get("schools") else None


def all_returns(of: Round) -> list[Return]:
    """Every return of a round, each with the round itself: for checks of the whole county."""
    return with_round(of, Return.everything.filter(round=of).select_related("school", "department"))


def with_round(of: Round, returns: Iterable[Return]) -> list[Return]:
    """The returns, all with one and the same round."""
    found = list(returns)
    for each in found:
        each.round = of
    return found


def forget() -> None:
    """Drop what is kept: tests use numbers again."""
    with _lock:
        _kept.clear()
