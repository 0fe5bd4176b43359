"""The compliance plan as a program over periods: stock of teachers, things, projects, cones.

Sets
    i  rows (a school and stage); j schools; k indicators; q things (rooms, grounds, equipment,
    multimedia), each an indicator; e = (d, b, s) types of teachers: above the required degree,
    backbone, PE or arts; p periods, one a year or one for all years; t years; g goods: an item
    of the price list, done at public or at private schools

Data
    N_ie        teachers now; E_i those of them who may leave
    f_ikp, g_ikp  whole units to be added to reach the floor (85%) and the bound (evaluator)
    P_ip pupils; m the number of indicators that may stay at the floor (1); c limits of disparity
    w_g, y_g    price once and every year; B_t budgets, H_t capacities, R_t rotation

Variables, whole unless said otherwise
    out, in_iep  teachers of a type leaving and joining (public rows); hire_iep by type
    up_i(b,s)p   degree raised; pro_i(d,s)p made backbone teacher
    n_jqp, v_jp  units added; rooms converted; h_jqp projects in {0, 1}
    z_ikp       1: row i leaves k at the floor; r_ip 1: row i passes (1 in the last period)
    S_iep       stock at the end of p; A_ikp amount (both follow from the rest)
    F_gt        goods done in year t; W_t, V_t teachers, backbone teachers exchanged like for like
    X_set, u_set  of them those of stage s and type e; u = 1 where there are any

minimise  sum_g,t (w_g + y_g (T - t + 1)) F_gt                      in 10,000 yuan

    (1)  S_iep = S_ie,p-1 - out + in + hire + raised or made from other types;  S >= 0
         sum_i out_iep = sum_i in_iep for every stage and type;  sum_e,p out_iep <= E_i
    (2)  change of k in row i >= g r - (g - f) z;  z <= r;  sum_k z_ik <= m
    (3)  || A_ik / sqrt(P_i) || <= (1 - 2e-5) sqrt((1 + c^2) / P) sum_i A_ik
         for every stage and indicator, in the last period and the years that ask for it
         out_iep + into_iep <= sum_j out_jep: nobody leaves a row for the same row
    (4)  moved_t + W_t >= R_t;  backbone moved_t + V_t >= 20% (moved_t + W_t)
         W_t = sum_s,e X_set;  V_t = those of backbone types
         2 u_set <= X_set <= B_se u_set, B_se = min(sum_i N'_ie, 2 (sum_i N'_ie - max_i N'_ie)),
         N'_ie = min(N_ie, E_i): whoever leaves row i takes the place of a teacher of another row
         sum_e X_set <= sum_i L_i and <= 2 (sum_i L_i - L_h), L_i = E_i - sum_e,p out_iep,
         h the row of the stage with the largest E
    (5)  sum_e S_iep >= staff_ip
    (6)  least h <= n <= most h for projects;  sum_p n, v <= what the site allows
    (7)  yearly cost_t <= B_t, put between two sums that can be;  hired_t, promoted_t, raised_t <= H_t
    (8)  sum_i r_ip >= the share of rows asked for in that year
    (9)  sum_i,p in the years of p: what rows do = sum_t F_gt

With one period for all years (the design) it is a relaxation of the plan by years: every plan by years,
added up, satisfies it at the same cost. (3) is tightened by 2e-5 so that plans
hold exactly; bounds are proven with it untightened. (4) is what every exchange satisfies; that those of a
plan can be made is proven afterwards, teacher by teacher (:mod:`exchanges`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, gcd, lcm, sqrt

import numpy as np
from numpy.typing import NDArray

from junheng.model import Stage
from junheng.planning.comply.demands import EVERYTHING, Demands, Group
from junheng.planning.comply.situation import AXES, THINGS, Situation, Year
from junheng.planning.inputs.comply import TYPES
from junheng.planning.prices import HIRES, Item
from junheng.planning.prices import THINGS as OF_SCHOOLS
from junheng.planning.solver import INFINITY, Indices, Model
from junheng.planning.solver_cones import Cone, add_cone

TIGHTER = 2e-5
YUAN = 10_000
"""Costs are counted in 10,000 yuan, so that the figures of the program are of one size."""

HIRED = {Item.HIRE: (1, 0, 0), Item.HIRE_PE_ARTS: (1, 0, 1), Item.RECRUIT_BACKBONE: (1, 1, 0)}
"""The type of teacher that each way to hire brings."""
_PLACE = {kind: place for place, kind in enumerate(TYPES)}
_SIDES = tuple((a, b) for a in (0, 1) for b in (0, 1))
RAISED = tuple((_PLACE[0, b, s], _PLACE[1, b, s]) for b, s in _SIDES)
"""Types before and after the degree is raised."""
MADE = tuple((_PLACE[d, 0, s], _PLACE[d, 1, s]) for d, s in _SIDES)
"""Types before and after becoming a backbone teacher."""
OF_AXIS = tuple(tuple(place for place, kind in enumerate(TYPES) if kind[a]) for a in range(3))
"""The types that count on each axis."""


SECTORS = (True, False)
"""Public schools, private ones."""
Goods = tuple[Item, bool]
"""A thing to do, at public (``True``) or at private schools."""


@dataclass(slots=True, kw_only=True)
class Period:
    """The variables of one period, by row (teachers) or school (things), and by type or way."""

    year: Year
    out: Indices  # rows x types
    into: Indices  # rows x types
    hire: Indices  # rows x ways to hire
    up: Indices  # rows x 4
    made: Indices  # rows x 4
    stock: Indices  # rows x types
    goods: dict[Item, Indices]  # by school
    projects: dict[Item, Indices]  # by school
    spare: Indices  # rows x indicators
    passes: Indices | None  # by row, where a row may fail


@dataclass(slots=True, kw_only=True)
class Programme:
    """A program with the meaning of its variables, by year: ``flows`` F_gt, ``projects`` begun;
    ``swaps`` W_t and ``backbone_swaps`` V_t, ``backbone`` the backbone teachers moved.
    """

    model: Model
    cones: list[Cone]
    periods: list[Period]
    flows: dict[Goods, Indices]
    projects: dict[Goods, Indices]
    swaps: Indices
    backbone_swaps: Indices
    backbone: Indices


def build(
    situation: Situation, *, yearly: bool, demands: Demands = EVERYTHING, tight: bool = True
) -> Programme:
    """The program of a county: a period a year, or one for all years (the design)."""
    return _Builder(situation, yearly=yearly, demands=demands, tight=tight).built()


class _Builder:
    def __init__(
        self, situation: Situation, *, yearly: bool, demands: Demands, tight: bool
    ) -> None:
        self.of = situation
        self.demands = demands
        self.tight = tight
        self.model = Model()
        self.cones: list[Cone] = []
        self.rows = len(situation.places)
        self.schools = len(situation.schools)
        years = situation.years if yearly else situation.years[-1:]
        self.periods = [self._period(year) for year in years]
        self.mix = np.array(situation.mix, dtype=float).reshape(self.rows, len(TYPES))

    def built(self) -> Programme:
        """Every row of the model, in the order of the mathematics."""
        self._stocks()
        for period in self.periods:
            self._school_rule(period)
            if period.year is self.of.last or self._early(period.year):
                self._disparities(period)
            self._staff(period)
        self._sites()
        programme = self._flows()
        self._rotation(programme)
        self._years(programme)
        return programme

    def _early(self, year: Year) -> bool:
        return year.terms.disparities and self.demands.asks(Group.MILESTONES)

    def _may_fail(self, year: Year) -> bool:
        return year is not self.of.last

    def _period(self, year: Year) -> Period:
        model, rows, schools = self.model, self.rows, self.schools
        public = np.array([place.public for place in self.of.places])
        leaving = np.where(public, np.array(self.of.eligible, dtype=float), 0.0)
        if not self.demands.asks(Group.ELIGIBLE):
            leaving = np.where(public, [float(sum(own)) for own in self.of.mix], 0.0)

        def whole(*shape: int, upper: NDArray[np.float64] | float = INFINITY) -> Indices:
            most = np.broadcast_to(np.asarray(upper, dtype=float), (shape[0],))
            per = int(np.prod(shape[1:], dtype=int))
            return model.add(shape[0] * per, upper=np.repeat(most, per), whole=True).reshape(shape)

        staged = year.terms.row_share > 0 and self.demands.asks(Group.MILESTONES)
        passes = whole(rows, upper=1.0) if self._may_fail(year) and staged else None
        return Period(
            year=year,
            out=whole(rows, len(TYPES), upper=leaving),
            into=whole(rows, len(TYPES), upper=np.where(public, INFINITY, 0.0)),
            hire=whole(rows, len(HIRED)),
            up=whole(rows, len(RAISED)),
            made=whole(rows, len(MADE)),
            stock=model.add(rows * len(TYPES)).reshape(rows, len(TYPES)),
            goods={item: whole(schools) for item in OF_SCHOOLS},
            projects={item: whole(schools, upper=1.0) for item in OF_SCHOOLS if item.building},
            spare=whole(rows, len(self.of.indicators), upper=1.0),
            passes=passes,
        )

    def _stocks(self) -> None:
        """(1)"""
        before: Indices | None = None
        for period in self.periods:
            for i in range(self.rows):
                for e in range(len(TYPES)):
                    self._stock(period, before, i, e)
            for stage in self._stages():
                there = [i for i in self._of(stage) if self.of.places[i].public]
                for e in range(len(TYPES)):
                    columns = np.concatenate([period.out[there, e], period.into[there, e]])
                    signs = np.repeat([1.0, -1.0], len(there))
                    self.model.row(columns, signs, lower=0.0, upper=0.0)
                    self._elsewhere(period, there, e)
            before = period.stock
        if len(self.periods) > 1 and self.demands.asks(Group.ELIGIBLE):
            for i, most in enumerate(self.of.eligible):
                leaving = np.concatenate([period.out[i] for period in self.periods])
                self.model.row(leaving, upper=float(most))
        elif self.demands.asks(Group.ELIGIBLE):
            for i, most in enumerate(self.of.eligible):
                self.model.row(self.periods[0].out[i], upper=float(most))

    def _elsewhere(self, period: Period, there: list[int], e: int) -> None:
        """Nobody leaves a row of ``there`` for the same row."""
        if len(there) < 2:
            self.model.bounds(period.out[there, e], upper=0.0)
            self.model.bounds(period.into[there, e], upper=0.0)
            return
        whole = self.model.add(1)[0]
        leaving = period.out[there, e]
        self.model.row([whole, *leaving], [1.0, *[-1.0] * len(there)], lower=0.0, upper=0.0)
        for i in there:
            self.model.row(
                [period.out[i, e], period.into[i, e], whole], [1.0, 1.0, -1.0], upper=0.0
            )

    def _stock(self, period: Period, before: Indices | None, i: int, e: int) -> None:
        terms = [(period.stock[i, e], 1.0), (period.out[i, e], 1.0), (period.into[i, e], -1.0)]
        for way, kind in enumerate(HIRED.values()):
            if TYPES[e] == kind:
                terms.append((period.hire[i, way], -1.0))
        for changed, pairs in ((period.up, RAISED), (period.made, MADE)):
            for place, (old, new) in enumerate(pairs):
                if e in (old, new):
                    terms.append((changed[i, place], 1.0 if e == old else -1.0))
        fixed = 0.0
        if before is None:
            fixed = float(self.of.mix[i][e])
        else:
            terms.append((before[i, e], -1.0))
        columns, factors = zip(*terms, strict=True)
        self.model.row(columns, factors, lower=fixed, upper=fixed)

    def _stages(self) -> list[Stage]:
        return [stage for stage in Stage if self._of(stage)]

    def _of(self, stage: Stage) -> list[int]:
        return [i for i, place in enumerate(self.of.places) if place.stage is stage]

    def _units(self, i: int, measure: str, until: Period) -> Indices:
        """The variables whose sum is what row i has added of a thing by the end of a period."""
        school = self.of.places[i].school
        found = []
        for period in self.periods:
            found += [period.goods[item][school] for item in THINGS[measure]]
            if period is until:
                break
        return np.array(found, dtype=np.int64)

    def _school_rule(self, period: Period) -> None:
        """(2), and (8) for a year in which not every row must pass."""
        judged = period.year.judged
        if not self.demands.asks(Group.ROWS):
            return
        if self._may_fail(period.year) and period.passes is None:
            return
        for i in judged:
            for k, measure in enumerate(self.of.indicators):
                if measure not in self.demands.indicators:
                    self._reach(period, i, k, measure)
            self.model.row(period.spare[i], upper=float(self.of.spare))
        if period.passes is not None:
            least = ceil(period.year.terms.row_share * len(judged))
            self.model.row(period.passes[list(judged)], lower=float(least))

    def _reach(self, period: Period, i: int, k: int, measure: str) -> None:
        need = period.year.need(i, k)
        columns, already = self._holding(period, i, measure)
        floor = max(0, need.floor + already)
        bound = max(0, need.bound + already)
        if bound == 0:
            return
        columns = [*columns, period.spare[i, k]]
        factors = [1.0] * (len(columns) - 1) + [float(bound - floor)]
        if period.passes is None:
            self.model.row(columns, factors, lower=float(bound))
        else:
            self.model.row([*columns, period.passes[i]], [*factors, -float(bound)], lower=0.0)
            self.model.row([period.spare[i, k], period.passes[i]], [1.0, -1.0], upper=0.0)

    def _holding(self, period: Period, i: int, measure: str) -> tuple[Sequence[int], int]:
        """The variables whose sum is what counts, and what they come to if nothing is done."""
        if measure in AXES:
            kinds = OF_AXIS[AXES[measure]]
            return list(period.stock[i, list(kinds)]), sum(self.of.mix[i][e] for e in kinds)
        return list(self._units(i, measure, period)), 0

    def _disparities(self, period: Period) -> None:
        """(3)"""
        if not self.demands.asks(Group.DISPARITY):
            return
        for stage in self._stages():
            there = [i for i in self._of(stage) if period.year.needs[i] is not None]
            if len(there) < 2 or stage not in self.of.limits:
                continue
            for k, measure in enumerate(self.of.indicators):
                if (stage.value, measure) not in self.demands.disparities:
                    self._cone(period, stage, there, k, measure)

    def _cone(self, period: Period, stage: Stage, there: list[int], k: int, measure: str) -> None:
        amounts = self.model.add(len(there))
        unit = self._unit(measure)
        for amount, i in zip(amounts, there, strict=True):
            need = period.year.need(i, k)
            columns, already = self._holding(period, i, measure)
            gain = float(need.gain / unit)
            base = float(need.base / unit) - gain * already
            self.model.row(
                [amount, *columns], [1.0, *[-gain] * len(columns)], lower=base, upper=base
            )
        pupils = np.array([period.year.pupils[i] for i in there], dtype=float)
        limit = float(self.of.limits[stage])
        slope = sqrt((1 + limit * limit) / float(pupils.sum()))
        self.cones.append(
            add_cone(
                self.model,
                amounts,
                1 / np.sqrt(pupils),
                slope * (1 - TIGHTER if self.tight else 1),
                name=f"{stage.value}/{measure}/{period.year.label}",
            )
        )

    def _unit(self, measure: str) -> Fraction:
        """What an amount is counted in: the least that can be added."""
        if measure in AXES:
            return Fraction(1)
        return self.of.inputs.prices[THINGS[measure][0]].unit_size

    def _staff(self, period: Period) -> None:
        """(5)"""
        if self.demands.asks(Group.STAFF):
            for i, least in enumerate(period.year.staff):
                if least:
                    self.model.row(period.stock[i], lower=float(least))

    def _sites(self) -> None:
        """(6)"""
        for item in OF_SCHOOLS:
            price = self.of.inputs.prices[item]
            for j in range(self.schools):
                most = self._most(item, j)
                units = np.array([period.goods[item][j] for period in self.periods])
                if len(units) == 1:
                    self.model.bounds(units, upper=most)
                else:
                    self.model.row(units, upper=most)
                if not item.building:
                    continue
                for period in self.periods:
                    pair = [period.goods[item][j], period.projects[item][j]]
                    self.model.row(pair, [1.0, -most], upper=0.0)
                    if price.least_units > 1:
                        self.model.row(pair, [1.0, -float(price.least_units)], lower=0.0)

    def _most(self, item: Item, school: int) -> float:
        """How much of a thing a school can use at most, or its site allows, in whole units.

        Nothing above the level of the best school, or the bound, ever helps: cutting off what rises
        above it lowers every disparity.
        """
        price = self.of.inputs.prices[item]
        most = float(max(self._useful(item, school), price.least_units))
        site = self.of.inputs.sites.get(self.of.schools[school])
        if not self.demands.asks(Group.SITES):
            return most
        allowed = {
            Item.TEACHING_BUILD: site.teaching if site else None,
            Item.SPORTS_BUILD: site.sports if site else None,
            Item.TEACHING_CONVERT: site.convertible if site else Fraction(0),
        }.get(item)
        if allowed is None:
            return most
        room = float(allowed // price.unit_size)
        return min(most, room) if room >= price.least_units else 0.0

    def _useful(self, item: Item, school: int) -> int:
        k, measure = next(
            (k, each) for k, each in enumerate(self.of.indicators) if item in THINGS.get(each, ())
        )
        most = 0
        for year in self.of.years:
            for i in year.judged:
                if self.of.places[i].school != school:
                    continue
                need = year.need(i, k)
                level = self._best[year.label, self.of.places[i].stage, measure]
                wanted = ceil((level * year.pupils[i] - need.base) / need.gain)
                most = max(most, need.bound, wanted)
        return most

    @cached_property
    def _best(self) -> dict[tuple[int, Stage, str], Fraction]:
        """The amount a pupil of the best row, by year, stage and indicator."""
        found: dict[tuple[int, Stage, str], Fraction] = {}
        for year in self.of.years:
            for i in year.judged:
                for k, measure in enumerate(self.of.indicators):
                    key = (year.label, self.of.places[i].stage, measure)
                    level = year.need(i, k).base / year.pupils[i]
                    found[key] = max(found.get(key, level), level)
        return found

    def _flows(self) -> Programme:
        """(9), with the costs."""
        years = len(self.of.years)
        left = np.arange(years, 0, -1, dtype=float)
        flows: dict[Goods, Indices] = {}
        projects: dict[Goods, Indices] = {}
        for item in Item:
            price = self.of.inputs.prices[item]
            once, yearly = float(price.once_a_unit) / YUAN, float(price.yearly_a_unit) / YUAN
            for public in SECTORS:
                flows[item, public] = self.model.add(years, cost=once + yearly * left)
                self._link(
                    flows[item, public], [self._done(p, item, public=public) for p in self.periods]
                )
                if item.building:
                    begun = self.model.add(years, cost=float(price.fixed) / YUAN)
                    projects[item, public] = begun
                    chosen = [i for i, is_public in enumerate(self._sector) if is_public is public]
                    self._link(begun, [p.projects[item][chosen] for p in self.periods])
        price = self.of.inputs.prices[Item.MOVE]
        cost = (float(price.once) + float(price.yearly) * left) / YUAN
        swaps = self.model.add(years, cost=cost, whole=True)
        of_backbone = self.model.add(years, whole=True)
        backbone = self.model.add(years)
        kinds = list(OF_AXIS[AXES["backbone"]])
        self._link(backbone, [period.out[:, kinds].ravel() for period in self.periods])
        return Programme(
            model=self.model,
            cones=self.cones,
            periods=self.periods,
            flows=flows,
            projects=projects,
            swaps=swaps,
            backbone_swaps=of_backbone,
            backbone=backbone,
        )

    def _link(self, flow: Indices, done: list[Indices]) -> None:
        """What is done in each period is what flows in its years."""
        parts = [[each] for each in flow] if len(done) == len(flow) else [list(flow)]
        for part, columns in zip(parts, done, strict=True):
            signs = np.concatenate([-np.ones(len(part)), np.ones(len(columns))])
            self.model.row([*part, *columns], signs, lower=0.0, upper=0.0)

    @cached_property
    def _sector(self) -> list[bool]:
        """Whether each school is a public one."""
        return [
            next(place.public for place in self.of.places if place.school == j)
            for j in range(self.schools)
        ]

    def _done(self, period: Period, item: Item, *, public: bool) -> Indices:
        rows = [i for i, place in enumerate(self.of.places) if place.public is public]
        match item:
            case Item.MOVE:
                return period.out[rows].ravel()
            case Item.UPGRADE:
                return period.up[rows].ravel()
            case Item.PROMOTE:
                return period.made[rows].ravel()
            case _ if item in HIRES:
                return period.hire[rows, HIRES.index(item)]
            case _:
                return period.goods[item][
                    [j for j, one in enumerate(self._sector) if one is public]
                ]

    def _rotation(self, programme: Programme) -> None:
        """(4)"""
        rotation = self.of.rotation
        if rotation is None or not self.demands.asks(Group.ROTATION):
            return
        share = float(rotation.share)
        moved = programme.flows[Item.MOVE, True]
        for m, w, b, v in zip(
            moved, programme.swaps, programme.backbone, programme.backbone_swaps, strict=True
        ):
            most = max(rotation.eligible, rotation.least)
            self.model.row([m, w], lower=float(rotation.least), upper=float(most))
            self._exchanges(w, v)
            if rotation.backbone is None:
                self.model.row([b, v, m, w], [1.0, 1.0, -share, -share], lower=0.0)
            else:
                self.model.row([b, v], lower=float(rotation.backbone))

    def _exchanges(self, swaps: int, backbone_swaps: int) -> None:
        """The exchanges of one year by stage and type, in (4)."""
        found: list[int] = []
        of_backbone: list[int] = []
        for stage in self._stages():
            there = [i for i in self._of(stage) if self.of.places[i].public]
            own = []
            for e in range(len(TYPES)):
                most = self.of.exchangeable(there, e)
                if most < 2:
                    continue
                x, u = self.model.add(2, upper=[float(most), 1.0], whole=True)
                self.model.row([x, u], [1.0, -float(most)], upper=0.0)
                self.model.row([x, u], [1.0, -2.0], lower=0.0)
                own.append(x)
                if e in OF_AXIS[AXES["backbone"]]:
                    of_backbone.append(x)
            if own:
                self._who_is_left(own, there)
            found += own
        for whole, parts in ((swaps, found), (backbone_swaps, of_backbone)):
            signs = [1.0, *[-1.0] * len(parts)]
            self.model.row([whole, *parts], signs, lower=0.0, upper=0.0)

    def _who_is_left(self, exchanged: list[int], there: list[int]) -> None:
        eligible = self.of.eligible
        largest = max(there, key=lambda i: eligible[i])
        for factor, rows in ((1.0, there), (2.0, [i for i in there if i != largest])):
            out = np.concatenate([period.out[rows].ravel() for period in self.periods])
            self.model.row(
                [*exchanged, *out],
                [1.0] * len(exchanged) + [factor] * len(out),
                upper=factor * sum(eligible[i] for i in rows),
            )

    def _years(self, programme: Programme) -> None:
        """(7)"""
        for place, year in enumerate(self.of.years):
            terms = year.terms
            flows = programme.flows
            if self.demands.asks(Group.CAPACITY):
                for most, items in (
                    (terms.hires, HIRES),
                    (terms.promotions, (Item.PROMOTE,)),
                    (terms.upgrades, (Item.UPGRADE,)),
                ):
                    if most is not None:
                        self.model.row([flows[item, True][place] for item in items], upper=most)
            if terms.budget is not None and self.demands.asks(Group.BUDGET):
                # Half a step above the last sum there can be: the solver's tolerance breaks nothing.
                sums = terms.budget // self._step + Fraction(1, 2)
                self._budget(programme, place, float(sums * self._step) / YUAN)

    @cached_property
    def _step(self) -> Fraction:
        """Yuan of which every sum that can be spent is a multiple."""
        figures = [
            yuan
            for price in self.of.inputs.prices.values()
            for yuan in (price.once_a_unit, price.yearly_a_unit, price.fixed)
        ]
        parts = lcm(*(Fraction(yuan).denominator for yuan in figures))
        return Fraction(gcd(*(int(yuan * parts) for yuan in figures)) or 1, parts)

    def _budget(self, programme: Programme, place: int, most: float) -> None:
        columns: list[int] = []
        factors: list[float] = []
        for item in Item:
            price = self.of.inputs.prices[item]
            once, yearly = float(price.once_a_unit) / YUAN, float(price.yearly_a_unit) / YUAN
            of_items = [programme.flows[item, True]]
            if item is Item.MOVE:
                of_items.append(programme.swaps)
            for flow in of_items:
                for t in range(place + 1):
                    columns.append(flow[t])
                    factors.append(once + yearly if t == place else yearly)
            if item.building:
                columns.append(programme.projects[item, True][place])
                factors.append(float(price.fixed) / YUAN)
        self.model.row(columns, factors, upper=most)
