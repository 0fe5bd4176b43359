"""Cones: both solvers find the same, a dead solver is no crash, bounds are never above the best."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from junheng.planning import solver_cones
from junheng.planning.solver import Model, Status
from junheng.planning.solver_cones import Cone, SolverDied, add_cone, by_cuts, relax, solve_cones
from junheng.planning.watch import Watch


def levelling(amounts: list[int], slope: float) -> tuple[Model, Cone]:
    """Cheapest whole additions to ``amounts`` under one cone over 1 pupil each."""
    model = Model()
    added = model.add(len(amounts), cost=[1.0 + 0.1 * i for i in range(len(amounts))], whole=True)
    x = model.add(len(amounts))
    for one, more, amount in zip(x, added, amounts, strict=True):
        model.row([one, more], [1.0, -1.0], lower=amount, upper=amount)
    return model, add_cone(model, x, np.ones(len(amounts)), slope)


def test_scip_and_highs_find_the_same() -> None:
    costs = []
    for solve in (solver_cones.solve_scip, by_cuts):
        model, cone = levelling([9, 3, 1, 0, 4], 0.5)
        found = solve(model, [cone], gap=0.0, nodes=1000, watch=Watch(), phase="")
        assert found.values is not None
        assert cone.broken(found.values) <= 1e-6
        costs.append(found.cost)
    assert costs[0] == pytest.approx(costs[1])


def test_the_relaxation_is_a_bound() -> None:
    model, cone = levelling([9, 3, 1, 0, 4], 0.5)
    linear = relax(model, [cone])
    whole = solve_cones(levelling([9, 3, 1, 0, 4], 0.5)[0], [cone])
    assert linear.values is not None
    assert cone.broken(linear.values) <= 1e-5
    assert 0 < linear.bound <= whole.cost


def test_a_cone_that_holds_already_costs_nothing() -> None:
    model, cone = levelling([3, 3, 3], 0.9)
    assert solve_cones(model, [cone]).cost == 0


@pytest.mark.parametrize("solve", [solver_cones.solve_scip, by_cuts])
def test_what_is_impossible_is_said(solve: Any) -> None:
    model, cone = levelling([9, 0], 0.8)
    model.bounds(np.array([1]), upper=2.0)
    found = solve(model, [cone], gap=0.0, nodes=1000, watch=Watch(), phase="")
    assert found.status is Status.INFEASIBLE


def test_a_solver_that_dies_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = subprocess.Popen

    def dying(command: list[str], **more: Any) -> Any:
        return whole([sys.executable, "-c", "import os; os.abort()"], **more)

    monkeypatch.setattr(solver_cones.subprocess, "Popen", dying)
    model, cone = levelling([9, 3, 1, 0, 4], 0.5)
    with pytest.raises(SolverDied):
        solver_cones.solve_scip(model, [cone], gap=0.0, nodes=9, watch=Watch(), phase="")
    found = solve_cones(model, [cone])
    assert found.status is Status.OPTIMAL
    assert found.cost > 0


def test_a_result_cut_off_is_a_dead_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = subprocess.Popen

    def half(command: list[str], **more: Any) -> Any:
        (Path(command[-1]) / solver_cones.RESULT).write_bytes(b"PK\x03\x04 half")
        return whole([sys.executable, "-c", ""], **more)

    monkeypatch.setattr(solver_cones.subprocess, "Popen", half)
    model, cone = levelling([9, 3], 0.5)
    with pytest.raises(SolverDied):
        solver_cones.solve_scip(model, [cone], gap=0.0, nodes=9, watch=Watch(), phase="")


def test_a_stop_ends_the_search_and_keeps_the_watch_cut_short() -> None:
    model, cone = levelling([9, 3, 1, 0, 4] * 8, 0.17)
    watch = Watch(stop=lambda: True)
    found = solve_cones(model, [cone], gap=0.0, watch=watch)
    assert watch.cut_short
    assert found.status in (Status.STOPPED, Status.OPTIMAL)


def test_the_same_model_gives_the_same_values_three_times() -> None:
    seen = []
    for _ in range(3):
        model, cone = levelling([9, 3, 1, 0, 4, 7, 2], 0.42)
        values = solve_cones(model, [cone], gap=1e-3).values
        assert values is not None
        seen.append(values.tolist())
    assert seen[0] == seen[1] == seen[2]
