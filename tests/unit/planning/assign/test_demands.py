"""What nobody could do is said before anything is drawn: who, what, by how much."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, product

import pytest

from junheng.planning.assign.commitment import Options
from junheng.planning.assign.demands import _fit, impossible, tangles
from junheng.planning.assign.plan import Impossible, Result, Trial, plan_assign, trial
from junheng.planning.assign.told import told
from junheng.planning.inputs.assign import Pair
from junheng.planning.outcome import Ending
from junheng.planning.watch import Watch
from tests.unit.planning.assign.rosters import person, roster


def together(*places: int) -> tuple[Pair, ...]:
    first, *others = places
    return tuple(Pair(first=person(first), second=person(other), together=True) for other in others)


def apart(*places: int) -> tuple[Pair, ...]:
    return tuple(
        Pair(first=person(one), second=person(other), together=False)
        for one, other in combinations(places, 2)
    )


def test_nothing_is_against_a_usual_roster() -> None:
    pairs = (*together(0, 1), *apart(2, 3, 4))

    assert impossible(roster(30, pairs=pairs, teachers=3), 3) == ()


@pytest.mark.parametrize(
    ("classes", "words"), [(1, "不用分班"), (0, "不用分班"), (31, "多 1 个班")]
)
def test_a_number_of_classes_that_makes_no_sense(classes: int, words: str) -> None:
    assert words in " ".join(each.what for each in impossible(roster(30), classes))


def test_too_few_teachers() -> None:
    (reason,) = impossible(roster(30, teachers=2), 3)

    assert "还少 1 名" in reason.what


def test_too_many_who_must_stay_together() -> None:
    (reason,) = impossible(roster(12, pairs=together(*range(6))), 3)

    assert "多 2 名" in reason.what
    assert person(0) not in reason.where


def test_together_and_apart_at_once() -> None:
    pairs = (*together(0, 1), *together(1, 2), *apart(0, 2))

    assert "又因为别的要求必须同班" in impossible(roster(12, pairs=pairs), 3)[0].what


def test_more_pupils_all_apart_than_classes() -> None:
    (reason,) = impossible(roster(12, pairs=apart(0, 1, 2, 3, 4)), 3)

    assert "5 名学生两两要求分班，只有 3 个班，多 2 名" in reason.what


def test_an_impossible_demand_is_an_outcome_and_not_an_error() -> None:
    inputs = roster(12, pairs=apart(0, 1, 2, 3))
    outcome = plan_assign(inputs, Trial(options=Options(classes=3)), Watch())

    assert outcome.ending is Ending.IMPOSSIBLE
    assert outcome.tables == ()
    assert len(outcome.reasons) == 1


def test_groups_that_fit_nowhere_are_told() -> None:
    pairs = (*together(0, 1), *together(2, 3), *together(4, 5))
    found = trial(roster(6, pairs=pairs), Trial(options=Options(classes=2)), Watch())

    assert isinstance(found, Impossible)
    assert "放得进" in found.reasons[0].what


def test_groups_that_fit_but_were_not_fitted_are_not_called_impossible() -> None:
    """Groups of 3, 3, 2, 2, 2 in two classes of 6: there is a way, whether or not a draw finds it."""
    groups = ((0, 1, 2), (3, 4, 5), (6, 7), (8, 9), (10, 11))
    pairs = tuple(pair for group in groups for pair in together(*group))
    inputs = roster(12, pairs=pairs)
    assert impossible(inputs, 2) == ()
    endings = {
        plan_assign(
            inputs, Trial(options=Options(classes=2, rounds=0), public_value=str(value)), Watch()
        ).ending
        for value in range(6)
    }

    assert Ending.IMPOSSIBLE not in endings


def test_whether_groups_fit_is_what_trying_everything_finds() -> None:
    lots = random.Random(8)
    for _ in range(80):
        classes = lots.randint(2, 3)
        sizes = sorted((lots.randint(2, 4) for _ in range(lots.randint(1, 5))), reverse=True)
        free = [lots.randint(4, 5) for _ in range(classes)]
        can = any(
            all(
                sum(size for size, c in zip(sizes, place, strict=True) if c == k) <= free[k]
                for k in range(classes)
            )
            for place in product(range(classes), repeat=len(sizes))
        )
        assert _fit(sizes, list(free)) is can


def test_teachers_who_can_have_no_class_are_told() -> None:
    from dataclasses import replace  # noqa: PLC0415 - only here

    inputs = roster(6, teachers=2, pairs=(*together(0, 1, 2), *together(3, 4, 5)))
    one, other = inputs.teachers
    inputs = replace(
        inputs, teachers=(replace(one, avoids=person(0)), replace(other, avoids=person(1)))
    )
    found = trial(inputs, Trial(options=Options(classes=2)), Watch())

    assert isinstance(found, Impossible)
    assert "回避" in found.reasons[0].what


def test_wishes_are_kept_where_they_can_be() -> None:
    """Three all apart in three classes of two, and two pairs together with nobody else to give."""
    found = trial(roster(6, pairs=apart(0, 1, 2)), Trial(options=Options(classes=3)), Watch())

    assert isinstance(found, Result)
    assert found.balance.apart == ()


def test_wishes_that_cannot_all_be_kept_are_named_with_the_plan() -> None:
    """A ring of five in two classes: no three are all apart, yet one pair must share a class."""
    ring = tuple(
        Pair(first=person(k), second=person((k + 1) % 5), together=False) for k in range(5)
    )
    inputs = roster(8, pairs=ring)
    outcome = plan_assign(inputs, Trial(options=Options(classes=2)), Watch())

    assert outcome.ending is not Ending.IMPOSSIBLE
    assert sum("要求分班，没有做到" in each.what for each in outcome.reasons) == 1
    assert "都至少有 1 对做不到（已证明）" in outcome.reasons[0].what
    assert list(outcome.table("bounds").records())[-1]["least"] == 1


def test_a_plan_with_a_wish_that_could_be_kept_is_not_called_the_best() -> None:
    inputs = roster(8, subjects=(), pairs=apart(0, 1))
    found = trial(inputs, Trial(options=Options(classes=2)), Watch())
    assert isinstance(found, Result)
    broken = replace(found.balance, apart=((person(0), person(1)),))
    outcome = told(replace(found, balance=broken))

    assert outcome.ending is Ending.WITHIN_GAP
    assert list(outcome.table("bounds").records())[-1]["spread"] == 1
    assert list(outcome.table("bounds").records())[-1]["least"] == 0


def test_what_cannot_be_kept_apart_is_what_trying_everything_finds() -> None:
    lots = random.Random(4)
    for _ in range(60):
        classes, people = lots.randint(2, 3), range(6)
        wished = [pair for pair in combinations(people, 2) if lots.random() < 0.55]
        pairs = tuple(
            Pair(first=person(one), second=person(other), together=False) for one, other in wished
        )
        can = any(
            all(place[one] != place[other] for one, other in wished)
            for place in product(range(classes), repeat=6)
        )
        assert (tangles(roster(12, pairs=pairs), classes) == ()) is can
