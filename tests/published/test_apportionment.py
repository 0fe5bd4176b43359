"""The seats of the United States House after the census of 2010 come out as published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from junheng.planning.apportion import Method, apportion, units

SHARED = Path(os.environ.get("JUNHENG_SHARED", Path(__file__).parents[2].parent / "shared"))
HOUSE = SHARED / "data" / "operations-research" / "apportionment" / "us-house-2010.txt"


@pytest.mark.skipif(not HOUSE.exists(), reason="the shared folder with published data is not here")
def test_the_house_of_2010_by_huntington_hill_with_one_seat_at_least() -> None:
    rows = [line.split("\t") for line in HOUSE.read_text("utf-8").splitlines() if line]
    people = [int(row[1]) for row in rows]
    published = tuple(int(row[2]) for row in rows)

    result = apportion(sum(published), units(people, least=1), Method.HUNTINGTON_HILL)

    assert len(rows) == 50
    assert result.seats == published
    assert result.tied == ()
