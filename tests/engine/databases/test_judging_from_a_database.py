"""Counties judged straight from a database: as the reference evaluator judges them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from junheng.census.records import Census
from junheng.engine.backends import connect
from junheng.engine.results import judge
from junheng.engine.sources import open_data
from junheng.errors import InputError
from tests.engine import datasets
from tests.engine.agreement import disagreements
from tests.spec import drawing

CENSUS = datasets.together(
    [
        drawing.county(
            "school | stage | pupils | equipment_yuan\nA | primary | 1000 | 1999999.9999"
        ),
        drawing.county("school | stage | pupils | backbone\nB | junior | 900 | "),
    ]
)


def in_sqlite(data: Path, file: Path) -> str:
    """A data set in a SQLite file, columns without declared types."""
    with closing(sqlite3.connect(file)) as database:
        for table in data.glob("*.parquet"):
            content = pq.read_table(table)
            names = ", ".join(f'"{name}"' for name in content.column_names)
            database.execute(f"CREATE TABLE {table.stem} ({names})")
            marks = ", ".join("?" * content.num_columns)
            rows = zip(*content.to_pydict().values(), strict=True)
            database.executemany(f"INSERT INTO {table.stem} VALUES ({marks})", rows)
        database.commit()
    return f"sqlite:///{file}"


def in_duckdb(data: Path, file: Path) -> str:
    """A data set in a DuckDB file, amounts as exact decimals."""
    with duckdb.connect(str(file)) as database:
        for table in data.glob("*.parquet"):
            database.execute(f"CREATE TABLE {table.stem} AS FROM '{table}'")
    return f"duckdb:///{file}"


def differences(url: str, census: Census) -> list[str]:
    with connect() as connection:
        judged = judge(connection, open_data(connection, url), drawing.ruleset())
        assert len(judged.counties) == len({each.county_code for each in census.schools})
        return disagreements(judged, census, drawing.ruleset())


@pytest.mark.parametrize("form", ["text", "double"])
def test_a_sqlite_file_is_judged_as_the_reference_judges_it(form: str, tmp_path: Path) -> None:
    data = datasets.write(CENSUS, tmp_path / "data", form=form)
    assert not differences(in_sqlite(data, tmp_path / "a.db"), CENSUS)


def test_a_duckdb_file_is_judged_as_the_reference_judges_it(tmp_path: Path) -> None:
    data = datasets.write(CENSUS, tmp_path / "data", form="decimal")
    assert not differences(in_duckdb(data, tmp_path / "a.duckdb"), CENSUS)


def test_a_missing_column_is_told_with_the_address_not_with_the_copy(tmp_path: Path) -> None:
    data = datasets.write(CENSUS, tmp_path / "data")
    url = in_sqlite(data, tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("ALTER TABLE stages DROP COLUMN pupils")
        database.commit()
    with connect() as connection, pytest.raises(InputError) as refusal:
        open_data(connection, url)
    assert str(refusal.value) == (
        f"{url} 的数据不全：“学段”（stages）缺少必填列：在校生数（pupils）\n"
        "  怎么改：补上缺少的表或列"
    )
