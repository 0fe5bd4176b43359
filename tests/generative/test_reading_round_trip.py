"""A data set written out and read again is the same, whatever way it was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from junheng.census.reading import read
from junheng.census.records import Census
from junheng.census.tables import TABLES
from junheng.census.writing import write_folder, write_workbook
from junheng.synthesis import PASSES, UNDECIDED, county

WAYS: dict[str, Callable[[Census, Path], None]] = {
    "workbook": lambda census, folder: write_workbook(census, folder / "data.xlsx"),
    "utf-8": lambda census, folder: write_folder(census, folder / "data"),
    "gb18030": lambda census, folder: write_folder(census, folder / "data", encoding="gb18030"),
    "bom": lambda census, folder: write_folder(census, folder / "data", encoding="utf-8-sig"),
    "semicolon": lambda census, folder: write_folder(census, folder / "data", delimiter=";"),
    "tab": lambda census, folder: write_folder(census, folder / "data", delimiter="\t"),
}
NAMES = st.text(
    alphabet=st.characters(
        codec="gb18030", exclude_categories=("C", "Z"), exclude_characters="#'`‘’"
    ),
    min_size=1,
    max_size=12,
)


def rows(census: Census) -> dict[str, list[object]]:
    """Every row of every table, line numbers apart."""
    return {
        table.name: [replace(row, row=0) for row in getattr(census, table.name)] for table in TABLES
    }


@pytest.mark.parametrize("way", WAYS)
@given(
    seed=st.integers(0, 2**16), profile=st.sampled_from([PASSES, UNDECIDED]), names=st.lists(NAMES)
)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_reads_back(way: str, seed: int, profile: object, names: list[str]) -> None:
    census = county(seed, profile)  # type: ignore[arg-type]
    schools = list(census.schools)
    for number, name in enumerate(names[: len(schools)]):
        schools[number] = replace(schools[number], name=f"{name}校{number}")
    census = replace(census, schools=tuple(schools))
    with TemporaryDirectory() as name:
        folder = Path(name)
        WAYS[way](census, folder)
        found = read(next(folder.iterdir()))
    assert [str(each) for each in found.errors] == []
    assert rows(found.require()) == rows(census)
