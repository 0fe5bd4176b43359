"""A layout that has been checked: what happens to each site, who goes where, what it costs exactly.

Everything is counted again from whole pupils and exact prices; nothing is taken over from the search
but the choice itself and the bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import numpy as np

from junheng.planning.layout.county import County, Group, Site
from junheng.planning.layout.distances import UNREACHABLE, Metres, village_to_site
from junheng.planning.layout.locks import closable, covers, only_schools
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.program import Case
from junheng.planning.layout.search import Found, Short, search
from junheng.planning.layout.ways import GROUPS, Mode, serving, ways
from junheng.planning.watch import Watch


class Decision(StrEnum):
    """What happens to a site."""

    BUILD = "build"
    EXTEND = "extend"
    KEEP = "keep"
    CLOSE = "close"
    LEAVE = "leave"

    @property
    def zh(self) -> str:
        """The words shown to users."""
        return {
            Decision.BUILD: "新建",
            Decision.EXTEND: "扩建",
            Decision.KEEP: "保留",
            Decision.CLOSE: "撤并",
            Decision.LEAVE: "不建",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Pupils of one group of a village who go to one site; indices into the county."""

    village: int
    group: Group
    site: int
    mode: Mode
    metres: int
    pupils: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """A site in the plan: places and beds there will be, who will use them."""

    site: Site
    decision: Decision
    places: int
    beds: int
    pupils: Mapping[Group, int]
    boarders: int
    build_yuan: Fraction
    merged_into: int | None = None

    @property
    def total(self) -> int:
        """All pupils."""
        return sum(self.pupils.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Why a standing school may not be closed: kept, steps missing, or alone for these villages."""

    site: int
    kept: bool
    steps: tuple[str, ...]
    alone_for: tuple[tuple[int, Group], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutPlan:
    """The whole plan. ``build_yuan`` is paid once, the others every year."""

    county: County
    options: LayoutOptions
    metres: Metres
    sites: tuple[SitePlan, ...]
    goings: tuple[Going, ...]
    locks: tuple[Lock, ...]
    build_yuan: Fraction
    run_yuan: Fraction
    travel_yuan: Fraction
    bound_yuan: Fraction
    proven: bool
    proposed: tuple[int, ...] = ()
    proposed_saves: Fraction = Fraction(0)

    @property
    def cost_yuan(self) -> Fraction:
        """Building, and the years of running and travel."""
        return self.build_yuan + self.options.years * (self.run_yuan + self.travel_yuan)

    @property
    def gap(self) -> Fraction:
        """How far the cost may be from the least, as a share of it."""
        cost = self.cost_yuan
        return max(Fraction(0), cost - self.bound_yuan) / cost if cost else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLayout:
    """Why there is no layout; ``case`` is what was asked."""

    case: Case
    short: Short


def lay_out(county: County, options: LayoutOptions, watch: Watch) -> LayoutPlan | NoLayout:
    """The cheapest layout with the fewest pupils beyond the limit, checked; or why there is none."""
    metres = village_to_site(county)
    case = _case(county, options, metres, without_steps=False)
    found = search(case, watch)
    if isinstance(found, Short):
        return NoLayout(case=case, short=found)
    plan = _counted(found, metres)
    freed = closable(county, without_steps=True)
    if not options.proposals or watch.over() or bool((freed == case.may_close).all()):
        return plan
    return _with_proposals(plan, replace(case, may_close=freed), watch)


def _case(county: County, options: LayoutOptions, metres: Metres, *, without_steps: bool) -> Case:
    return Case(
        county=county,
        options=options,
        ways=ways(county, metres, options),
        covers=covers(county, metres, options),
        may_close=closable(county, without_steps=without_steps),
    )


def _with_proposals(plan: LayoutPlan, case: Case, watch: Watch) -> LayoutPlan:
    found = search(case, watch)
    if isinstance(found, Short):
        return plan
    freed = _counted(found, plan.metres)
    saves = plan.cost_yuan - freed.cost_yuan
    proposed = tuple(
        number
        for number, each in enumerate(freed.sites)
        if each.decision is Decision.CLOSE and each.site.steps_missing
    )
    if saves <= 0 or not proposed:
        return plan
    return replace(plan, proposed=proposed, proposed_saves=saves)


def _counted(found: Found, metres: Metres) -> LayoutPlan:
    case = found.case
    goings = _goings(found)
    sites = _sites(found, goings, metres)
    yearly = case.ways.yearly(case.options)
    travel = sum(
        (yearly[way] * int(found.pupils[way]) for way in np.flatnonzero(found.pupils).tolist()),
        Fraction(0),
    )
    run = sum((Fraction(each.site.run_yuan) for each in sites if _open(each.decision)), Fraction(0))
    plan = LayoutPlan(
        county=case.county,
        options=case.options,
        metres=metres,
        sites=sites,
        goings=goings,
        locks=_locks(case),
        build_yuan=sum((each.build_yuan for each in sites), Fraction(0)),
        run_yuan=run,
        travel_yuan=travel,
        bound_yuan=Fraction(found.bound),
        proven=found.proven,
    )
    plan = replace(plan, bound_yuan=min(plan.bound_yuan, plan.cost_yuan))
    check(plan, case)
    return plan


def _open(decision: Decision) -> bool:
    return decision not in (Decision.CLOSE, Decision.LEAVE)


def _goings(found: Found) -> tuple[Going, ...]:
    ways_ = found.case.ways
    return tuple(
        Going(
            village=ways_.pairs[ways_.demand[way]][0],
            group=GROUPS[ways_.pairs[ways_.demand[way]][1]],
            site=int(ways_.site[way]),
            mode=Mode(int(ways_.mode[way])),
            metres=int(ways_.metres[way]),
            pupils=int(found.pupils[way]),
        )
        for way in np.flatnonzero(found.pupils).tolist()
    )


def _sites(found: Found, goings: tuple[Going, ...], metres: Metres) -> tuple[SitePlan, ...]:
    county = found.case.county
    here: list[list[Going]] = [[] for _ in county.sites]
    for going in goings:
        here[going.site].append(going)
    nearest = _nearest_today(county, metres)
    plans = []
    for number, site in enumerate(county.sites):
        is_open = bool(found.open_sites[number])
        further, beds = int(found.places[number]), int(found.beds[number])
        decision = _decision(site, is_open=is_open, grown=bool(further or beds))
        build = (
            Fraction(site.build_yuan) * (decision is Decision.BUILD)
            + Fraction(site.place_yuan) * further
            + Fraction(site.bed_yuan) * beds
        )
        pupils = {
            group: sum(each.pupils for each in here[number] if each.group is group)
            for group in GROUPS
        }
        plans.append(
            SitePlan(
                site=site,
                decision=decision,
                places=site.places + further if is_open else 0,
                beds=site.beds + beds if is_open else 0,
                pupils=pupils,
                boarders=sum(each.pupils for each in here[number] if each.mode is Mode.BOARD),
                build_yuan=build,
                merged_into=_merged(number, goings, nearest)
                if decision is Decision.CLOSE
                else None,
            )
        )
    return tuple(plans)


def _decision(site: Site, *, is_open: bool, grown: bool) -> Decision:
    if not site.existing:
        return Decision.BUILD if is_open else Decision.LEAVE
    if not is_open:
        return Decision.CLOSE
    return Decision.EXTEND if grown else Decision.KEEP


def _nearest_today(county: County, metres: Metres) -> Mapping[Group, Metres]:
    """The nearest standing school of each village by group; -1 where there is none."""
    existing = np.asarray([each.existing for each in county.sites])
    found = {}
    for group, serves in zip(GROUPS, serving(county), strict=True):
        far = np.where(existing & serves, metres, UNREACHABLE)
        near = np.argmin(far, axis=1).astype(np.int64)
        found[group] = np.where(far.min(axis=1) < UNREACHABLE, near, -1)
    return found


def _merged(closed: int, goings: tuple[Going, ...], nearest: Mapping[Group, Metres]) -> int | None:
    """Where most pupils go for whom the closed school is the nearest standing one today."""
    counts: dict[int, int] = {}
    for going in goings:
        if nearest[going.group][going.village] == closed:
            counts[going.site] = counts.get(going.site, 0) + going.pupils
    return min(counts, key=lambda site: (-counts[site], site)) if counts else None


def _locks(case: Case) -> tuple[Lock, ...]:
    alone = only_schools(case.covers)
    found = []
    for number, site in enumerate(case.county.sites):
        if not site.existing:
            continue
        lone = tuple((each.village, GROUPS[each.group]) for each in alone.get(number, ()))
        if site.kept or site.steps_missing or lone:
            found.append(
                Lock(site=number, kept=site.kept, steps=site.steps_missing, alone_for=lone)
            )
    return tuple(found)


def check(plan: LayoutPlan, case: Case) -> None:
    """Raise ``RuntimeError`` unless the plan keeps every rule of the program but the travel limit."""
    broken = [
        *_broken_demands(plan),
        *_broken_sites(plan, case),
        *_broken_goings(plan),
        *_broken_covers(plan, case),
    ]
    budget = plan.options.budget_yuan
    if budget is not None and plan.build_yuan > budget:
        broken.append("the budget is exceeded")
    if broken:
        raise RuntimeError(f"the layout breaks its own rules: {broken[:5]}")


def _broken_demands(plan: LayoutPlan) -> list[str]:
    counts: dict[tuple[int, Group], int] = {}
    for going in plan.goings:
        key = (going.village, going.group)
        counts[key] = counts.get(key, 0) + going.pupils
    return [
        f"village {number} {group}"
        for number, village in enumerate(plan.county.villages)
        for group in GROUPS
        if counts.get((number, group), 0) != village.pupils[group]
    ]


def _broken_sites(plan: LayoutPlan, case: Case) -> list[str]:
    return [
        f"site {number}"
        for number, each in enumerate(plan.sites)
        if each.total > each.places
        or each.boarders > each.beds
        or each.places > each.site.most_places
        or each.beds > each.site.most_beds
        or (each.decision is Decision.CLOSE and not case.may_close[number])
    ]


def _broken_goings(plan: LayoutPlan) -> list[str]:
    limits = {group: plan.options.day_metres(group) for group in GROUPS}
    return [
        f"going {going}"
        for going in plan.goings
        if going.pupils < 0
        or going.metres >= UNREACHABLE
        or going.group not in plan.county.sites[going.site].type.groups
        or (going.mode is Mode.BOARD and not going.group.may_board)
        or (going.mode is Mode.DAY and going.metres > limits[going.group])
    ]


def _broken_covers(plan: LayoutPlan, case: Case) -> list[str]:
    return [
        f"cover {cover}"
        for cover in case.covers
        if not any(_open(plan.sites[site].decision) for site in cover.sites)
    ]
