"""Following invented runs on DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from junheng.engine.backends import Connection, connect
from junheng.engine.trends import Measure, Plan, Trend
from junheng.engine.trends.follow import makers
from junheng.engine.trends.stacking import stacked

MEASURES = (Measure(clause="7.7", sense=1), Measure(clause="7.5", sense=1, most=1.0))
Rows = list[dict[str, Any]]
Followed = Callable[..., Trend]


@pytest.fixture(scope="session")
def connection() -> Iterator[Connection]:
    """DuckDB, kept for all tests: starting it takes longer than they do."""
    with connect() as opened:
        yield opened


@pytest.fixture
def followed(connection: Connection) -> Followed:
    """``followed({2024: folder, 2025: folder})``: the trend, looked ahead by one year."""

    def call(folders: Mapping[int, Path], **more: Any) -> Trend:
        settings = {
            "following": max(folders) + 1,
            "measures": MEASURES,
            "reversed_bounds": (("8.9", 0.15),),
        }
        plan = Plan(folders=folders, **{**settings, **more})
        data = stacked(connection, plan)
        return Trend(plan=plan, about=data.about, tables=AsAsked(makers(connection, data, plan)))

    return call


class AsAsked(dict[str, pa.Table]):
    """Tables made when they are first looked at: most tests look at one."""

    def __init__(self, made: Mapping[str, Callable[[], pa.Table]]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, name: str) -> pa.Table:
        self[name] = self._made[name]()
        return self[name]


def only(trend: Trend, table: str, **wanted: Any) -> dict[str, Any]:
    """The single row of a table in which these columns have these values."""
    rows = [
        row
        for row in trend.tables[table].to_pylist()
        if all(row[name] == value for name, value in wanted.items())
    ]
    assert len(rows) == 1, rows
    return dict(rows[0])
