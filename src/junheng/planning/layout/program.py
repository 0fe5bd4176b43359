"""Where to build, extend and close schools, and who goes where.

Sets       I demands (a village and a group of pupils), S sites, W ways (i, s) by day, boarding or beyond
           the limit (:mod:`.ways`); N_c the sites within the limit of a village that has a school there
           today (:mod:`.locks`).
Data       n_i pupils; P_s places and Pmax_s most places; B_s beds and Bmax_s most beds; yuan: f_s to build,
           e_s a further place, b_s a further bed, r_s a year's running, t_w a pupil's year on way w;
           T years.
Variables  y_s in {0, 1}: site s is open;  x_w >= 0 pupils;  u_s further places;  v_s further beds.
Objective  in this order: (A) fewest pupils without a place, (B) fewest beyond the limit,
           (C) least  sum_s f_s y_s [new] + e_s u_s + b_s v_s + T (sum_s r_s y_s + sum_w t_w x_w)
(1)        sum_{w of i} x_w = n_i                                  for every demand
(2)        sum_{w to s} x_w <= P_s y_s + u_s,  u_s <= (Pmax_s - P_s) y_s
(3)        sum_{boarding w to s} x_w <= B_s y_s + v_s,  v_s <= (Bmax_s - B_s) y_s
(4)        x_w <= n_i y_s                                          where y_s is free; beyond day ways
                                                                   added as they are violated
(5)        y_s = 1 for standing schools that may not be closed
(6)        sum_{s in N_c} y_s >= 1                                 no village loses its only school
(7)        f y + e u + b v <= budget                               where there is one
(8)        sum_{w beyond} x_w <= the least that (B) found

With y given the rest is a flow in a network: whole numbers of pupils come of themselves, but for (7) and
(8). With a budget u and v are whole from the first; a last search over whole x, u, v settles the rest.
Villages may be split.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from junheng.planning.layout.county import County
from junheng.planning.layout.locks import Cover
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.ways import Flags, Mode, Ways
from junheng.planning.solver import Indices, Model, Numbers

UNIT = 1e4
"""Money inside the program is in 10,000 yuan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One county to plan, with what may be closed and what must stay covered."""

    county: County
    options: LayoutOptions
    ways: Ways
    covers: tuple[Cover, ...]
    may_close: Flags

    @property
    def free(self) -> Flags:
        """The sites whose y is open: to be built, or standing and closable."""
        existing = np.asarray([each.existing for each in self.county.sites])
        return ~existing | self.may_close


@dataclass(slots=True, kw_only=True)
class Program:
    """The model and its variables; ``short`` (pupils without a place) only where asked for."""

    model: Model
    y: Indices
    x: Indices
    u: Indices
    v: Indices
    short: Indices
    linked: set[int] = field(default_factory=set)


def program(case: Case, *, shortage: bool = False, whole: bool = False) -> Program:
    """The rows (1) to (7), without an objective; ``whole`` pupils, places and beds where asked for."""
    sites, ways, model = case.county.sites, case.ways, Model()
    y = model.add(
        len(sites), lower=np.where(case.free, 0.0, 1.0), upper=1.0, whole=True
    )  # (5) by its bounds
    x = model.add(len(ways.site), upper=ways.pupils[ways.demand], whole=whole)
    extra = np.asarray([each.most_places - each.places for each in sites], dtype=float)
    beds = np.asarray([each.most_beds - each.beds for each in sites], dtype=float)
    grown_whole = whole or case.options.budget_yuan is not None
    u = model.add(len(sites), upper=extra, whole=grown_whole)
    v = model.add(len(sites), upper=beds, whole=grown_whole)
    short = model.add(len(ways.pupils) if shortage else 0, upper=ways.pupils if shortage else 0.0)
    found = Program(model=model, y=y, x=x, u=u, v=v, short=short)
    _places(case, found, extra, beds)
    _demands(case, found)
    by_day = np.flatnonzero((ways.mode == Mode.DAY) & case.free[ways.site])
    link(case, found, by_day)
    for sites_of in dict.fromkeys(cover.sites for cover in case.covers):
        if not any(not case.free[site] for site in sites_of):
            model.row(y[list(sites_of)], lower=1.0)  # (6)
    if case.options.budget_yuan is not None:
        columns, factors = capital(case, found)
        model.row(columns, factors, upper=float(case.options.budget_yuan) / UNIT)  # (7)
    return found


def _demands(case: Case, found: Program) -> None:
    starts = np.searchsorted(case.ways.demand, np.arange(len(case.ways.pupils) + 1))
    for number, pupils in enumerate(case.ways.pupils.tolist()):
        columns = found.x[starts[number] : starts[number + 1]]
        if len(found.short):
            columns = np.append(columns, found.short[number])
        found.model.row(columns, lower=pupils, upper=pupils)  # (1)


def _places(case: Case, found: Program, extra: Numbers, beds: Numbers) -> None:
    model, boards = found.model, case.ways.mode == Mode.BOARD
    order = np.argsort(case.ways.site, kind="stable")
    starts = np.searchsorted(case.ways.site[order], np.arange(len(case.county.sites) + 1))
    for number, site in enumerate(case.county.sites):
        inside = order[starts[number] : starts[number + 1]]
        ends = [found.y[number], found.u[number]]
        row = np.append(found.x[inside], ends)
        model.row(row, _weights(len(inside), site.places), upper=0.0)  # (2)
        boarding = inside[boards[inside]]
        if len(boarding):
            row = np.append(found.x[boarding], [found.y[number], found.v[number]])
            model.row(row, _weights(len(boarding), site.beds), upper=0.0)  # (3)
        for variable, most in ((found.u[number], extra[number]), (found.v[number], beds[number])):
            if most and case.free[number]:
                model.row([variable, found.y[number]], [1.0, -most], upper=0.0)


def _weights(ones: int, there: int) -> Numbers:
    return np.concatenate([np.ones(ones), [-float(there), -1.0]])


def link(case: Case, found: Program, numbers: Indices) -> None:
    """Add (4) for these ways, each once."""
    pupils = case.ways.pupils[case.ways.demand]
    for way in numbers.tolist():
        if way not in found.linked:
            found.linked.add(way)
            columns = [found.x[way], found.y[case.ways.site[way]]]
            found.model.row(columns, [1.0, -float(pupils[way])], upper=0.0)


def capital(case: Case, found: Program) -> tuple[Indices, Numbers]:
    """What is built: the variables and what one of each costs, in units of money."""
    sites = case.county.sites
    build = [0.0 if each.existing else float(each.build_yuan) for each in sites]
    place = [float(each.place_yuan) for each in sites]
    bed = [float(each.bed_yuan) for each in sites]
    columns = np.concatenate([found.y, found.u, found.v])
    factors = np.asarray([*build, *place, *bed]) / UNIT
    return columns[factors > 0], factors[factors > 0]


def price(case: Case, found: Program) -> None:
    """Give the model the objective (C)."""
    years = case.options.years
    columns, factors = capital(case, found)
    cost = np.zeros(found.model.variables)
    cost[columns] = factors
    cost[found.y] += np.asarray([float(each.run_yuan) for each in case.county.sites]) * years / UNIT
    yearly = np.asarray([float(each) for each in case.ways.yearly(case.options)])
    cost[found.x] = yearly * years / UNIT
    found.model.costs(np.arange(found.model.variables), cost)


def at_most_beyond(case: Case, found: Program, pupils: int) -> None:
    """The row (8)."""
    beyond = found.x[case.ways.mode == Mode.BEYOND]
    if len(beyond):
        found.model.row(beyond, upper=float(pupils))
