"""Whole places by named methods: against their definitions, by brute force, and in textbook cases."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest

from junheng.planning.apportion import (
    Apportionment,
    Method,
    Units,
    apportion,
    fair_shares,
    signpost_squared,
    units,
)
from junheng.planning.lots import Lots

DIVISORS = tuple(method for method in Method if method.divides)


def cases(count: int, seed: int) -> list[tuple[int, list[Fraction]]]:
    """Random weights, many of them equal or in simple proportion, so that ties do happen."""
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        size = draw.randint(1, 9)
        top = draw.choice((4, 30, 2000))
        weights = [Fraction(draw.randint(0, top), draw.choice((1, 1, 5))) for _ in range(size)]
        weights[draw.randrange(size)] += 1
        found.append((draw.randint(0, 60), weights))
    return found


def obeys_divisor_definition(result: Apportionment, among: Units) -> bool:
    """No unit's last place has a smaller w / d than another's next one would have: min-max."""
    served, waiting = [], []
    for unit, weight in enumerate(among.weights):
        seats = result.seats[unit]
        most = among.most[unit]
        if weight and (most is None or seats < most):
            waiting.append(_claim(result.method, weight, seats))
        if seats > among.least[unit]:
            served.append(_claim(result.method, weight, seats - 1))
    return not served or not waiting or min(served) >= max(waiting)


def _claim(method: Method, weight: Fraction, seats: int) -> tuple[int, Fraction]:
    square = signpost_squared(method, seats)
    return (1, weight) if not square else (0, weight * weight / square)


def is_largest_remainder(result: Apportionment, places: int, weights: list[Fraction]) -> bool:
    """By the definition: every unit floor(q) or one more, and none without the more has a larger
    remainder than one with it."""
    whole = sum(weights)
    got, not_got = [], []
    for seats, weight in zip(result.seats, weights, strict=True):
        quota = places * weight / whole
        if seats not in (floor(quota), floor(quota) + 1):
            return False
        (got if seats > floor(quota) else not_got).append(quota - floor(quota))
    return sum(result.seats) == places and (not got or not not_got or min(got) >= max(not_got))


def test_two_thousand_random_cases_agree_with_the_definition_of_the_largest_remainder() -> None:
    for places, weights in cases(2000, 8):
        result = apportion(places, units(weights), Method.LARGEST_REMAINDER)

        assert is_largest_remainder(result, places, weights), (places, weights)


@pytest.mark.parametrize("method", DIVISORS)
def test_two_thousand_random_cases_agree_with_the_definition_of_a_divisor_method(
    method: Method,
) -> None:
    for places, weights in cases(2000, 9):
        among = units(weights)
        result = apportion(places, among, method)

        assert sum(result.seats) == places
        assert obeys_divisor_definition(result, among), (places, weights)


@pytest.mark.parametrize("method", [*DIVISORS, Method.LARGEST_REMAINDER])
def test_bounds_are_kept_and_the_rest_follows_the_definition(method: Method) -> None:
    draw = random.Random(11)
    for _, weights in cases(300, 10):
        least = [draw.randint(0, 3) if weight else 0 for weight in weights]
        most = [draw.choice((None, low + draw.randint(0, 9))) for low in least]
        among = units(weights, least=least, most=most)
        room = among.room()
        places = draw.randint(sum(least), min(room if room is not None else 60, 60))
        result = apportion(places, among, method)

        assert sum(result.seats) == places
        for seats, low, high in zip(result.seats, least, most, strict=True):
            assert low <= seats <= (places if high is None else high)
        if method.divides:
            assert obeys_divisor_definition(result, among)
        else:
            for seats, share in zip(result.seats, result.shares, strict=True):
                assert floor(share) <= seats <= ceil(share)


@pytest.mark.parametrize("method", DIVISORS)
def test_the_divisor_told_gives_the_places(method: Method) -> None:
    for places, weights in cases(300, 12):
        result = apportion(places, units(weights), method)
        if result.divisor is None:
            continue
        for seats, weight in zip(result.seats, weights, strict=True):
            square = (weight / result.divisor) ** 2

            assert square <= signpost_squared(method, seats)
            assert not seats or square >= signpost_squared(method, seats - 1)


def test_largest_remainder_is_nearest_to_the_quota_of_all_ways_there_are() -> None:
    for places, weights in cases(60, 13):
        if len(weights) > 4 or places > 12:
            continue
        whole = sum(weights)
        quotas = [places * weight / whole for weight in weights]

        def far(seats: tuple[int, ...], quotas: list[Fraction] = quotas) -> Fraction:
            return sum(((s - q) ** 2 for s, q in zip(seats, quotas, strict=True)), Fraction(0))

        ways = product(range(places + 1), repeat=len(weights))
        best = min(far(way) for way in ways if sum(way) == places)
        assert far(apportion(places, units(weights), Method.LARGEST_REMAINDER).seats) == best


def test_fair_shares_add_up_and_are_in_proportion_where_no_bound_holds() -> None:
    among = units([10, 20, 30, 0], least=[4, 0, 0, 1], most=[None, None, 7, None])

    assert fair_shares(15, among) == (4, 4, 6, 1)
    assert fair_shares(17, among) == (4, 5, 7, 1)
    assert fair_shares(6, among) == (4, Fraction(2, 5), Fraction(3, 5), 1)


def test_the_alabama_paradox_of_the_largest_remainder_and_not_of_sainte_lague() -> None:
    # A textbook case: one place more, and the small unit loses one.
    weights = units([6, 6, 2])

    assert apportion(10, weights, Method.LARGEST_REMAINDER).seats == (4, 4, 2)
    assert apportion(11, weights, Method.LARGEST_REMAINDER).seats == (5, 5, 1)
    assert (
        apportion(10, weights, Method.SAINTE_LAGUE).seats[2]
        <= apportion(11, weights, Method.SAINTE_LAGUE).seats[2]
    )


def test_dhondt_can_give_more_than_the_quota_rounded_up() -> None:
    weights = units([9061, 7179, 5259, 3319, 1182])

    assert apportion(26, weights, Method.DHONDT).seats == (10, 7, 5, 3, 1)
    assert apportion(26, weights, Method.LARGEST_REMAINDER).seats == (9, 7, 5, 4, 1)
    assert apportion(26, weights, Method.ADAMS).seats == (9, 7, 5, 3, 2)


def test_with_fewer_places_than_units_the_heaviest_come_first() -> None:
    for method in (Method.ADAMS, Method.DEAN, Method.HUNTINGTON_HILL):
        assert apportion(2, units([3, 9, 5, 0]), method).seats == (0, 1, 1, 0)


def test_ties_are_served_in_the_order_handed_in_and_named() -> None:
    for method in (*DIVISORS, Method.LARGEST_REMAINDER):
        first = apportion(4, units([5, 5, 5]), method)
        last = apportion(4, units([5, 5, 5], order=[2, 1, 0]), method)

        assert first.seats == (2, 1, 1)
        assert last.seats == (1, 1, 2)
        assert sorted(first.tied) == [0, 1, 2]
        assert apportion(3, units([5, 5, 5]), method).tied == ()


def test_a_lot_keeps_the_quota_and_draws_by_the_remainder() -> None:
    weights = units([10, 25, 65])
    extras = [0, 0, 0]
    for seed in range(4000):
        result = apportion(7, weights, Method.LOT, lots=Lots(str(seed).encode()))
        assert sum(result.seats) == 7
        for unit, (seats, share) in enumerate(zip(result.seats, result.shares, strict=True)):
            assert floor(share) <= seats <= ceil(share)
            extras[unit] += seats - floor(share)

    # Remainders .70, .75, .55 of 4,000 draws; three standard deviations are below 100.
    for count, chance in zip(extras, (0.70, 0.75, 0.55), strict=True):
        assert abs(count - 4000 * chance) < 100


def test_a_lot_without_remainders_draws_nothing() -> None:
    result = apportion(4, units([1, 3]), Method.LOT, lots=Lots(b""))

    assert result.seats == (1, 3)
    assert result.extra == ()


def test_bounds_that_leave_no_way_are_refused() -> None:
    with pytest.raises(ValueError, match="no way"):
        apportion(3, units([1, 1], least=2), Method.SAINTE_LAGUE)
    with pytest.raises(ValueError, match="no way"):
        apportion(9, units([1, 1], most=[4, 4]), Method.SAINTE_LAGUE)
    with pytest.raises(ValueError, match="no way"):
        apportion(1, units([0, 0]), Method.SAINTE_LAGUE)
    with pytest.raises(ValueError, match="needs lots"):
        apportion(1, units([1]), Method.LOT)


def test_units_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a weight"):
        units([1, 2], least=[0])
    with pytest.raises(ValueError, match="not negative"):
        units([-1])
    with pytest.raises(ValueError, match="above the most"):
        units([1], least=2, most=[1])
    with pytest.raises(ValueError, match="has no divisor"):
        signpost_squared(Method.LARGEST_REMAINDER, 1)


def test_nobody_and_nothing() -> None:
    assert apportion(0, units([]), Method.LARGEST_REMAINDER).seats == ()
    assert apportion(0, units([]), Method.DHONDT).seats == ()
    assert apportion(0, units([3, 4]), Method.DHONDT).seats == (0, 0)
