"""That the engine and the reference evaluator say the same of every county, row and coefficient."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from junheng.census.records import Census
from junheng.engine import recheck
from junheng.engine.results import Judged
from junheng.evaluation import evaluate
from junheng.standards import RuleSet

KEYS = {
    "counties": ("county_code",),
    "clauses": ("county_code", "clause"),
    "disparities": ("county_code", "stage", "indicator"),
    "rows": ("school_code", "stage"),
    "left_out": ("school_code", "stage"),
}
"""What identifies a line of each output."""

SAME_TO = 1e-9
"""Figures are told in doubles; only statuses must agree exactly."""

SMALLEST_CV = 1e-7
"""Doubles tell 1 + CV^2 apart from 1 only to here: a smaller coefficient is as good as none."""


def disagreements(judged: Judged, census: Census, rules: RuleSet) -> list[str]:
    """Every difference between the engine's outputs and those of the reference evaluator."""
    expected = recheck.tables(evaluate(census, rules))
    found: dict[str, pa.Table] = dict(judged.small)
    for name in ("rows", "left_out"):
        found[name] = judged.run.connection.arrow(judged.large(name))
    return [
        difference
        for name, key in KEYS.items()
        for difference in differences(name, key, found[name], expected[name])
    ]


def differences(name: str, key: tuple[str, ...], found: pa.Table, expected: pa.Table) -> list[str]:
    """Every difference between two tables of that name, whose lines are told apart by ``key``."""
    ours, theirs = _lines(found, key), _lines(expected, key)
    said = [f"{name}: no line {each}" for each in theirs.keys() - ours.keys()]
    said += [f"{name}: line {each} too much" for each in ours.keys() - theirs.keys()]
    if len(found) != len(ours):
        said.append(f"{name}: {len(found)} lines, but {len(ours)} different ones")
    for each in ours.keys() & theirs.keys():
        said += [
            f"{name} {each} {column}: {ours[each][column]!r}, reference {value!r}"
            for column, value in theirs[each].items()
            if column != "decided_by"
            and not _same(ours[each][column], value, nothing=_nothing(column, theirs[each]))
        ]
    return said


def _lines(table: pa.Table, key: tuple[str, ...]) -> dict[tuple[Any, ...], Mapping[str, Any]]:
    return {tuple(row[name] for name in key): row for row in table.to_pylist()}


def _nothing(column: str, line: Mapping[str, Any]) -> float:
    """What difference is none, in the unit of the column."""
    if column == "cv":
        return SMALLEST_CV
    return SMALLEST_CV * abs(line["mean"] or 0) if column == "sd" else 0.0


def _same(ours: Any, theirs: Any, *, nothing: float) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=SAME_TO, abs_tol=nothing)
    return bool(ours == theirs)
