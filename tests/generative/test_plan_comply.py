"""Invented small counties: every plan passes the reference evaluator, or says what it breaks; its cost
is never below its bound, nor above that of a plan with fewer demands.
"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from junheng.model import Status
from junheng.planning.inputs.comply import ComplyInputs, YearTerms
from junheng.planning.outcome import Ending
from tests.unit.planning.comply.counties import YEAR, Small, planned

SCHOOLS = st.builds(
    Small,
    pupils=st.integers(50, 1500),
    above=st.none() | st.integers(0, 80),
    backbone=st.none() | st.integers(0, 20),
    pe=st.none() | st.integers(0, 20),
    teaching=st.none() | st.integers(0, 9000),
    sports=st.none() | st.integers(0, 15000),
    equipment=st.none() | st.integers(0, 4_000_000),
    rooms=st.none() | st.integers(0, 50),
    private=st.booleans(),
)
TERMS = st.builds(
    YearTerms,
    budget=st.none() | st.integers(0, 20_000_000).map(Fraction),
    hires=st.none() | st.integers(0, 30),
    promotions=st.none() | st.integers(0, 30),
    row_share=st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)]),
    disparities=st.booleans(),
)
FEW = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.lists(SCHOOLS, min_size=1, max_size=5))
def test_every_plan_passes_the_evaluator(schools: list[Small]) -> None:
    plan = planned(schools)
    assert plan.schedule is not None
    assert plan.verdict is not None
    assert not plan.reasons
    assert all(row.status is Status.MET for row in plan.verdict.last.rows)
    assert float(plan.cost or 0) >= plan.found.bound - 1e-3


@FEW
@given(st.lists(SCHOOLS, min_size=1, max_size=4), st.lists(TERMS, min_size=1, max_size=3))
def test_a_plan_by_years_holds_or_is_impossible_and_never_cheaper(
    schools: list[Small], terms: list[YearTerms]
) -> None:
    inputs = ComplyInputs(years={YEAR + t: each for t, each in enumerate(terms)})
    plan = planned(schools, inputs, years=len(terms))
    if plan.ending is Ending.IMPOSSIBLE:
        assert len(plan.reasons) > 1
        return
    assert plan.schedule is not None
    assert not plan.reasons
    free = planned(schools, years=len(terms))
    assert free.cost is not None
    assert plan.cost is not None
    assert float(plan.cost) >= free.found.bound - 1e-3
