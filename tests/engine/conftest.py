"""What holds for every test of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_OF_THE_LIBRARY = "ignore:fetch_arrow_table:DeprecationWarning"
"""Ibis 12 calls DuckDB by a name that DuckDB 2 would rather not hear any more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let that one warning of the library pass; all others stay errors."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(_OF_THE_LIBRARY))


@pytest.fixture(scope="package", autouse=True)
def brief_java() -> Iterator[None]:
    """Java that compiles quickly rather than well: no test runs long enough to gain from the latter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield
