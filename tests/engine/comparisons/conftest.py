"""Comparing invented runs on DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ibis
import pyarrow as pa
import pytest

from junheng.engine.backends import Connection, connect
from tests.engine.finished_runs import SCHEMAS, Row


@pytest.fixture(scope="session")
def connection() -> Iterator[Connection]:
    """DuckDB, kept for all tests."""
    with connect() as opened:
        yield opened


def table(name: str, rows: list[Row]) -> Any:
    """One table of a finished run, for expressions."""
    return ibis.memtable(
        pa.Table.from_pylist(list(rows), schema=pa.schema(list(SCHEMAS[name].items())))
    )


def rows_of(connection: Connection, expression: Any, *columns: str, **wanted: Any) -> list[Any]:
    """These columns of the rows in which others have these values, in the order of their first ones."""
    kept = [
        row
        for row in connection.arrow(expression).to_pylist()
        if all(row[name] == value for name, value in wanted.items())
    ]
    picked = [tuple(row[name] for name in columns) for row in kept]
    return sorted(picked, key=lambda row: [(value is None, value) for value in row])
