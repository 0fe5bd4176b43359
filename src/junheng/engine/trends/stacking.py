"""The runs of several years as one set of tables, counties under the codes they have at last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from junheng.engine.backends import Connection
from junheng.engine.finished import COLUMNS, Finished, open_finished
from junheng.engine.trends.lists import Renaming
from junheng.engine.trends.plan import Plan
from junheng.errors import InputError

NAMED = 10
"""So many counties are named in a message, the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked:
    """Every table of the runs with a column ``year`` in front; ``about`` is their ``run.json``."""

    about: Mapping[int, Mapping[str, Any]]
    counties: ir.Table
    clauses: ir.Table
    disparities: ir.Table
    rows: ir.Table


def stacked(connection: Connection, plan: Plan) -> Stacked:
    """All years of ``plan``, the small tables held.

    Raises :class:`InputError` naming what is wrong in any of the folders, and where a new code
    brings two counties of one year together.
    """
    runs, wrong = {}, []
    for year in plan.years:
        try:
            runs[year] = open_finished(connection, plan.folders[year])
        except InputError as problem:
            wrong.append(f"{year} 年：{problem.message}")
    if wrong:
        raise InputError(
            "\n  ".join(wrong),
            remedy="给出 junheng engine run --out 写出的文件夹；不全的，重新判定一次",
        )
    small = {
        name: _typed(connection.keep(_stack(runs, name, plan.renamed)))
        for name in ("counties", "clauses", "disparities")
    }
    _refuse_doubled(connection, small["counties"])
    about = {year: run.about for year, run in runs.items()}
    return Stacked(about=about, rows=_stack(runs, "rows", plan.renamed), **small)


def _stack(runs: Mapping[int, Finished], name: str, renamed: Sequence[Renaming]) -> ir.Table:
    tables = []
    for year, run in runs.items():
        table = getattr(run, name)
        columns = list(COLUMNS[name]) + (["name"] if name == "counties" else [])
        codes = _codes(renamed, year)
        if codes:
            table = table.mutate(
                county_code=table.county_code.cases(*codes.items(), else_=table.county_code)
            )
        tables.append(
            table.select(year=ibis.literal(year, type="int64"), **{c: table[c] for c in columns})
        )
    return reduce(lambda one, other: one.union(other), tables)


def _typed(kept: ir.Table) -> ir.Table:
    """``kept`` with its year as it was: Spark holds a small whole number as a smaller type."""
    return kept.mutate(year=kept.year.cast("int64"))


def _codes(renamed: Sequence[Renaming], year: int) -> dict[str, str]:
    """What each code of that year is called at last; codes renamed later lead on to the next one."""
    later = sorted((each for each in renamed if each.year > year), key=lambda each: each.year)
    found: dict[str, str] = {}
    for each in later:
        for old, new in found.items():
            if new == each.old:
                found[old] = each.new
        found.setdefault(each.old, each.new)
    return found


def _refuse_doubled(connection: Connection, counties: ir.Table) -> None:
    """Raise where a county occurs twice in a year: its figures would be mixed."""
    counted = counties.group_by("year", "county_code").agg(times=counties.count())
    twice = connection.arrow(counted.filter(counted.times > 1).order_by("year", "county_code"))
    if twice.num_rows:
        named = [f"{row['year']} 年的 {row['county_code']}" for row in twice.to_pylist()]
        more = f"等 {len(named)} 处" if len(named) > NAMED else ""
        raise InputError(
            f"同一年里有两个县的代码相同：{'、'.join(named[:NAMED])}{more}",
            remedy="检查那一年的数据，和 --renamed 的名单：撤并成一个县的，不能当作更换代码",
        )
