"""Files of published instances: read as their formats say, refused where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.errors import InputError
from junheng.planning.layout.capacitated import Demand
from junheng.planning.layout.instances import drive, place
from junheng.planning.layout.published import Median, read_or_library, read_vrplib
from junheng.planning.outcome import Ending
from junheng.planning.watch import Watch

PMED = " 3 3 1\n 1 2 4\n 2 3 6\n 1 2 5\n"
PMEDCAP = " 1 9\n 3 1 20\n 1 0 0 5\n 2 3 4 5\n 3 0 1 5\n"
VRP = """NAME : small
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 0 2
DEMAND_SECTION
1 0
2 6
3 4
DEPOT_SECTION
1
-1
EOF
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "算例.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pmed_file_is_shortest_ways_and_the_last_of_doubled_edges(tmp_path: Path) -> None:
    found = read_or_library(written(tmp_path, PMED))
    assert isinstance(found, Median)
    assert found.open_sites == 1
    assert found.distances.tolist() == [[0, 5, 11], [5, 0, 6], [11, 6, 0]]
    told = place(found, Watch())
    assert told.ending is Ending.PROVEN
    assert (told.figure("objective"), told.figure("bound"), told.figure("gap")) == (11, 11, 0)


def test_a_pmedcap_file_has_distances_rounded_down(tmp_path: Path) -> None:
    found = read_or_library(written(tmp_path, PMEDCAP))
    assert isinstance(found, Demand)
    assert found.costs.tolist() == [[0, 5, 1], [5, 0, 4], [1, 4, 0]]
    assert place(found, Watch()).figure("objective") == 5


def test_more_demand_than_room_is_impossible(tmp_path: Path) -> None:
    told = place(read_or_library(written(tmp_path, PMEDCAP.replace("3 1 20", "3 1 14"))), Watch())
    assert told.ending is Ending.IMPOSSIBLE
    assert told.reasons


def test_a_vrp_file_is_driven_and_proven(tmp_path: Path) -> None:
    told = drive(read_vrplib(written(tmp_path, VRP)), Watch())
    assert (told.figure("objective"), told.figure("bound")) == (11, 11)
    assert told.figure("routes") == 1
    assert told.ending is Ending.PROVEN


def test_explicit_distances_are_read(tmp_path: Path) -> None:
    text = VRP.replace("EUC_2D", "EXPLICIT\nEDGE_WEIGHT_FORMAT : LOWER_ROW").replace(
        "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 0 2\n", "EDGE_WEIGHT_SECTION\n7\n8 9\n"
    )
    found = read_vrplib(written(tmp_path, text))
    assert found.distances.tolist() == [[0, 7, 8], [7, 0, 9], [8, 9, 0]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一 二",
        "3 3 1\n1 2 4\n",
        "3 1 9\n1 2 4\n",
        "3 1 1\n1 2 nan\n",
        "3 1 1\n1 7 4\n",
        "2 0 1\n",
    ],
)
def test_a_file_that_is_no_location_problem_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read_or_library(written(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CAPACITY : 10\n", ""),
        ("CAPACITY : 10", "CAPACITY : many"),
        ("CAPACITY : 10", "CAPACITY : 5"),
        ("2 6\n", ""),
        ("2 6\n", "2 -6\n"),
        ("EUC_2D", "GEO"),
        ("DIMENSION : 3", "DIMENSION : 4"),
        ("-1\n", "2\n-1\n"),
        ("CAPACITY", "DISTANCE : 4\nCAPACITY"),
        ("2 3 4", "2 3 inf"),
    ],
)
def test_a_file_that_is_no_routing_problem_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(InputError, match=r"算例\.txt"):
        read_vrplib(written(tmp_path, VRP.replace(old, new, 1)))


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="打不开"):
        read_vrplib(tmp_path / "没有.vrp")
