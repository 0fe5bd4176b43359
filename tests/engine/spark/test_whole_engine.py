"""The whole engine on a cluster: every output is DuckDB's, and the reference evaluator's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.census.records import Census
from junheng.engine.backends import Connection, connect
from junheng.engine.results import LARGE, SMALL, judge, write
from junheng.engine.sources import open_folder
from junheng.rulebook import rules
from junheng.synthesis.nation import Nation, write_nation
from tests.engine import datasets
from tests.engine.agreement import KEYS, differences, disagreements
from tests.engine.spark.cluster import Cluster
from tests.engine.spark.jobs import once_under_way
from tests.generative import invented
from tests.spec import drawing

PARTS = 8


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented nation, each of its tables in several parts."""
    whole = tmp_path_factory.mktemp("whole") / "nation"
    write_nation(Nation(counties=6, seed=3), whole, progress=lambda *_: None)
    parts = tmp_path_factory.mktemp("parts")
    for file in whole.glob("*.parquet"):
        table = pq.read_table(file)
        rows = -(-table.num_rows // PARTS)
        (parts / file.stem).mkdir()
        for part in range(PARTS):
            target = parts / file.stem / f"part-{part:05}.parquet"
            pq.write_table(table.slice(part * rows, rows), target)
    return parts


@pytest.fixture(scope="module")
def connection(cluster: Cluster) -> Iterator[Connection]:
    with connect(cluster.address, memory="600MB") as connection:
        session = connection.ibis.session
        session.conf.set("spark.sql.files.openCostInBytes", str(128 * 1024**2))
        yield connection


def outputs(connection: Connection, data: Path, out: Path) -> dict[str, pa.Table]:
    """Every table that a run writes, as it is read back."""
    judged = judge(
        connection, open_folder(connection, data), rules(jurisdiction="", on=date(2026, 9, 1))
    )
    write(judged, out, source="nation")
    connection.release()
    return {name: pq.read_table(out / f"{name}.parquet") for name in (*SMALL, *LARGE)}


@pytest.fixture(scope="module")
def expected(nation: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """What DuckDB says."""
    with connect("duckdb") as duckdb:
        return outputs(duckdb, nation, tmp_path_factory.mktemp("duckdb"))


def unlike(found: dict[str, pa.Table], expected: dict[str, pa.Table]) -> list[str]:
    """Every difference between two runs; figures are the same to 1e-9, all else exactly."""
    return [
        difference
        for name, key in KEYS.items()
        for difference in differences(name, key, found[name], expected[name])
    ]


def test_a_cluster_writes_what_duckdb_writes(
    connection: Connection, nation: Path, expected: dict[str, pa.Table], tmp_path: Path
) -> None:
    found = outputs(connection, nation, tmp_path / "out")
    assert expected["counties"].num_rows == 6
    assert {name: table.schema.names for name, table in found.items()} == {
        name: table.schema.names for name, table in expected.items()
    }
    assert not unlike(found, expected)
    assert (tmp_path / "out" / "rows.parquet").is_dir()
    assert (tmp_path / "out" / "counties.parquet").is_file()


CLOSE = "990001"
"""The code of the county so close to a bound that only the reference evaluator can judge it."""


def close_to_a_bound() -> Census:
    """A county whose only school lacks a millionth of a square metre for 4.5 a pupil."""
    census = drawing.county("school | stage | pupils\nA | primary | 1000")
    (school,) = census.schools
    area = Fraction("4499.999999")
    return replace(
        census, schools=(replace(school, teaching_area_m2=area, indoor_sports_m2=Fraction(0)),)
    )


def drawn_counties(number: int) -> list[Census]:
    """So many generated counties: complete ones, and some with values missing everywhere."""
    found: list[Census] = []

    @given(data=st.data())
    @settings(max_examples=number, database=None)
    def draw(data: st.DataObject) -> None:
        census = data.draw(invented.counties())
        lacking = data.draw(st.booleans())
        found.append(data.draw(invented.incomplete(census)) if lacking else census)

    draw()
    return found


@pytest.mark.parametrize("form", ["text", "decimal"])
def test_every_status_is_the_one_of_the_reference(
    connection: Connection, form: str, tmp_path: Path
) -> None:
    # All in one data set: one run of Spark for many counties costs little more than for one.
    census = datasets.together([close_to_a_bound(), *drawn_counties(60)])
    data = datasets.write(census, tmp_path / "data", form=form)
    judged = judge(connection, open_folder(connection, data), drawing.ruleset())
    assert len(judged.counties) > 50
    assert CLOSE in judged.rechecked
    assert not disagreements(judged, census, drawing.ruleset())
    connection.release()


def test_a_worker_that_dies_in_the_middle_of_a_run_changes_no_output(
    cluster: Cluster,
    connection: Connection,
    nation: Path,
    expected: dict[str, pa.Table],
    tmp_path: Path,
) -> None:
    session = connection.ibis.session
    with once_under_way(session, tasks=12, then=cluster.lose_a_worker) as seen:
        found = outputs(connection, nation, tmp_path / "out")
    assert len(cluster.workers) == 1, "the run was over before a worker could be lost"
    assert seen[-1] > seen[0], "nothing was left to do when the worker was lost"
    assert not unlike(found, expected)
