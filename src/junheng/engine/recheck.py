"""Counties that floating point cannot judge, judged by the reference evaluator.

Its results take the place of the engine's, in the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from junheng.engine import schemas
from junheng.engine.exact import census_of
from junheng.engine.running import Progress, Run
from junheng.evaluation import Evaluation, evaluate
from junheng.evaluation.areas import area
from junheng.evaluation.document import number
from junheng.evaluation.results import ClauseResult, CountyResult
from junheng.model import Status

AT_ONCE = 50
"""Counties handed to the reference evaluator together: enough to save queries, few enough for memory."""


def judged_exactly(
    run: Run, county_codes: Sequence[str], *, progress: Progress | None = None
) -> Iterable[Evaluation]:
    """The reference evaluator's results for these counties, some at a time."""
    for first in range(0, len(county_codes), AT_ONCE):
        if progress is not None:
            progress("逐县精确复核", first, len(county_codes))
        some = county_codes[first : first + AT_ONCE]
        yield evaluate(census_of(run, some), run.rules)


def tables(evaluation: Evaluation) -> dict[str, pa.Table]:
    """An evaluation in the columns of the engine's outputs."""
    counties, rules = evaluation.counties, evaluation.rules
    return {
        "counties": _table([_county(each) for each in counties], schemas.COUNTIES),
        "clauses": _table(
            [
                _clause(county.code, each, eligibility=eligibility)
                for county in counties
                for eligibility, found in ((False, county.clauses), (True, county.eligibility))
                for each in found
            ],
            schemas.CLAUSES,
        ),
        "disparities": _table(
            [each for county in counties for each in _disparities(county)], schemas.DISPARITIES
        ),
        "rows": _table(
            [each for county in counties for each in _rows(county)], schemas.rows_schema(rules)
        ),
        "left_out": _table(
            [
                {
                    "county_code": county.code,
                    "school_code": each.school_code,
                    "name": each.name,
                    "stage": each.stage.value if each.stage else None,
                    "reason": each.reason,
                }
                for county in counties
                for each in county.left_out
            ],
            schemas.LEFT_OUT,
        ),
    }


def _table(lines: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(lines, schema=schema)


def _county(county: CountyResult) -> dict[str, Any]:
    deciding = [clause for clause in county.clauses if clause.decides]

    def count(status: Status) -> int:
        return sum(clause.status is status for clause in deciding)

    return {
        "county_code": county.code,
        "name": county.name,
        "verdict": county.verdict.value,
        **{
            column: area(county, article).status.value
            for article, column in schemas.AREA_COLUMNS.items()
        },
        "clauses_met": count(Status.MET),
        "clauses_not_met": count(Status.NOT_MET),
        "clauses_open": count(Status.UNDETERMINED),
        "rows": len(county.rows),
        "rows_met": sum(row.status is Status.MET for row in county.rows),
        "pupils": sum(row.pupils for row in county.rows),
        "decided_by": schemas.REFERENCE,
    }


def _float(value: Any) -> float | None:
    found = number(value)
    return None if found is None else float(found)


def _clause(code: str, clause: ClauseResult, *, eligibility: bool) -> dict[str, Any]:
    return {
        "county_code": code,
        "clause": clause.id,
        "status": clause.status.value,
        "decides": clause.decides,
        "eligibility": eligibility,
        "value": _float(clause.value),
        "bound": _float(clause.bound),
    }


def _disparities(county: CountyResult) -> Iterable[dict[str, Any]]:
    for each in county.disparities:
        yield {
            "county_code": county.code,
            "stage": each.stage.value,
            "indicator": each.indicator,
            "clause": each.clause,
            "rows": each.rows,
            "pupils": each.pupils,
            "mean": _float(each.mean),
            "sd": _float(each.sd),
            "cv": _float(each.cv),
            "limit": float(each.limit),
            "status": each.status.value,
        }


def _rows(county: CountyResult) -> Iterable[dict[str, Any]]:
    for row in county.rows:
        found: dict[str, Any] = {
            "county_code": county.code,
            "school_code": row.school_code,
            "name": row.name,
            "type": row.school.type.value,
            "operator": str(row.school.operator.value),
            "area_class": row.school.area_class.value,
            "stage": row.stage.value,
            "pupils": row.pupils,
            "status": row.status.value,
            "met": row.met,
            "within_floor": row.within_floor,
        }
        for each in row.indicators:
            found[each.id] = _float(each.value)
            found[f"{each.id}_status"] = each.status.value
        yield found
