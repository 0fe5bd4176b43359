"""Two to four plans of one county side by side: figures, options, and what each gives each school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from junheng.planning.outcome import Column, Outcome, Shape, Table, Value
from junheng.planning.showing import shown
from junheng_web.plans.models import Plan
from junheng_web.plans.planners import planner_of_kept
from junheng_web.plans.tables import SCHOOL

LEAST, MOST = 2, 4
_NAMES = ("school", "name", "school_name")


class Quantity(float):
    """A number that knows how it is shown; exported as the number it is."""

    __slots__ = ("shape",)
    shape: Shape

    def __new__(cls, value: float, shape: Shape) -> Quantity:
        """The number and its shape."""
        made = super().__new__(cls, value)
        made.shape = shape
        return made

    @property
    def text(self) -> str:
        """As it stands on a page."""
        whole = self.shape in (Shape.COUNT, Shape.NUMBER) and self.is_integer()
        return shown(int(self) if whole else float(self), self.shape)


def text_of(value: Any) -> str:
    """A cell as it stands on a page."""
    return value.text if isinstance(value, Quantity) else str(value)


def _cell(value: Value, shape: Shape) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return shown(value, shape) if isinstance(value, bool) else value
    return Quantity(float(value), shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the plans that are compared."""

    plan: Plan
    outcome: Outcome


def figures(sides: Sequence[Side]) -> list[dict[str, Any]]:
    """A row a key figure, in the order of the first plan that has it: values ``v0`` ..., differences

    ``d1`` ... to the first plan.
    """
    rows: dict[str, dict[str, Any]] = {}
    for place, side in enumerate(sides):
        for each in side.outcome.figures:
            row = rows.setdefault(each.name, {"title": _titled(each.title, each.unit)})
            row[f"v{place}"] = _cell(each.value, each.shape)
    for row in rows.values():
        _differences(row, len(sides))
    return list(rows.values())


def _titled(title: str, unit: str) -> str:
    return f"{title}（{unit}）" if unit else title


def _differences(row: dict[str, Any], count: int, key: str = "") -> None:
    first = row.get(f"{key}v0")
    for place in range(1, count):
        other = row.get(f"{key}v{place}")
        if isinstance(first, Quantity) and isinstance(other, Quantity):
            row[f"{key}d{place}"] = Quantity(other - first, first.shape)


def options(sides: Sequence[Side]) -> list[dict[str, Any]]:
    """A row an option: its label, the choice of each plan, and whether they differ."""
    labels: list[str] = []
    chosen: list[dict[str, str]] = []
    for side in sides:
        said = dict(planner_of_kept(side.plan.kind).said(side.plan.options))
        labels += [label for label in said if label not in labels]
        chosen.append(said)
    rows = []
    for label in labels:
        values = [each.get(label, "—") for each in chosen]
        rows.append({"label": label, "values": values, "differ": len(set(values)) > 1})
    return rows


def shared_tables(sides: Sequence[Side]) -> list[Table]:
    """The tables by school that every plan has, as the first has them."""
    return [
        table
        for table in sides[0].outcome.tables
        if table.rows
        and all(_by_school(side.outcome, table.name) is not None for side in sides)
        and measured(table)
    ]


def _by_school(outcome: Outcome, name: str) -> Table | None:
    for table in outcome.tables:
        if table.name == name and any(each.name == SCHOOL for each in table.columns):
            return table
    return None


def measured(table: Table) -> list[Column]:
    """The columns that are compared: quantities; where a school has many rows, those that add up."""
    codes = [row[SCHOOL] for row in table.records()]
    once = len(codes) == len(set(codes))
    return [
        each
        for each in table.columns
        if not each.name.endswith(("year", "lon", "lat"))
        and (adds_up(table, each) or (once and each.shape not in (Shape.TEXT, Shape.FLAG)))
    ]


def adds_up(table: Table, column: Column) -> bool:
    """Whether the rows of a school can be summed: money can, counts where all have one unit."""
    mixed = any(each.name == "unit" for each in table.columns)
    return column.shape is Shape.YUAN or (column.shape is Shape.COUNT and not mixed)


def schools(sides: Sequence[Side], name: str) -> list[dict[str, Any]]:
    """A row a school that any plan names: for each column ``<column>:v0`` ... and differences ``:d1`` ..."""
    rows: dict[str, dict[str, Any]] = {}
    first = _by_school(sides[0].outcome, name)
    columns = measured(first) if first is not None else []
    for place, side in enumerate(sides):
        table = _by_school(side.outcome, name)
        for record in table.records() if table is not None else ():
            code = record[SCHOOL]
            called = next((record[each] for each in _NAMES if record.get(each)), code)
            row = rows.setdefault(code, {SCHOOL: code, "school": called})
            for column in columns:
                value = record.get(column.name)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    key = f"{column.name}:v{place}"
                    row[key] = Quantity(value + row.get(key, 0.0), column.shape)
    for row in rows.values():
        for column in columns:
            _differences(row, len(sides), f"{column.name}:")
    return [rows[code] for code in sorted(rows, key=str)]
