"""How far places are from each other where no road is given: great circle x 1.3, in whole metres."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""
DETOUR = 1.3
"""Roads are that much longer than the straight line, by custom."""


def metres(
    from_lon: ArrayLike, from_lat: ArrayLike, to_lon: ArrayLike, to_lat: ArrayLike
) -> NDArray[np.int64]:
    """Metres by road, rounded, from every place of the first two arrays (rows) to every place of the
    others (columns). Degrees; by the haversine formula.
    """
    lon, lat = (np.radians(np.asarray(each, dtype=float))[:, None] for each in (from_lon, from_lat))
    other_lon, other_lat = (
        np.radians(np.asarray(each, dtype=float))[None, :] for each in (to_lon, to_lat)
    )
    squared = (
        np.sin((other_lat - lat) / 2) ** 2
        + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    )
    straight = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(squared, 0.0, 1.0)))
    rounded: NDArray[np.int64] = np.rint(DETOUR * straight).astype(np.int64)
    return rounded
