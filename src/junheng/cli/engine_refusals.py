"""What ``junheng engine run`` does with data that has errors: refuse all of it, or some counties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from junheng.census.defects import Severity
from junheng.engine.backends import Connection
from junheng.engine.checks.drafts import Counted
from junheng.engine.checks.examining import count_people, examine, refused_counties
from junheng.engine.tables import Tables
from junheng.errors import InputError

Progress = Callable[[str, int, int], None]
DEFECTS = "defects.parquet"
SHOWN = 5


def refusals(
    connection: Connection,
    tables: Tables,
    out: Path,
    *,
    skip: bool,
    places: Sequence[str],
    progress: Progress,
) -> tuple[tuple[str, ...], Counted]:
    """The counties that are not judged because of errors in their data, and the people as counted.

    Every defect is written to ``defects.parquet`` in ``out``. Errors outside ``places`` (beginnings of
    county codes; none for everywhere) refuse nothing. Raises :class:`InputError` if there are others
    and ``skip`` is not set.
    """
    people = count_people(connection, tables)
    examined = examine(connection, tables, people, progress=progress)
    defects = examined.defects()
    connection.write(defects, out / DEFECTS)
    if not examined.errors:
        return (), people
    every = connection.arrow(refused_counties(defects))["county_code"].to_pylist()
    refused = tuple(sorted(code for code in every if code.startswith(tuple(places) or "")))
    if skip or (places and not refused):
        return refused, people
    worst = "；".join(
        f"{each.table}.{each.column} {each.check}：{each.lines} 行"
        for each in examined.failing[:SHOWN]
        if each.severity is Severity.ERROR
    )
    raise InputError(
        f"数据有 {examined.errors} 处错误，没有判定（{worst}……）。全部问题在 {out / DEFECTS}",
        remedy="改正后再判；或加上 --skip-refused，只跳过有错误的县",
    )


def ready_tables(people: Counted) -> dict[str, ir.Table]:
    """The lists as counted, by the names that the plan has for them."""
    found: dict[str, Any] = {
        "teachers_counted": people.teachers,
        "pupils_counted": people.pupils,
    }
    return {name: table for name, table in found.items() if table is not None}
