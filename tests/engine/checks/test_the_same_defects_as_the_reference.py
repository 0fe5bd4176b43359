"""The engine finds in many counties what the reference finds in each of them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from junheng.census.catalogue import SEVERITY
from junheng.engine.backends import Connection
from junheng.engine.checks.covered import COVERED
from tests.engine.checks.beside_reference import by_engine, by_reference
from tests.engine.checks.spoilt import PLANTS, TWICE, Plant, spoilt, together

OTHERWISE = {"cell.share"}
"""At scale a share is written in one way only."""


@settings(max_examples=6)  # each has nine counties
@given(plants=PLANTS, twice=TWICE)
def test_many_counties_at_once_fail_the_checks_that_each_fails_by_itself(
    duckdb: Connection, plants: list[list[Plant]], twice: list[str | None]
) -> None:
    elsewhere = {*set(SEVERITY) - COVERED, *OTHERWISE}
    with TemporaryDirectory() as name:
        path = Path(name)
        counties = [
            spoilt(number, drawn, table, path)
            for number, (drawn, table) in enumerate(zip(plants, twice, strict=True))
        ]
        expected = {
            told
            for number, county in enumerate(counties)
            for told in by_reference(county.folder(f"county{number}"), without=elsewhere)
        }
        everything = together(counties, path).folder("all")
        found = by_engine(duckdb, everything, without=OTHERWISE)
        duckdb.release()
        assert found == expected
