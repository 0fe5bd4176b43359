"""All tables of a trend, from the finished runs of its years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from junheng.engine.backends import Connection
from junheng.engine.trends.changes import (
    clause_changes,
    disparity_changes,
    school_changes,
    verdict_changes,
)
from junheng.engine.trends.plan import Plan
from junheng.engine.trends.presence import incomplete, rules_by_year
from junheng.engine.trends.risks import AT_RISK, EXCEEDED, NEAR, STABLE, UNKNOWN, risks
from junheng.engine.trends.slippage import slippage
from junheng.engine.trends.stacking import Stacked, stacked

Progress = Callable[[str, int, int], None]

_ORDER = {level: place for place, level in enumerate((EXCEEDED, AT_RISK, NEAR, UNKNOWN, STABLE))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What became of the counties. ``tables`` by name, as in docs/how-to/follow-years.md."""

    plan: Plan
    about: Mapping[int, Mapping[str, Any]]
    tables: Mapping[str, pa.Table]

    @property
    def rules_differ(self) -> bool:
        """Whether not all years were judged by the same rules."""
        return len({run["ruleset"]["fingerprint"] for run in self.about.values()}) > 1


def follow(connection: Connection, plan: Plan, *, progress: Progress | None = None) -> Trend:
    """Compute every table of ``plan``. Raises :class:`junheng.errors.InputError` for unusable runs."""
    data = stacked(connection, plan)
    made = makers(connection, data, plan)
    tables: dict[str, pa.Table] = {}
    for done, (name, make) in enumerate(made.items()):
        if progress is not None:
            progress("比较各年", done, len(made))
        tables[name] = make()
    if progress is not None:
        progress("比较各年", len(made), len(made))
    return Trend(plan=plan, about=data.about, tables=tables)


def makers(connection: Connection, data: Stacked, plan: Plan) -> dict[str, Callable[[], pa.Table]]:
    """How each table is made, by name."""
    place = ("county_code", "year")

    def sorted_by(table: Any, *columns: str) -> pa.Table:
        return connection.arrow(table.order_by(*columns))

    return {
        "verdicts": lambda: sorted_by(verdict_changes(data.counties, data.rows), *place),
        "clause_changes": lambda: sorted_by(
            clause_changes(data.clauses, plan.measures), "county_code", "clause", "year"
        ),
        "disparity_changes": lambda: sorted_by(
            disparity_changes(data.disparities), "county_code", "stage", "indicator", "year"
        ),
        "school_changes": lambda: sorted_by(
            school_changes(data.rows), "county_code", "school_code", "stage", "year"
        ),
        "slippage": lambda: sorted_by(slippage(data, plan), "county_code", "clause"),
        "risks": lambda: connection.arrow(_by_level(connection, data, plan)),
        "incomplete": lambda: incomplete(connection, data.counties, plan.years),
        "rules": lambda: rules_by_year(data.about),
    }


def _by_level(connection: Connection, data: Stacked, plan: Plan) -> Any:
    """The risks, the gravest first."""
    found = risks(connection, data, plan)
    return (
        found.mutate(place=found.level.cases(*_ORDER.items(), else_=len(_ORDER)))
        .order_by("place", "county_code", "measure", "clause", "stage", "indicator")
        .drop("place")
    )
