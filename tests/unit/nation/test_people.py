"""Choosing exactly so many people of each stage, without a list of those chosen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.synthesis.nation.batch import batch
from junheng.synthesis.nation.people import PRIMES, People, before_in_school
from junheng.synthesis.nation.pupil_list import pupils

STAGE = st.tuples(st.integers(0, 4000), st.integers(0, 2**63 - 1), st.floats(0, 1))


@given(stages=st.lists(STAGE, min_size=1, max_size=6), which=st.integers(0, len(PRIMES) - 1))
def test_exactly_so_many_of_each_stage_are_chosen(
    stages: list[tuple[int, int, float]], which: int
) -> None:
    many = np.array([each[0] for each in stages])
    wanted = np.array([int(each[0] * each[2]) for each in stages])
    people = People(many, np.array([each[1] for each in stages], dtype=np.uint64))

    chosen = people.first(people.order(which), wanted)

    stage = np.repeat(np.arange(len(many)), many)
    assert np.bincount(stage[chosen], minlength=len(many)).tolist() == wanted.tolist()


@given(stages=st.lists(STAGE, min_size=2, max_size=6))
def test_it_does_not_matter_how_the_list_is_cut(stages: list[tuple[int, int, float]]) -> None:
    many = np.array([each[0] for each in stages])
    keys = np.array([each[1] for each in stages], dtype=np.uint64)
    whole = People(many, keys)
    last = People(many[1:], keys[1:])

    assert whole.order(1)[many[0] :].tolist() == last.order(1).tolist()
    assert whole.chance(2)[many[0] :].tolist() == last.chance(2).tolist()


def test_chances_are_spread_evenly() -> None:
    people = People(np.array([3000] * 30), np.arange(30, dtype=np.uint64) * np.uint64(977_777_777))

    below = [float((people.chance(1) < 65_536 * tenth / 10).mean()) for tenth in range(1, 10)]

    assert below == pytest.approx([tenth / 10 for tenth in range(1, 10)], abs=0.01)


def test_more_people_than_the_smallest_prime_are_refused() -> None:
    with pytest.raises(ValueError, match="7919 people of one stage are more than"):
        People(np.array([7919]), np.array([1], dtype=np.uint64))


def test_numbers_within_a_school_run_on_over_its_stages() -> None:
    school, many = np.array([0, 0, 1, 2, 2, 2]), np.array([5, 7, 4, 1, 2, 3])

    assert before_in_school(school, many).tolist() == [0, 5, 0, 0, 1, 3]


def test_pupils_are_listed_in_pieces_that_fit_into_memory() -> None:
    made = batch(seed=2026, numbers=range(12), year=0)
    compulsory = made.rows.pupils[made.rows.compulsory]

    sizes = [piece.num_rows for piece in pupils(made, at_once=100_000)]

    assert sum(sizes) == compulsory.sum()
    assert len(sizes) > 5
    assert max(sizes) <= 100_000 + compulsory.max()
