"""What the methods of apportionment promise, on any weights."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.planning.apportion import Method, apportion, units
from junheng.planning.lots import Lots
from junheng.planning.quota import by_senior

DIVISORS = tuple(method for method in Method if method.divides)
weights = st.lists(
    st.fractions(min_value=Fraction(1, 9), max_value=999, max_denominator=9),
    min_size=1,
    max_size=12,
)
places = st.integers(0, 200)


@given(places, weights)
def test_the_largest_remainder_keeps_the_quota(h: int, w: list[Fraction]) -> None:
    result = apportion(h, units(w), Method.LARGEST_REMAINDER)

    assert all(
        floor(h * each / sum(w)) <= seats <= ceil(h * each / sum(w))
        for seats, each in zip(result.seats, w, strict=True)
    )


@given(places, weights)
def test_dhondt_keeps_the_quota_from_below_and_adams_from_above(h: int, w: list[Fraction]) -> None:
    low, high = (apportion(h, units(w), method) for method in (Method.DHONDT, Method.ADAMS))

    assert all(s >= floor(h * x / sum(w)) for s, x in zip(low.seats, w, strict=True))
    assert all(s <= ceil(h * x / sum(w)) for s, x in zip(high.seats, w, strict=True))


@pytest.mark.parametrize("method", DIVISORS)
@given(h=places, w=weights)
def test_a_divisor_method_takes_no_place_away_when_there_is_one_more(
    method: Method, h: int, w: list[Fraction]
) -> None:
    before, after = (apportion(each, units(w), method).seats for each in (h, h + 1))

    assert all(b <= a for b, a in zip(before, after, strict=True))


@pytest.mark.parametrize("method", DIVISORS)
@given(h=places, w=weights, data=st.data())
def test_with_a_divisor_method_no_place_passes_from_one_that_grows_to_one_that_shrinks(
    method: Method, h: int, w: list[Fraction], data: st.DataObject
) -> None:
    grows = data.draw(st.integers(0, len(w) - 1))
    shrinks = data.draw(st.integers(0, len(w) - 1).filter(lambda i: i != grows or len(w) == 1))
    if grows == shrinks:
        return
    changed = list(w)
    changed[grows] *= data.draw(st.fractions(1, 3, max_denominator=7))
    changed[shrinks] *= data.draw(st.fractions(Fraction(1, 3), 1, max_denominator=7))
    before, after = (apportion(h, units(each), method).seats for each in (w, changed))

    assert not (after[grows] < before[grows] and after[shrinks] > before[shrinks])


@given(h=places, w=weights, factor=st.fractions(Fraction(1, 50), 50, max_denominator=50))
def test_only_the_proportions_of_the_weights_matter(
    h: int, w: list[Fraction], factor: Fraction
) -> None:
    for method in (*DIVISORS, Method.LARGEST_REMAINDER):
        scaled = [each * factor for each in w]
        assert apportion(h, units(w), method).seats == apportion(h, units(scaled), method).seats


@given(h=places, w=weights, data=st.data())
def test_the_order_of_the_schools_does_not_matter(
    h: int, w: list[Fraction], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(w))))
    for method in (*DIVISORS, Method.LARGEST_REMAINDER):
        straight = apportion(h, units(w), method).seats
        turned = apportion(h, units([w[i] for i in order], order=order), method).seats
        assert turned == tuple(straight[i] for i in order)


@given(h=places, w=weights, seed=st.binary(max_size=8))
def test_a_lot_keeps_the_quota(h: int, w: list[Fraction], seed: bytes) -> None:
    result = apportion(h, units(w), Method.LOT, lots=Lots(seed))

    assert sum(result.seats) == h
    assert all(
        floor(share) <= seats <= ceil(share)
        for seats, share in zip(result.seats, result.shares, strict=True)
    )


@given(
    given=st.lists(st.integers(0, 300), min_size=1, max_size=5).filter(any),
    w=st.lists(st.integers(0, 400), min_size=1, max_size=15).filter(any),
)
def test_the_table_by_senior_and_junior_school_adds_up_both_ways(
    given: list[int], w: list[int]
) -> None:
    seats = apportion(sum(given), units(w), Method.SAINTE_LAGUE).seats
    table = by_senior(given, seats)

    assert [sum(row) for row in table] == list(seats)
    assert [sum(column) for column in zip(*table, strict=True)] == list(given)
    for row, total in zip(table, seats, strict=True):
        for cell, column in zip(row, given, strict=True):
            exact = Fraction(total * column, sum(given))
            assert floor(exact) <= cell <= ceil(exact)
