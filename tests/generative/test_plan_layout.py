"""Layouts of random counties against every set of sites, each solved as a linear program by itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.planning.layout.county import STEPS, County, Group, Site, SiteType, Spot, Village
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.plan import LayoutPlan, NoLayout, lay_out
from junheng.planning.layout.ways import Mode
from junheng.planning.watch import Watch
from tests.unit.planning.layout import oracle
from tests.unit.planning.layout.counties import along_a_road

FEW = st.integers(0, 12)
PLACE = st.integers(0, 12_000)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    existing = draw(st.booleans())
    places = draw(st.integers(1, 25)) if existing else 0
    kind = draw(st.sampled_from(SiteType))
    beds = draw(st.integers(0, 5)) if existing and kind is not SiteType.POINT else 0
    more_beds = draw(st.integers(0, 8)) if kind is not SiteType.POINT else 0
    name = str(draw(st.integers(0, 10**9)))
    return Site(
        code=name,
        name=name,
        type=kind,
        existing=existing,
        spot=Spot(node=str(draw(PLACE))),
        places=places,
        most_places=places + draw(st.integers(0 if existing else 1, 30)),
        beds=beds,
        most_beds=beds + more_beds,
        build_yuan=0 if existing else draw(st.integers(0, 10**6)),
        place_yuan=draw(st.integers(0, 30_000)),
        bed_yuan=draw(st.integers(0, 30_000)),
        run_yuan=draw(st.integers(0, 300_000)),
        kept=draw(st.booleans()),
        done=frozenset(draw(st.sets(st.sampled_from(sorted(STEPS))) | st.just(set(STEPS)))),
    )


@st.composite
def counties(draw: st.DrawFn) -> County:
    villages = [
        Village(
            code=f"村{number}",
            name=f"村{number}",
            spot=Spot(node=str(draw(PLACE))),
            pupils={group: draw(FEW) for group in Group},
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    villages[0].pupils[Group.LOW] += 1  # type: ignore[index]
    return along_a_road(villages, draw(st.lists(sites(), min_size=1, max_size=4)))


@settings(max_examples=60, deadline=None)
@given(county=counties(), budget=st.none() | st.integers(0, 3_000_000))
def test_a_layout_is_the_best_of_all(county: County, budget: int | None) -> None:
    options = LayoutOptions(
        gap=1e-7, years=3, proposals=False, budget_yuan=None if budget is None else Fraction(budget)
    )
    plan = lay_out(county, options, Watch())
    if budget is not None:
        _check_budget(plan, budget)
        return
    expected = oracle.best(county, options)
    if isinstance(plan, NoLayout):
        assert expected is None
        return
    assert expected is not None
    assert sum(g.pupils for g in plan.goings if g.mode is Mode.BEYOND) == expected[0]
    assert float(plan.cost_yuan) == pytest.approx(expected[1], rel=1e-6, abs=1)
    assert float(plan.bound_yuan) == pytest.approx(expected[1], rel=1e-6, abs=1)


def _check_budget(plan: LayoutPlan | NoLayout, budget: int) -> None:
    """With a budget whole places matter, and linear programs no longer tell."""
    if isinstance(plan, NoLayout):
        assert plan.short.pupils is not None or (plan.short.least_yuan or 0) > budget
        return
    assert plan.build_yuan <= budget
    assert plan.bound_yuan <= plan.cost_yuan
