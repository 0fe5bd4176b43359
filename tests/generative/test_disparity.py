"""Laws of the coefficient of variation (docs/explanation/disparity.md)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from junheng.evaluation.disparity import best_and_worst, composite, spread
from junheng.model.quantity import square_root

PUPILS = st.integers(1, 5000)
AMOUNTS = st.one_of(st.integers(0, 10**7), st.fractions(0, 10**5, max_denominator=1000), st.just(0))
UNITS = st.lists(st.tuples(AMOUNTS, PUPILS), min_size=1, max_size=8)
Units = list[tuple[Fraction, int]]


def cv_squared(units: Units) -> Fraction | None:
    return spread([amount for amount, _ in units], [pupils for _, pupils in units]).cv_squared


def by_definition(units: Units) -> Fraction:
    """S^2 / M^2, step by step as the law defines them."""
    everyone = sum(pupils for _, pupils in units)
    mean = Fraction(sum(amount for amount, _ in units)) / everyone
    variance = sum(
        Fraction(pupils, everyone) * (Fraction(amount) / pupils - mean) ** 2
        for amount, pupils in units
    )
    return variance / mean**2


@given(UNITS)
def test_the_closed_form_is_the_definition(units: Units) -> None:
    assume(any(amount for amount, _ in units))
    assert cv_squared(units) == by_definition(units)


@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_the_schools_does_not_matter(units: Units, random: object) -> None:
    shuffled = list(units)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cv_squared(shuffled) == cv_squared(units)


@given(UNITS, st.fractions(Fraction(1, 1000), 10_000))
def test_the_unit_of_the_amounts_does_not_matter(units: Units, factor: Fraction) -> None:
    assert cv_squared([(amount * factor, pupils) for amount, pupils in units]) == cv_squared(units)


@given(UNITS, UNITS)
def test_the_sums_of_two_parts_merge_into_those_of_the_whole(first: Units, second: Units) -> None:
    parts = [
        spread([amount for amount, _ in part], [pupils for _, pupils in part])
        for part in (first, second)
    ]
    whole = [*first, *second]
    assert parts[0] + parts[1] == spread(
        [amount for amount, _ in whole], [pupils for _, pupils in whole]
    )


@given(UNITS, st.integers(2, 4))
def test_the_county_repeated_several_times_has_the_same_coefficient(
    units: Units, times: int
) -> None:
    assert cv_squared(units * times) == cv_squared(units)


@given(st.lists(PUPILS, min_size=1, max_size=8), st.fractions(Fraction(1, 100), 100))
def test_equal_provision_has_no_disparity(pupils: list[int], each: Fraction) -> None:
    assert cv_squared([(count * each, count) for count in pupils]) == 0


@given(UNITS)
def test_it_is_never_negative_and_never_more_than_all_in_the_smallest_school(units: Units) -> None:
    squared = cv_squared(units)
    assume(squared is not None)
    everyone = sum(pupils for _, pupils in units)
    smallest = min(pupils for _, pupils in units)
    assert squared is not None
    assert 0 <= squared <= Fraction(everyone, smallest) - 1


@given(st.lists(PUPILS, min_size=1, max_size=8))
def test_where_nobody_has_anything_there_is_no_coefficient(pupils: list[int]) -> None:
    assert cv_squared([(Fraction(0), count) for count in pupils]) is None


@given(
    limit=st.sampled_from([Fraction("0.5"), Fraction("0.45"), Fraction("0.65")]),
    sides=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    times=st.integers(1, 300),
    mean=st.fractions(Fraction(1, 50), 5000, max_denominator=97),
)
def test_exact_ties_are_found_without_a_square_root(
    limit: Fraction, sides: tuple[int, int], times: int, mean: Fraction
) -> None:
    """With a^2 and b^2 pupils, M (1 + c b/a) and M (1 - c a/b) a pupil lie exactly c apart."""
    a, b = sides
    assume(limit * a <= b)
    units = [
        (times * a * a * mean * (1 + limit * Fraction(b, a)), times * a * a),
        (times * b * b * mean * (1 - limit * Fraction(a, b)), times * b * b),
    ]
    squared = cv_squared(units)
    assert squared == limit**2
    assert square_root(limit**2) == limit
    wider = [(units[0][0] + Fraction(1, 10**6), units[0][1]), units[1]]
    assert cv_squared(wider) > limit**2  # type: ignore[operator]


@given(UNITS, st.lists(st.tuples(AMOUNTS, PUPILS), min_size=1, max_size=4))
def test_whatever_the_missing_amounts_turn_out_to_be_it_lies_between_best_and_worst(
    known: Units, missing: Units
) -> None:
    sums = spread([amount for amount, _ in known], [pupils for _, pupils in known])
    best, worst = best_and_worst(sums, [pupils for _, pupils in missing])
    outcome = cv_squared([*known, *missing])
    assume(best is not None and worst is not None and outcome is not None)
    assert best <= outcome <= worst  # type: ignore[operator]


@given(UNITS, st.lists(PUPILS, min_size=1, max_size=4))
def test_the_best_case_can_be_reached(known: Units, missing: list[int]) -> None:
    sums = spread([amount for amount, _ in known], [pupils for _, pupils in known])
    assume(sums.total)
    best, _ = best_and_worst(sums, missing)
    fair = sums.squares / sums.total
    assert cv_squared([*known, *((count * fair, count) for count in missing)]) == best


@given(st.lists(st.fractions(0, 2), min_size=1, max_size=8))
def test_the_composite_of_2012_is_the_plain_mean(coefficients: list[Fraction]) -> None:
    assert composite(coefficients) * len(coefficients) == sum(coefficients)


def test_amounts_without_pupils_are_refused() -> None:
    with pytest.raises(ValueError, match="every amount needs its pupils, more than 0"):
        spread([1, 2], [10])
    with pytest.raises(ValueError, match="every amount needs its pupils, more than 0"):
        spread([1], [0])
    with pytest.raises(ValueError, match="no coefficients to average"):
        composite([])
