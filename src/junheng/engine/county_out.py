"""The small results as Arrow tables: verdicts, clauses, coefficients of every county.

A nation has some thousand counties: from here on everything fits into memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from junheng.engine import schemas
from junheng.engine.counties import (
    VERDICT,
    bound_column,
    deciding,
    judged,
    status_column,
    value_column,
)
from junheng.engine.running import Run
from junheng.engine.statuses import MET, NOT_APPLICABLE, NOT_MET, UNDETERMINED, WORDS
from junheng.model import COMPULSORY
from junheng.standards import Clause, Judged, RuleSet

_WORDS = pa.array([WORDS[code] for code in range(len(WORDS))])


def wide(run: Run) -> pa.Table:
    """One line a county in the order of their codes, every clause a group of columns."""
    return run.connection.arrow(run.plan.defined.counties).sort_by("county_code")


def unsure(wide_: pa.Table) -> list[str]:
    """The counties with a comparison that floating point cannot tell."""
    found: list[str] = wide_.filter(wide_["unsure"])["county_code"].to_pylist()
    return found


def counties(wide_: pa.Table, rules: RuleSet) -> pa.Table:
    """The verdict of every county, of its areas, and how many clauses decide it how."""
    clauses = deciding(rules)
    codes = np.stack([_codes(wide_, clause) for clause in clauses])
    columns: dict[str, Any] = {
        "county_code": wide_["county_code"],
        "name": wide_["name"],
        "verdict": _in_words(wide_[VERDICT]),
    }
    for article, column in schemas.AREA_COLUMNS.items():
        chosen = [place for place, each in enumerate(clauses) if _article(each) == article]
        lowest = codes[chosen].min(axis=0) if chosen else np.full(len(wide_), NOT_APPLICABLE)
        columns[column] = _in_words(lowest)
    for column, code in (
        ("clauses_met", MET),
        ("clauses_not_met", NOT_MET),
        ("clauses_open", UNDETERMINED),
    ):
        columns[column] = (codes == code).sum(axis=0)
    for column in ("rows", "rows_met", "pupils"):
        columns[column] = wide_[column].cast("int64")
    columns["decided_by"] = [schemas.ENGINE] * len(wide_)
    return pa.table(columns).cast(schemas.COUNTIES)


def clauses(wide_: pa.Table, rules: RuleSet) -> pa.Table:
    """Every clause of every county, with its leading figure and the bound it is held against."""
    parts = [_clause(wide_, clause, rules) for clause in judged(rules)]
    return pa.concat_tables(parts).sort_by([("county_code", "ascending")])


def disparities(run: Run) -> pa.Table:
    """The coefficients of every county, stage and indicator."""
    spreads = run.connection.arrow(run.plan.defined.spreads)
    parts = []
    for stage in COMPULSORY:
        of_stage = spreads.filter(pc.equal(spreads["stage"], stage.value))
        for clause in run.rules.indicators:
            name = clause.measure
            parts.append(
                pa.table(
                    {
                        "county_code": of_stage["county_code"],
                        "stage": of_stage["stage"],
                        "indicator": [name] * len(of_stage),
                        "clause": [clause.id] * len(of_stage),
                        "rows": pc.fill_null(of_stage["rows"].cast("int64"), 0),
                        "pupils": pc.fill_null(of_stage["pupils"].cast("int64"), 0),
                        "mean": of_stage[f"mean_{name}"],
                        "sd": of_stage[f"sd_{name}"],
                        "cv": of_stage[f"cv_{name}"],
                        "limit": of_stage["limit"],
                        "status": _in_words(of_stage[f"cv_status_{name}"]),
                    }
                ).cast(schemas.DISPARITIES)
            )
    return pa.concat_tables(parts).sort_by([("county_code", "ascending")])


def _clause(wide_: pa.Table, clause: Clause, rules: RuleSet) -> pa.Table:
    lines = len(wide_)
    names = set(wide_.column_names)
    value: Any = pa.nulls(lines, pa.float64())
    bound: Any = value
    if value_column(clause) in names:
        value = wide_[value_column(clause)].cast("float64")
        bound = [leading_bound(clause, rules)] * lines
    if bound_column(clause) in names:
        bound = wide_[bound_column(clause)]
    return pa.table(
        {
            "county_code": wide_["county_code"],
            "clause": [clause.id] * lines,
            "status": _in_words(wide_[status_column(clause)]),
            "decides": [clause.decides] * lines,
            "eligibility": [clause.judged is Judged.ELIGIBILITY] * lines,
            "value": value,
            "bound": bound,
        }
    ).cast(schemas.CLAUSES)


def leading_bound(clause: Clause, _rules: RuleSet) -> float:
    """The bound of a clause with a single figure; 1 where every school (or row) must comply."""
    everyone = (
        Judged.INDICATOR,
        Judged.SCHOOL_RULE,
        Judged.DISPARITY,
        Judged.SCHOOLS,
        Judged.CLASSES,
    )
    if (
        clause.judged in everyone
        or clause.measure == "disparity"
        or "all" not in clause.edition.bounds
    ):
        return 1.0
    return float(clause.figure())


def _article(clause: Clause) -> str:
    return clause.id.partition(".")[0]


def _codes(wide_: pa.Table, clause: Clause) -> Any:
    return wide_[status_column(clause)].to_numpy()


def _in_words(codes: Any) -> pa.Array:
    found: Sequence[Any] = codes.to_numpy() if isinstance(codes, pa.ChunkedArray) else codes
    return _WORDS.take(pa.array(found, pa.int64()))
