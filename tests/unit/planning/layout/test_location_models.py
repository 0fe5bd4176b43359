"""The p-median, with and without capacities, against every choice there is."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from junheng.planning.layout.capacitated import Demand, capacitated
from junheng.planning.layout.knapsack import forced, packed, packings
from junheng.planning.layout.p_median import p_median
from junheng.planning.watch import Watch


def least(distances: np.ndarray, open_sites: int) -> float:
    sites = range(distances.shape[1])
    return min(distances[:, list(s)].min(axis=1).sum() for s in combinations(sites, open_sites))


@pytest.mark.parametrize("seed", range(12))
def test_a_p_median_is_the_least_of_all(seed: int) -> None:
    dice = np.random.default_rng(seed)
    sites = int(dice.integers(2, 10))
    distances = dice.integers(0, 30, (int(dice.integers(1, 14)), sites)).astype(float)
    open_sites = int(dice.integers(1, sites + 1))
    found = p_median(distances, open_sites, watch=Watch())
    assert found.cost == found.bound == least(distances, open_sites)
    assert len(set(found.sites)) == open_sites
    assert set(found.assigned) <= set(found.sites)


def test_distances_need_not_be_whole_and_customers_may_weigh_more() -> None:
    dice = np.random.default_rng(5)
    distances, weights = dice.random((15, 8)), dice.random(15)
    found = p_median(distances, 3, weights=weights, watch=Watch())
    assert found.cost == pytest.approx(least(distances * weights[:, None], 3))
    assert found.gap < 1e-6


@pytest.mark.parametrize("open_sites", [0, 4])
def test_a_number_of_sites_that_cannot_be(open_sites: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        p_median(np.ones((3, 3)), open_sites, watch=Watch())


def least_with_room(demand: Demand) -> float:
    people, sites = demand.costs.shape
    best = np.inf
    for chosen in combinations(range(sites), demand.open_sites):
        for assigned in product(chosen, repeat=people):
            loads = np.bincount(assigned, weights=demand.amounts, minlength=sites)
            if (loads <= demand.room).all():
                best = min(best, demand.costs[np.arange(people), list(assigned)].sum())
    return best


@pytest.mark.parametrize("seed", range(10))
def test_a_capacitated_p_median_is_the_least_of_all(seed: int) -> None:
    dice = np.random.default_rng(seed)
    people, sites = 6, 4
    demand = Demand(
        costs=dice.integers(1, 40, (people, sites)).astype(float),
        amounts=dice.integers(1, 8, people),
        room=dice.integers(8, 18, sites),
        open_sites=2,
    )
    expected = least_with_room(demand)
    found = capacitated(demand, watch=Watch())
    if found is None:
        assert expected == np.inf
        return
    assert found.cost == found.bound == expected
    loads = np.bincount(found.assigned, weights=demand.amounts, minlength=sites)
    assert (loads <= demand.room).all()
    assert len(found.sites) == 2


def test_no_room_for_all_is_no_placement() -> None:
    demand = Demand(costs=np.ones((3, 3)), amounts=np.full(3, 5), room=np.full(3, 5), open_sites=2)
    assert capacitated(demand, watch=Watch()) is None


def test_sizes_that_do_not_match_are_refused() -> None:
    demand = Demand(
        costs=np.ones((3, 2)), amounts=np.ones(2, int), room=np.ones(2, int), open_sites=1
    )
    with pytest.raises(ValueError, match="must match"):
        capacitated(demand, watch=Watch())


def test_knapsacks_hold_the_best_of_all_packings() -> None:
    dice = np.random.default_rng(2)
    values, amounts = dice.integers(-5, 20, (7, 3)).astype(float), dice.integers(0, 9, 7)
    room = np.asarray([0, 11, 20])
    inside = packed(values, amounts, room)
    for sack in range(3):
        fitting = [
            np.asarray(items, dtype=bool)
            for items in product((0, 1), repeat=7)
            if amounts[np.asarray(items, dtype=bool)].sum() <= room[sack]
        ]
        best = max(values[items, sack].sum() for items in fitting)
        assert packings(values, amounts, room)[sack] == best
        assert values[inside[:, sack], sack].sum() == best
        holding = forced(values[:, sack], amounts, int(room[sack]))
        for item in range(7):
            with_item = [values[items, sack].sum() for items in fitting if items[item]]
            assert holding[item] == max(with_item, default=-np.inf)
