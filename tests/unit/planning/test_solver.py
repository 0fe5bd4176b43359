"""The thin layer over the solver: what it returns, when it stops, that it repeats."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.planning.solver import Model, Solution, Status, solve
from junheng.planning.watch import Watch


def knapsack(values: list[int], weights: list[int], room: int) -> Model:
    model = Model()
    taken = model.add(len(values), upper=1, cost=[-each for each in values], whole=True)
    model.row(taken, weights, upper=room)
    return model


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 20)), min_size=1, max_size=8),
    st.integers(0, 60),
)
def test_it_finds_what_trying_everything_finds(things: list[tuple[int, int]], room: int) -> None:
    values, weights = [v for v, _ in things], [w for _, w in things]
    found = solve(knapsack(values, weights, room), gap=0.0)
    best = max(
        sum(v for v, take in zip(values, taken, strict=True) if take)
        for taken in product((0, 1), repeat=len(things))
        if sum(w for w, take in zip(weights, taken, strict=True) if take) <= room
    )
    assert found.status is Status.OPTIMAL
    assert found.cost == pytest.approx(-best)
    assert found.values is not None
    assert set(found.values.tolist()) <= {0.0, 1.0}


def test_what_cannot_be_met_and_what_has_no_end_are_told() -> None:
    model = Model()
    x = model.add(1, upper=1, whole=True)
    model.row(x, lower=2)
    assert solve(model).status is Status.INFEASIBLE
    endless = Model()
    endless.add(1, cost=-1.0)
    assert solve(endless).status is Status.UNBOUNDED
    with pytest.raises(ValueError, match="no solution"):
        Solution(status=Status.INFEASIBLE).of(x)


def hard(seed: int = 0) -> Model:
    dice = np.random.default_rng(seed)
    model = Model()
    x = model.add(120, upper=1, cost=-dice.integers(10, 100, 120), whole=True)
    for _ in range(10):
        model.row(x, dice.integers(1, 60, 120), upper=1200)
    return model


def test_a_stop_gives_the_best_so_far_and_is_remembered() -> None:
    seen: list[float | None] = []

    def tell(_phase: str, best: float | None, _bound: float | None) -> None:
        seen.append(best)

    watch = Watch(tell=tell, stop=lambda: any(best is not None for best in seen))
    found = solve(hard(), gap=0.0, watch=watch)
    assert watch.cut_short
    assert found.status is Status.STOPPED
    assert found.bound <= found.cost


def test_the_same_model_gives_the_same_values() -> None:
    first, second = (solve(hard(3), gap=0.02) for _ in range(2))
    assert first.values is not None
    assert second.values is not None
    assert first.values.tolist() == second.values.tolist()
    assert first.gap <= 0.02


def test_bounds_and_costs_can_be_set_anew() -> None:
    model = Model()
    x = model.add(2, upper=5, cost=1.0)
    model.row(x, lower=3)
    model.costs(x[:1], 3.0)
    model.bounds(x[1:], upper=2.0)
    assert solve(model).of(x).tolist() == [1.0, 2.0]


def test_a_watch_counts_down() -> None:
    assert Watch().left is None
    assert not Watch(seconds=1000).over()
    assert Watch(seconds=0).over()
