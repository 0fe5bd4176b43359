"""A cluster for the tests of this folder, and a session on it. One at a time: a process has one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.engine.spark.cluster import Cluster


def needed() -> None:
    """Skip where PySpark or Java is not installed, except where ``JUNHENG_CI=1`` demands them."""
    missing = [name for name in ("pyspark", "ibis") if find_spec(name) is None]
    if shutil.which("java") is None:
        missing.append("java")
    if missing:
        reason = f"needs {' and '.join(missing)}, not installed"
        if os.environ.get("JUNHENG_CI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One master and two workers of one core each, on free ports of the loopback address."""
    needed()
    cluster = Cluster(folder=tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start(workers=2)
        yield cluster
    finally:
        cluster.stop()
