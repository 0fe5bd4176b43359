"""Which schools may exchange new pupils: the same stage, both public, within a distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from junheng.model import Stage
from junheng.planning.class_size.units import Unit
from junheng.planning.inputs.class_size import ClassSizeInputs

EARTH_KM = 6371.0
DETOUR = 1.3
"""Roads are longer than the great circle by about this factor."""
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
    found = []
    for stage in Stage:
        members = [
            (place, unit)
            for place, unit in enumerate(units)
            if unit.stage is stage and unit.known and unit.school.operator.is_public
        ]
        for place, unit in members:
            near = []
            for other, another in members:
                if other == place or another.school.county_code != unit.school.county_code:
                    continue
                km = distance(unit, another, inputs)
                if km is not None and km <= within:
                    near.append((km, other))
            near.sort()
            found += [
                Pair(source=place, target=other, km=round(km, 3)) for km, other in near[:NEAREST]
            ]
    return tuple(sorted(found, key=lambda pair: (pair.source, pair.target)))


def distance(one: Unit, other: Unit, inputs: ClassSizeInputs) -> float | None:
    """Kilometres by road, given or estimated; ``None`` where a position is missing."""
    given = inputs.km.get((one.school.school_code, other.school.school_code))
    if given is not None:
        return float(given)
    ends = (one.school.lon, one.school.lat, other.school.lon, other.school.lat)
    if any(each is None for each in ends):
        return None
    return DETOUR * great_circle(*(Fraction(each) for each in ends if each is not None))


def great_circle(lon_1: Fraction, lat_1: Fraction, lon_2: Fraction, lat_2: Fraction) -> float:
    """Kilometres between two points in degrees, by the haversine formula."""
    one, other = math.radians(lat_1), math.radians(lat_2)
    across = math.radians(lon_2 - lon_1)
    half = (
        math.sin((other - one) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
