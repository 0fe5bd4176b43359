"""Balance is measured by definition, and the bounds hold for every division there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from statistics import fmean, pstdev

import pytest

from junheng.planning.assign.measures import measure
from junheng.planning.inputs.assign import AssignInputs, Pair
from tests.unit.planning.assign.rosters import person, roster


def divided(inputs: AssignInputs, classes: tuple[int, ...]) -> dict[str, int]:
    return {pupil.person_id: c for pupil, c in zip(inputs.pupils, classes, strict=True)}


def test_means_counts_and_gaps_are_those_of_the_pupils() -> None:
    inputs = roster(20)
    classes = tuple(1 + place % 3 for place in range(20))
    found = measure(inputs, divided(inputs, classes), 3)

    assert found.sizes == (7, 7, 6)
    scores = [(pupil.scores["语文"] or 0) / 100 for pupil in inputs.pupils]
    means = [
        fmean(score for score, c in zip(scores, classes, strict=True) if c == k) for k in (1, 2, 3)
    ]
    chinese = found.subjects[0]
    assert [float(each or 0) for each in chinese.means] == pytest.approx(means)
    assert chinese.gap_in_sd == pytest.approx((max(means) - min(means)) / pstdev(scores))
    boys = [
        sum(p.sex == "男" and c == k for p, c in zip(inputs.pupils, classes, strict=True))
        for k in (1, 2, 3)
    ]
    assert list(found.kinds[0].counts) == boys


def test_the_total_is_told_where_there_are_several_subjects() -> None:
    several, one = roster(6), roster(6, subjects=("语文",))
    classes = (1, 2) * 3

    assert measure(several, divided(several, classes), 2).subjects[-1].title == "总分"
    assert [each.title for each in measure(one, divided(one, classes), 2).subjects] == ["语文"]


def test_a_missing_score_is_left_out_and_not_counted_as_nothing() -> None:
    inputs = roster(4, subjects=("语文",))
    scores = (8000, None, 6000, 7000)
    inputs = replace(
        inputs,
        pupils=tuple(
            replace(pupil, scores={"语文": score})
            for pupil, score in zip(inputs.pupils, scores, strict=True)
        ),
    )
    found = measure(inputs, divided(inputs, (1, 1, 2, 2)), 2)

    assert found.subjects[0].means == (80, 65)
    assert found.subjects[0].mean == 70
    assert found.subjects[0].least == 0


def test_a_class_of_which_nobody_has_a_score_has_no_mean() -> None:
    inputs = roster(4, subjects=("语文",))
    inputs = replace(
        inputs,
        pupils=tuple(
            replace(pupil, scores={"语文": None if place < 2 else 7000})
            for place, pupil in enumerate(inputs.pupils)
        ),
    )

    assert measure(inputs, divided(inputs, (1, 1, 2, 2)), 2).subjects[0].means == (None, 70)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("pupils", "classes"), [(6, 2), (7, 2), (7, 3)])
def test_no_division_is_more_even_than_the_bounds_say(seed: int, pupils: int, classes: int) -> None:
    inputs = roster(pupils, seed=seed)
    allowed = [
        each
        for each in product(range(1, classes + 1), repeat=pupils)
        if max(each.count(c) for c in range(1, classes + 1))
        - min(each.count(c) for c in range(1, classes + 1))
        <= 1
    ]
    for each in allowed[:: 1 + len(allowed) // 150]:
        found = measure(inputs, divided(inputs, each), classes)
        assert all(kind.excess >= 0 for kind in found.kinds)
        assert all(subject.gap >= subject.least for subject in found.subjects)
        assert found.alike >= found.least_alike


def test_the_bound_of_scores_can_be_reached() -> None:
    """Whole points, 80 to 83: the sums are 162 and 164 at best, or 163 and 163."""
    inputs = roster(4, subjects=("语文",))
    for scores, least in (((80, 81, 82, 83), 0), ((80, 80, 80, 81), Fraction(1, 2))):
        given = replace(
            inputs,
            pupils=tuple(
                replace(pupil, scores={"语文": 100 * score})
                for pupil, score in zip(inputs.pupils, scores, strict=True)
            ),
        )
        found = [
            measure(given, divided(given, each), 2).subjects[0]
            for each in set(permutations((1, 1, 2, 2)))
        ]
        assert {each.least for each in found} == {least}
        assert min(each.gap for each in found) == least


def test_equal_scores_have_no_spread_to_measure_in() -> None:
    inputs = roster(4, subjects=("语文",))
    inputs = replace(
        inputs, pupils=tuple(replace(pupil, scores={"语文": 7000}) for pupil in inputs.pupils)
    )
    found = measure(inputs, divided(inputs, (1, 1, 2, 2)), 2).subjects[0]

    assert (found.gap, found.gap_in_sd, found.least) == (0, 0.0, 0)


def test_wishes_not_kept_are_named() -> None:
    pairs = (
        Pair(first=person(0), second=person(1), together=True),
        Pair(first=person(2), second=person(3), together=False),
    )
    inputs = roster(4, pairs=pairs)

    kept = measure(inputs, divided(inputs, (1, 1, 1, 2)), 2)
    broken = measure(inputs, divided(inputs, (1, 2, 2, 2)), 2)

    assert (kept.together, kept.apart) == ((), ())
    assert broken.together == ((person(0), person(1)),)
    assert broken.apart == ((person(2), person(3)),)
