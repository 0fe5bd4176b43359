"""DuckDB and Spark give the same trends and the same comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from junheng.engine.backends import Connection, connect
from junheng.engine.comparisons import Question, compare
from junheng.engine.trends import Measure, Plan, follow
from tests.engine.nation import write_nation
from tests.engine.spark.conftest import needed


def tables(connection: Connection, folders: Mapping[int, Path]) -> dict[str, pa.Table]:
    """Every table of a trend and of a comparison."""
    plan = Plan(
        folders=folders,
        following=2027,
        measures=(Measure(clause="7.8", sense=1),),
        reversed_bounds=(("8.9", 0.15),),
        recognised={"980101": 2021},
    )
    trend = follow(connection, plan)
    comparison = compare(connection, folders[2025], Question(nearest=2))
    return {**trend.tables, **comparison.tables}


def rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row, floats to 9 digits: sums may be taken in another order."""
    return {
        name: float(f"{value:.9g}") if isinstance(value, float) else value
        for name, value in row.items()
    }


# Libraries on the way warn of their own future, which is not what is tested here.
@pytest.mark.filterwarnings("default")
def test_every_table_is_the_same_on_both(tmp_path: Path) -> None:
    needed()
    folders = write_nation(tmp_path)
    with connect("duckdb") as duckdb:
        ours = tables(duckdb, folders)
    with connect("spark") as spark:
        theirs = tables(spark, folders)
    assert set(ours) == set(theirs)
    for name, table in ours.items():
        assert table.num_rows > 0, name
        assert theirs[name].column_names == table.column_names, name
        mine, others = table.to_pylist(), theirs[name].to_pylist()
        assert [rounded(row) for row in others] == [rounded(row) for row in mine], name
