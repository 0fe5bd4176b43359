"""The best layout by going through every set of open sites; each set as a linear program."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.optimize import linprog

from junheng.planning.layout.county import County, Group
from junheng.planning.layout.distances import village_to_site
from junheng.planning.layout.options import LayoutOptions


def best(county: County, options: LayoutOptions) -> tuple[int, float] | None:
    """The fewest pupils beyond the limit, and the least cost with so few; ``None`` where impossible."""
    metres = village_to_site(county)
    found = [
        tried
        for opened in product((False, True), repeat=len(county.sites))
        if _allowed(county, options, metres, opened)
        and (tried := _of(county, options, metres, opened)) is not None
    ]
    return min(found, default=None)


def _allowed(county: County, options: LayoutOptions, metres: np.ndarray, opened) -> bool:
    for site, is_open in zip(county.sites, opened, strict=True):
        if site.existing and not is_open and (site.kept or len(site.done) < 3):
            return False
    for number, _ in enumerate(county.villages):
        for group in Group:
            near = [
                (site.existing, is_open)
                for place, (site, is_open) in enumerate(zip(county.sites, opened, strict=True))
                if group in site.type.groups
                and metres[number, place] <= options.day_km[group] * 1000
            ]
            if any(existing for existing, _ in near) and not any(is_open for _, is_open in near):
                return False
    return True


def _of(county: County, options: LayoutOptions, metres: np.ndarray, opened):
    """Least beyond, then least cost, of one set of sites, by two linear programs."""
    ways = [
        (v, g, s, int(metres[v, s]))
        for v, each in enumerate(county.villages)
        for g in Group
        for s, site in enumerate(county.sites)
        if opened[s] and g in site.type.groups and each.pupils[g] and metres[v, s] < 10**9
    ]
    sites, size = len(county.sites), len(ways)
    modes = [_mode(county, options, way) for way in ways]
    cost = [_yearly(options, way, mode) for way, mode in zip(ways, modes, strict=True)]
    build = [options.years * c for c in cost]
    build += [float(s.place_yuan) for s in county.sites] + [float(s.bed_yuan) for s in county.sites]
    beyond = [float(mode == "beyond") for mode in modes] + [0.0] * (2 * sites)
    rows, limits = [], []
    for s, site in enumerate(county.sites):
        for only, there, extra in ((False, site.places, 0), (True, site.beds, sites)):
            row = np.zeros(size + 2 * sites)
            for w, way in enumerate(ways):
                row[w] = way[2] == s and (not only or modes[w] == "board")
            row[size + extra + s] = -1
            rows.append(row)
            limits.append(there)
    standing = [site for site, is_open in zip(county.sites, opened, strict=True) if is_open]
    fixed = sum(float(site.run_yuan) * options.years for site in standing)
    fixed += sum(float(site.build_yuan) for site in standing if not site.existing)
    if options.budget_yuan is not None:
        row = np.array([0.0] * size + build[size:])
        spent = sum(
            float(s.build_yuan)
            for s, o in zip(county.sites, opened, strict=True)
            if o and not s.existing
        )
        rows.append(row)
        limits.append(float(options.budget_yuan) - spent)
    equal, totals = [], []
    for v, each in enumerate(county.villages):
        for g in Group:
            if each.pupils[g]:
                equal.append([float(w[0] == v and w[1] is g) for w in ways] + [0.0] * (2 * sites))
                totals.append(each.pupils[g])
    bounds = [(0, None)] * size
    bounds += [
        (0, (s.most_places - s.places) * o) for s, o in zip(county.sites, opened, strict=True)
    ]
    bounds += [(0, (s.most_beds - s.beds) * o) for s, o in zip(county.sites, opened, strict=True)]
    given = {"A_ub": rows, "b_ub": limits, "A_eq": equal, "b_eq": totals, "bounds": bounds}
    first = linprog(beyond, **given) if size else None
    if first is None or first.status != 0:
        return None
    rows.append(beyond)
    limits.append(round(first.fun) + 1e-6)  # within the solver's own tolerance
    second = linprog(build, **given)
    return (round(first.fun), second.fun + fixed) if second.status == 0 else None


def _mode(county: County, options: LayoutOptions, way) -> str:
    _, group, site, metres = way
    if metres <= options.day_km[group] * 1000:
        return "day"
    near = options.board_km is None or metres <= options.board_km * 1000
    boards = group is not Group.LOW and county.sites[site].most_beds > 0 and near
    return "board" if boards else "beyond"


def _yearly(options: LayoutOptions, way, mode: str) -> float:
    day = float(options.km_yuan) * way[3] / 1000
    return day / 5 + float(options.boarder_yuan) if mode == "board" else day
