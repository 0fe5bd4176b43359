"""One engine for the chapter, and the county that every test spoils."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from junheng.engine.backends import Connection, connect
from tests.unit.census.county_files import County


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Connection]:
    """DuckDB, for all tests of a module."""
    with connect() as connection:
        yield connection


@pytest.fixture
def county(tmp_path: Path) -> County:
    """Three schools without a fault."""
    return County(tmp_path)
