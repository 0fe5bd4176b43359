"""A worker that is lost in the middle of a run costs time, never a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from junheng.engine.spark import start
from tests.engine.spark.cluster import Cluster
from tests.engine.spark.jobs import once_under_way

if TYPE_CHECKING:
    from junheng.engine.spark.backend import SparkBackend

PARTS = 24


@pytest.fixture(scope="module")
def backend(cluster: Cluster) -> Iterator[SparkBackend]:
    backend, stop = start(cluster.address, memory="600MB")
    yield backend
    stop()


@pytest.fixture(scope="module")
def schools(backend: SparkBackend, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Schools in many small parts; reading each part takes a while, as if it were a large one."""
    folder = tmp_path_factory.mktemp("schools")
    for part in range(PARTS):
        rows = {
            "county_code": [f"19{(part + row) % 10:04}" for row in range(100)],
            "pupils": [part * row % 997 for row in range(100)],
            "slow": [row == 0 for row in range(100)],
        }
        pq.write_table(pa.table(rows), folder / f"part-{part:05}.parquet")
    backend.session.conf.set("spark.sql.files.openCostInBytes", str(128 * 1024**2))
    backend.read_parquet(folder, table_name="parts")
    pause = "CASE WHEN slow THEN reflect('java.lang.Thread', 'sleep', CAST(200 AS BIGINT)) END"
    frame = backend.session.sql(f"SELECT county_code, pupils, {pause} AS paused FROM parts")
    frame.createOrReplaceTempView("schools")
    return backend.table("schools")


def by_county(schools: Any) -> Any:
    return schools.group_by("county_code").agg(
        schools=schools.count(),
        pupils=schools.pupils.sum(),
        pauses=schools.paused.count(),
        largest=schools.pupils.max(),
    )


def rows(backend: SparkBackend, expression: Any) -> list[dict[str, Any]]:
    return backend.to_pyarrow(expression.order_by("county_code")).to_pylist()


def test_a_worker_that_dies_in_the_middle_of_a_job_changes_no_figure(
    cluster: Cluster, backend: SparkBackend, schools: Any
) -> None:
    undisturbed = rows(backend, by_county(schools))
    assert sum(row["schools"] for row in undisturbed) == PARTS * 100

    kept = schools.cache()  # its parts are lost with the worker as well, and read again
    with once_under_way(backend.session, tasks=6, then=cluster.lose_a_worker) as seen:
        disturbed = rows(backend, by_county(kept))
    assert seen, "the job was over before a worker could be lost"
    assert seen[0] < PARTS
    assert disturbed == undisturbed
