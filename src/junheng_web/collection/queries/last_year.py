"""What stood in the return of the year before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from junheng.census.entry import read_entered
from junheng.census.records import Census
from junheng_web.collection.checking import joined
from junheng_web.collection.documents import Document, document_of
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
