"""Everything that was judged of one school: its rows, and what each clause found there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from junheng.census.records import School
from junheng.evaluation.explain_clause import finding_step
from junheng.evaluation.explain_row import row_step
from junheng.evaluation.results import CountyResult, Evaluation, RowResult
from junheng.evaluation.trace import Step
from junheng.model import all_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A school of the data with its county and its judged rows (none where it is left out)."""

    county: CountyResult
    school: School
    rows: tuple[RowResult, ...]


def place_of(evaluation: Evaluation, code: str) -> Place | None:
    """The school with that code; ``None`` where the data has none."""
    for school in evaluation.census.schools:
        if school.school_code == code:
            county = evaluation.by_code[school.county_code]
            rows = tuple(row for row in county.rows if row.school_code == code)
            return Place(county=county, school=school, rows=rows)
    return None


def school_step(
    evaluation: Evaluation, place: Place, clauses: Collection[str] | None = None
) -> Step:
    """One school: the school rule for each of its rows, then every clause that looks at schools.

    ``clauses`` limits the answer to these. A school that the seven indicators leave out says why.
    """
    code = place.school.school_code
    wanted = [clause for clause in place.county.clauses if clauses is None or clause.id in clauses]
    rows = tuple(row_step(evaluation, row) for row in place.rows)
    shown = rows if any(clause.id.startswith("6.") for clause in wanted) else ()
    found = tuple(
        Step(
            title=f"{clause.id} {clause.title.zh}",
            status=all_met(each.status for each in mine).zh,
            cite=clause.cited,
            children=tuple(finding_step(each, evaluation.census) for each in mine),
        )
        for clause in wanted
        if not clause.id.startswith("6.")
        and (mine := [each for each in clause.findings if each.school_code == code])
    )
    reasons = [each.reason for each in place.county.left_out if each.school_code == code]
    return Step(
        title=f"{place.school.name}（{code}）",
        status="未纳入七项指标" if reasons and not place.rows else "",
        note="；".join(reasons),
        children=shown + found,
    )
