"""What is stored of an evaluation beside its document: a line for each clause, coefficient and school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from junheng.census.records import School
from junheng.diagnosis import KINDS, RowGaps, cheapest, gaps_of, openings
from junheng.evaluation.areas import areas
from junheng.evaluation.document import number
from junheng.evaluation.figures import shown, shown_bound
from junheng.evaluation.results import (
    ClauseResult,
    CountyResult,
    Evaluation,
    IndicatorResult,
    IndicatorStatus,
    RowResult,
)
from junheng.model import Stage, Status, all_met
from junheng.model.quantity import exactly, printed
from junheng_web.assessments.models import (
    Assessment,
    ClauseLine,
    DisparityLine,
    SchoolCase,
    SchoolLine,
)
from junheng_web.assessments.wording import (
    exact_text,
    failing_share,
    finding_text,
    gap_of,
    outcome,
    owner,
    quantity,
    two_places,
)

SCHOOL_RULE = "6.school"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Everything that is stored of one county beside the document; nothing of it is saved yet."""

    clauses: list[ClauseLine]
    disparities: list[DisparityLine]
    rows: list[SchoolLine]
    cases: list[SchoolCase]
    areas: dict[str, Any]
    summary: dict[str, Any]
    openings: list[dict[str, Any]]
    unmet: int
    undetermined: int


def lines_of(
    evaluation: Evaluation, assessment: Assessment, *, schools: Mapping[str, int]
) -> Lines:
    """The lines of the evaluation's one county; ``schools`` are the numbers of schools by code."""
    county = evaluation.counties[0]
    allowed = len(evaluation.rules.indicators) - int(
        evaluation.rules.school_rule.figure("least_met")
    )
    clauses = [
        _clause_line(assessment, order, clause, county)
        for order, clause in enumerate((*county.clauses, *county.eligibility))
    ]
    deciding = [line for line in clauses if line.decides]
    limits = _limits(evaluation)
    return Lines(
        clauses=clauses,
        disparities=_disparities(assessment, county),
        rows=[_row(assessment, row, limits, schools) for row in county.rows],
        cases=_cases(assessment, evaluation, schools, allowed),
        areas=_areas(county),
        summary=_summary(evaluation, deciding),
        openings=_openings(county, allowed),
        unmet=sum(line.status == Status.NOT_MET.value for line in deciding),
        undetermined=sum(line.status == Status.UNDETERMINED.value for line in deciding),
    )


_Limits = dict[tuple[str, Stage], dict[str, str]]


def _limits(evaluation: Evaluation) -> _Limits:
    """Bound, floor and unit of every indicator and stage, in words: the same for all rows of a stage."""
    found: _Limits = {}
    for row in evaluation.counties[0].rows:
        for each in row.indicators:
            if (each.id, row.stage) not in found:
                unit = evaluation.rules[each.clause].bound(row.stage).unit
                found[each.id, row.stage] = {
                    "bound": exactly(each.bound),
                    "floor": exactly(each.floor),
                    "unit": unit.zh,
                }
    return found


def _areas(county: CountyResult) -> dict[str, Any]:
    return {
        each.article: {
            "name": each.name,
            "status": each.status.value,
            "deciding": len(each.deciding),
            "met": each.count(Status.MET),
            "not_met": each.count(Status.NOT_MET),
            "undetermined": each.count(Status.UNDETERMINED),
        }
        for each in areas(county)
    }


def _summary(evaluation: Evaluation, deciding: list[ClauseLine]) -> dict[str, Any]:
    county = evaluation.counties[0]
    return {
        "deciding": len(deciding),
        "rows": len(county.rows),
        "rows_met": sum(row.status is Status.MET for row in county.rows),
        "schools": len(evaluation.census.schools),
        "pupils": sum(row.pupils for row in county.rows),
        "nearest": _nearest(county, deciding),
        "lineage": evaluation.rules.jurisdiction_name,
        "chosen": dict(evaluation.rules.chosen),
        "switches": list(evaluation.rules.switches),
    }


def _nearest(county: CountyResult, deciding: list[ClauseLine]) -> dict[str, Any] | None:
    """The unmet clause that lacks the smallest part of its bound.

    A clause that looks at schools one by one has no such part: only where all unmet clauses are of that
    kind is it the one that the smallest share of schools fails, told by their number (``schools``).
    """
    measured = [line for line in deciding if line.gap is not None]
    if measured:
        line = min(measured, key=lambda line: line.gap or 0.0)
        return {"clause": line.clause, "title": line.title, "gap": line.gap}
    titles = {line.clause: line.title for line in deciding if line.status == Status.NOT_MET.value}
    shares = [
        (failing_share(clause), place, clause)
        for place, clause in enumerate(county.clauses)
        if clause.id in titles and clause.findings
    ]
    if not shares:
        return None
    (failing, looked_at), _place, clause = min(shares, key=lambda each: (_part(each[0]), each[1]))
    return {
        "clause": clause.id,
        "title": titles[clause.id],
        "gap": None,
        "schools": failing,
        "share": failing / looked_at,
    }


def _part(share: tuple[int, int]) -> Fraction:
    return Fraction(*share)


def _clause_line(
    assessment: Assessment, order: int, clause: ClauseResult, county: CountyResult
) -> ClauseLine:
    return ClauseLine(
        assessment=assessment,
        order=order,
        clause=clause.id,
        article=clause.id.partition(".")[0],
        title=clause.title.zh,
        decides=clause.decides,
        status=clause.status.value,
        value=exact_text(clause.value)[:120],
        bound=exact_text(clause.bound)[:120],
        shown=shown(clause.value, clause.unit) if clause.value is not None else "",
        shown_bound=shown_bound(clause.bound, clause.operator, clause.unit),
        cite=clause.cited[:300],
        missing=[each.label for each in clause.missing],
        outcome=outcome(clause, county)[:500],
        note=clause.note[:500],
        gap=gap_of(clause, county),
        parts=[
            {
                "label": part.label,
                "value": shown(part.value, part.unit) if part.bound is not None else "",
                "bound": shown_bound(part.bound, part.operator, part.unit),
                "status": part.status.value,
                "formula": part.formula,
            }
            for part in clause.parts
        ],
    )


def _disparities(assessment: Assessment, county: CountyResult) -> list[DisparityLine]:
    return [
        DisparityLine(
            assessment=assessment,
            indicator=each.indicator,
            stage=each.stage.value,
            rows=each.rows,
            pupils=each.pupils,
            cv=None if each.cv is None else float(each.cv),
            limit=float(each.limit),
            status=each.status.value,
            mean=printed(each.mean, 2),
            shown=printed(each.cv, 3) + ("※" if each.rounding_flip else ""),
            shown_limit=exactly(each.limit),
            reason=each.reason[:300],
        )
        for each in county.disparities
    ]


def _row(
    assessment: Assessment, row: RowResult, limits: _Limits, schools: Mapping[str, int]
) -> SchoolLine:
    short = any(each.status is not IndicatorStatus.MET for each in row.indicators)
    found = gaps_of(row) if short else None
    return SchoolLine(
        assessment=assessment,
        school_id=schools.get(row.school_code),
        school_code=row.school_code,
        name=row.name,
        stage=row.stage.value,
        pupils=row.pupils,
        status=row.status.value,
        met=row.met,
        within_floor=row.within_floor,
        indicators={
            each.id: _indicator(each, limits[each.id, row.stage], row, found)
            for each in row.indicators
        },
    )


def _indicator(
    each: IndicatorResult, limits: dict[str, str], row: RowResult, found: RowGaps | None
) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "clause": each.clause,
        "status": each.status.value,
        "value": two_places(each.value) + ("※" if each.rounding_flip else ""),
        **limits,
        "number": number(each.value),
    }
    if found is not None and each.id in KINDS and each.status is not IndicatorStatus.MET:
        gap = found.gap(each.id)
        plain["lack"] = quantity(gap.to_bound, gap.kind)
        plain["lack_floor"] = quantity(gap.to_floor, gap.kind)
    if each.missing:
        plain["missing"] = [item.label for item in each.missing]
    return plain


def _cases(
    assessment: Assessment, evaluation: Evaluation, schools: Mapping[str, int], allowed: int
) -> list[SchoolCase]:
    county = evaluation.counties[0]
    rows: dict[str, list[RowResult]] = {}
    for row in county.rows:
        rows.setdefault(row.school_code, []).append(row)
    findings = _findings(county)
    statuses = _statuses(county)
    left_out: dict[str, list[dict[str, str]]] = {}
    for each in county.left_out:
        why = {"stage": each.stage.value if each.stage else "", "reason": each.reason}
        left_out.setdefault(each.school_code, []).append(why)

    def case(school: School) -> SchoolCase:
        code = school.school_code
        own = rows.get(code, [])
        return SchoolCase(
            assessment=assessment,
            school_id=schools.get(code),
            school_code=code,
            name=school.name,
            type=school.type.value,
            area_class=school.area_class.value,
            lon=None if school.lon is None else float(school.lon),
            lat=None if school.lat is None else float(school.lat),
            pupils=sum(row.pupils for row in own) if own else None,
            status=all_met(statuses.get(code, ())).value,
            findings=findings.get(code, []),
            ways=[_way(row, allowed) for row in own if row.status is not Status.MET],
            left_out=left_out.get(code, []),
        )

    return [case(school) for school in evaluation.census.schools]


def _statuses(county: CountyResult) -> dict[str, list[Status]]:
    """Where each school stands under the school rule, stages without any data among them."""
    found: dict[str, list[Status]] = {}
    for clause in county.clauses:
        if clause.id == SCHOOL_RULE:
            for each in clause.findings:
                found.setdefault(each.school_code, []).append(each.status)
    return found


def _findings(county: CountyResult) -> dict[str, list[dict[str, Any]]]:
    """What the clauses that look at schools say of each, those of article 6 only where it has no row."""
    found: dict[str, list[dict[str, Any]]] = {}
    rows = {(row.school_code, row.stage) for row in county.rows}
    for clause in county.clauses:
        article_6 = clause.id.startswith("6.")
        if article_6 and clause.id != SCHOOL_RULE:
            continue
        for each in clause.findings:
            if article_6 and (each.school_code, each.stage) in rows:
                continue
            entry: dict[str, Any] = {
                "clause": clause.id,
                "title": clause.title.zh,
                "stage": each.stage.value if each.stage else "",
                "status": each.status.value,
                "text": finding_text(each),
            }
            if each.missing:
                entry["missing"] = [item.label for item in each.missing]
            found.setdefault(each.school_code, []).append(entry)
    return found


def _way(row: RowResult, allowed: int) -> dict[str, Any]:
    """The least that makes the row pass; gaps are measured as parts of their own bound."""
    found = gaps_of(row)
    reading = cheapest(found, may_miss=allowed)
    return {
        "stage": row.stage.value,
        "needs": [
            {
                "indicator": indicator,
                "quantity": quantity(needed, KINDS[indicator]),
                "to_floor": indicator in reading.at_floor,
            }
            for indicator, needed in reading.needs.items()
        ],
        "spared": [each for each in reading.at_floor if each not in reading.needs],
        "unknown": list(reading.unknown),
    }


def _openings(county: CountyResult, allowed: int) -> list[dict[str, Any]]:
    return [
        {
            "label": each.missing.label,
            "table": each.missing.table,
            "column": each.missing.column,
            "key": each.missing.key,
            **owner(each.missing),
            "rows": len(each.rows),
            "settles": len(each.settles),
            "clauses": [clause.id for clause in each.clauses],
        }
        for each in openings(county, may_miss=allowed)
    ]
