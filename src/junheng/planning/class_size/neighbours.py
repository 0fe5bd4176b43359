"""Which schools may exchange new pupils: the same stage, both public, within a distance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from junheng.census.records import School
from junheng.model import Stage
from junheng.planning.class_size.units import Unit
from junheng.planning.great_circle import metres
from junheng.planning.inputs.class_size import ClassSizeInputs

NEAREST = 6
"""So many neighbours of each school are looked at, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """New pupils may go from one unit (by its place in the list) to another, ``km`` away, to a metre."""

    source: int
    target: int
    km: float


def pairs(units: Sequence[Unit], inputs: ClassSizeInputs, within: float) -> tuple[Pair, ...]:
    """Every allowed way, in the order of the units. Distances that were given count before positions;
    without either there is no way, nor where the grades are not known.
    """
    groups: dict[tuple[str, Stage], list[int]] = {}
    for place, unit in enumerate(units):
        if unit.known and unit.school.operator.is_public:
            groups.setdefault((unit.school.county_code, unit.stage), []).append(place)
    found: list[Pair] = []
    for members in groups.values():
        found += _among([(place, units[place].school) for place in members], inputs, within)
    return tuple(sorted(found, key=lambda pair: (pair.source, pair.target)))


def _among(
    members: Sequence[tuple[int, School]], inputs: ClassSizeInputs, within: float
) -> Iterator[Pair]:
    """The ways among schools of one county and stage."""
    lon, lat = (
        [math.nan if each is None else float(each) for each in column]
        for column in zip(*((school.lon, school.lat) for _, school in members), strict=True)
    )
    by_road = _kilometres(lon, lat)
    for row, (place, school) in enumerate(members):
        near = []
        for column, (other, another) in enumerate(members):
            given = inputs.km.get((school.school_code, another.school_code))
            km = by_road[row][column] if given is None else float(given)
            if other != place and km <= within:
                near.append((km, other))
        near.sort()
        for km, other in near[:NEAREST]:
            yield Pair(source=place, target=other, km=round(km, 3))


def _kilometres(lon: list[float], lat: list[float]) -> list[list[float]]:
    """Between every two places; infinite where a position is missing."""
    known = np.array(
        [not math.isnan(x) and not math.isnan(y) for x, y in zip(lon, lat, strict=True)]
    )
    found = np.full((len(lon), len(lon)), np.inf)
    lons, lats = np.array(lon)[known], np.array(lat)[known]
    found[np.ix_(known, known)] = metres(lons, lats, lons, lats) / 1000
    matrix: list[list[float]] = found.tolist()
    return matrix
