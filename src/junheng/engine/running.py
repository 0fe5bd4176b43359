"""A run: the statements of a plan carried out on an engine, from opened tables to kept results."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from junheng.engine.backends import Connection
from junheng.engine.statements import PREFIX, Plan, Statement, compiled, plan
from junheng.engine.tables import Tables
from junheng.standards import RuleSet

Progress = Callable[[str, int, int], None]

_STEPS = {
    "teachers_counted": "清点教师名册",
    "pupils_counted": "清点学生名册",
    "stages": "合并名册",
    "facts": "读县级数据",
    "institutions": "汇总学校",
    "lines": "判定学段部",
    "by_school": "判定学校条款",
    "spreads": "计算差异系数",
    "counties": "判定各县",
}
"""What each table of a plan is in words, for people who wait."""


@dataclass(slots=True, kw_only=True)
class Run:
    """Results kept by an engine: the expressions of ``plan`` can be asked for through ``connection``.

    ``tables`` is the data set as opened; ``seconds`` says how long each step took.
    """

    connection: Connection
    tables: Tables
    rules: RuleSet
    plan: Plan
    seconds: dict[str, float] = field(default_factory=dict)


def carry_out(
    connection: Connection,
    tables: Tables,
    rules: RuleSet,
    *,
    ready: Mapping[str, Any] = MappingProxyType({}),
    progress: Progress | None = None,
) -> Run:
    """Judge the data set. ``progress`` is told before each step: what, how many are done, of how many.

    ``ready`` are tables of the plan that are kept already, by their names (``pupils_counted``).
    Whoever stops it in between loses the run and nothing else.
    """
    started = time.perf_counter()
    columns = {name: dict(raw.schema().items()) for name, raw in tables.raw.items()}
    found = plan(columns, rules, connection.dialect)
    run = Run(connection=connection, tables=tables, rules=rules, plan=found)
    for name, raw in tables.raw.items():
        connection.view(name, compiled(raw, connection.dialect))
    run.seconds["compile"] = time.perf_counter() - started
    total = len(found.statements)
    for done, statement in enumerate(found.statements):
        if progress is not None:
            progress(_in_words(statement), done, total)
        begun = time.perf_counter()
        kept = ready.get(statement.name.removeprefix(PREFIX))
        if kept is None:
            connection.make(statement.name, statement.query)
        else:
            connection.view(statement.name, compiled(kept, connection.dialect))
        run.seconds[statement.name] = time.perf_counter() - begun
    if progress is not None:
        progress("判定完成", total, total)
    return run


def _in_words(statement: Statement) -> str:
    return _STEPS.get(statement.name.removeprefix(PREFIX), statement.name)
