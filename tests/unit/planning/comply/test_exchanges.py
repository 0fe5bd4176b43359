"""Exchanges for the rotation clause are planned only where there are teachers to exchange."""

from __future__ import annotations

import random
from itertools import permutations, product

import numpy as np
import pytest

from junheng.model import Stage
from junheng.planning.comply.demands import EVERYTHING
from junheng.planning.comply.exchanges import can_be_made
from junheng.planning.comply.planner import CompliancePlan
from junheng.planning.comply.schedule import read
from junheng.planning.comply.search import design
from junheng.planning.comply.situation import Situation
from junheng.planning.comply.told import told
from junheng.planning.inputs.comply import TYPES, ComplyInputs
from junheng.planning.outcome import Ending
from junheng.planning.watch import Watch
from tests.unit.planning.comply.counties import COUNTY, Small, nobody_moves, of, planned

FACTS = {"rotation_eligible": 100, "rotated": 0, "rotated_backbone": 0}
ALIKE = [Small(pupils=600)] * 3


def words(plan: CompliancePlan) -> str:
    return "\n".join(f"{each.where}|{each.what}" for each in plan.reasons)


def test_a_county_of_one_school_cannot_rotate() -> None:
    plan = planned([Small(pupils=1800)], facts=FACTS)
    assert plan.ending is Ending.IMPOSSIBLE
    assert "每年要交流 10 人" in words(plan)
    assert "能调出的只有 0 人" in words(plan)


def test_where_nobody_may_leave_nobody_is_exchanged() -> None:
    plan = planned(ALIKE, ComplyInputs(eligible=nobody_moves(ALIKE)), facts=FACTS)
    assert plan.ending is Ending.IMPOSSIBLE
    assert "每年要交流 10 人" in words(plan)


def test_private_schools_and_single_stages_are_no_partners() -> None:
    schools = [Small(pupils=600), Small(pupils=600, private=True)]
    assert planned(schools, facts=FACTS).ending is Ending.IMPOSSIBLE


def test_few_eligible_in_the_other_schools_bound_the_exchanges() -> None:
    eligible = {
        (f"{COUNTY}{n:04d}", Stage.PRIMARY): count for n, count in ((1, 20), (2, 4), (3, 0))
    }
    facts = {**FACTS, "rotation_eligible": 80}
    plan = planned(ALIKE, ComplyInputs(eligible=eligible), facts=facts)
    assert plan.ending is not Ending.IMPOSSIBLE  # 8 of 80: 4 change places with 4
    assert plan.verdict is not None
    assert not plan.verdict.broken
    more = planned(
        ALIKE, ComplyInputs(eligible={**eligible, (f"{COUNTY}0002", Stage.PRIMARY): 0}), facts=facts
    )
    assert more.schedule is None or int(more.schedule.swaps.sum()) == 0


def test_no_eligible_teachers_at_all_is_said() -> None:
    plan = planned(ALIKE, facts={**FACTS, "rotation_eligible": 0})
    assert plan.ending is Ending.PROVEN
    assert any("无从判断" in note for note in told(plan).notes)


def test_nobody_leaves_a_row_for_the_same_row() -> None:
    situation = of([Small(pupils=1000, pe=6), Small(pupils=1000, pe=20), Small(pupils=900)])
    programme, solved = design(situation, gap=0.0, watch=Watch(), demands=EVERYTHING, tight=False)
    assert solved.values is not None
    for period in programme.periods:
        out, into = solved.values[period.out], solved.values[period.into]
        assert (out + into <= out.sum(axis=0) + 1e-6).all()


def brute(held: list[list[int]], left: list[int], wanted: int) -> bool:
    """Whether ``wanted`` people can leave, each for a place that one of another row and the same type
    leaves, by trying who leaves and every way to give the places.
    """
    people = [(i, e) for i, own in enumerate(held) for e, n in enumerate(own) for _ in range(n)]
    for chosen in product((0, 1), repeat=len(people)):
        gone = [each for each, picked in zip(people, chosen, strict=True) if picked]
        if len(gone) != wanted or any(sum(i == r for r, _ in gone) > n for i, n in enumerate(left)):
            continue
        if any(
            all(a != b and k == m for (a, k), (b, m) in zip(gone, to, strict=True))
            for to in permutations(gone)
        ):
            return True
    return False


@pytest.mark.parametrize("seed", range(25))
def test_exchanges_can_be_made_just_where_trying_finds_a_way(seed: int) -> None:
    draw = random.Random(seed)
    rows = draw.randint(1, 3)
    held = [[draw.randint(0, 2), draw.randint(0, 1)] for _ in range(rows)]
    left = [draw.randint(0, 2) for _ in range(rows)]
    wanted = draw.randint(1, 4)
    codes = [(f"{COUNTY}{n:04d}", Stage.PRIMARY) for n in range(1, rows + 1)]
    base = of([Small(pupils=100)] * rows)
    mixes = tuple((own[0], 0, 0, 0, own[1], 0, 0, 0) for own in held)
    eligible = tuple(min(n, sum(own)) for n, own in zip(left, held, strict=True))
    assert len(codes) == rows
    situation = _with(base, mixes, eligible)
    assert can_be_made(situation, _swapping(situation, wanted), 0) == brute(held, left, wanted)


def _with(
    base: Situation, mixes: tuple[tuple[int, ...], ...], eligible: tuple[int, ...]
) -> Situation:
    from dataclasses import replace  # noqa: PLC0415 - used here only

    return replace(base, mix=mixes, eligible=eligible)


def _swapping(situation: Situation, swaps: int):  # type: ignore[no-untyped-def]
    from junheng.planning.comply.model import build  # noqa: PLC0415 - used here only

    programme = build(situation, yearly=True)
    values = np.zeros(programme.model.variables)
    values[programme.swaps] = swaps
    assert len(TYPES) == 8
    return read(programme, values, 1)
