"""Which schools may not be closed, and why.

A school that stands is closed only after argument, public notice and approval; a school to be kept
never; and no village may lose the only school within its limit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.planning.layout.county import County
from junheng.planning.layout.distances import Metres
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.ways import GROUPS, Flags, serving


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A village and group with a school within the limit today: one of ``sites`` must stay or come."""

    village: int
    group: int
    sites: tuple[int, ...]


def covers(county: County, metres: Metres, options: LayoutOptions) -> tuple[Cover, ...]:
    """What every village keeps, each set of sites named once for every village it protects."""
    existing = np.asarray([each.existing for each in county.sites])
    found: list[Cover] = []
    for number, (group, serves) in enumerate(zip(GROUPS, serving(county), strict=True)):
        within = serves[None, :] & (metres <= options.day_metres(group))
        for village in np.flatnonzero((within & existing).any(axis=1)):
            sites = tuple(int(site) for site in np.flatnonzero(within[village]))
            found.append(Cover(village=int(village), group=number, sites=sites))
    return tuple(found)


def closable(county: County, *, without_steps: bool) -> Flags:
    """Which standing schools may be closed; ``without_steps`` takes the legal steps as done."""
    return np.asarray(
        [
            each.existing and not each.kept and (without_steps or not each.steps_missing)
            for each in county.sites
        ]
    )


def only_schools(kept: tuple[Cover, ...]) -> dict[int, list[Cover]]:
    """Sites that are the only one within the limit of a village, with what they are alone for."""
    alone: dict[int, list[Cover]] = {}
    for cover in kept:
        if len(cover.sites) == 1:
            alone.setdefault(cover.sites[0], []).append(cover)
    return alone
