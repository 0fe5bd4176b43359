"""Published location and routing problems reach their published optima, proven where that is asked."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from junheng.planning.layout.instances import drive, place
from junheng.planning.layout.published import read_or_library, read_vrplib
from junheng.planning.outcome import Ending
from junheng.planning.watch import Watch

SHARED = Path(os.environ.get("JUNHENG_SHARED", Path(__file__).parents[2].parent / "shared"))
DATA = SHARED / "data" / "operations-research"
QUICK = (1, 2, 3, 4, 5, 7, 8, 9, 10, 6)

pytestmark = pytest.mark.skipif(
    not DATA.exists(),
    reason=f"published instances are not shipped: operations-research is not in {SHARED.name}",
)


def test_every_p_median_is_proven_at_its_published_optimum() -> None:
    lines = (DATA / "pmed" / "pmedopt.txt").read_text().split("\n")[1:]
    published = dict(line.split() for line in lines if line.strip())
    for number in QUICK:
        told = place(read_or_library(DATA / "pmed" / f"pmed{number}.txt"), Watch())
        assert told.figure("objective") == int(published[f"pmed{number}"])
        assert told.ending is Ending.PROVEN


@pytest.mark.parametrize("number", range(1, 6))
def test_a_capacitated_p_median_is_proven_at_its_published_optimum(number: int) -> None:
    path = DATA / "pmedcap" / f"pmedcap1_{number}.txt"
    told = place(read_or_library(path), Watch())
    assert told.figure("objective") == int(path.read_text().split()[1])
    assert told.ending is Ending.PROVEN


@pytest.mark.parametrize("name", ["A-n32-k5", "B-n31-k5"])
def test_routes_reach_the_published_optimum(name: str) -> None:
    solution = (DATA / "vrp" / f"{name}.sol").read_text()
    told = drive(read_vrplib(DATA / "vrp" / f"{name}.vrp"), Watch())
    assert told.figure("objective") == int(re.findall(r"Cost (\d+)", solution)[0])
    assert told.figure("bound") <= told.figure("objective")  # type: ignore[operator]
    assert told.figure("gap") <= 0.03  # type: ignore[operator]
