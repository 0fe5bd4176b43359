"""The p-median, with and without capacities: published instances proven, and how long that takes.

    python -m benchmarks.planning.p_median

The peer is the assignment form (x_ij <= y_j) by the same solver on the smaller instances; both must reach
the published optimum before anything is timed.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.report import Goal, Section, milliseconds
from benchmarks.turns import in_turn
from junheng.planning.layout.capacitated import Demand, capacitated
from junheng.planning.layout.p_median import p_median
from junheng.planning.layout.published import Median, read_or_library
from junheng.planning.solver import Model, solve
from junheng.planning.watch import Watch

SHARED = Path(os.environ.get("JUNHENG_SHARED", Path(__file__).parents[2].parent / "shared"))
DATA = SHARED / "data" / "operations-research"
WITH_PEER = 5


def by_assignment(problem: Median) -> float:
    """The textbook form: each customer to one open site."""
    size = len(problem.distances)
    model = Model()
    y = model.add(size, upper=1.0, whole=True)
    x = model.add(size * size, upper=1.0, cost=problem.distances.ravel()).reshape(size, size)
    model.row(y, lower=problem.open_sites, upper=problem.open_sites)
    for customer in range(size):
        model.row(x[customer], lower=1.0, upper=1.0)
        for site in range(size):
            model.row([x[customer, site], y[site]], [1.0, -1.0], upper=0.0)
    return round(solve(model, gap=1e-5).cost)


def measure(*, rounds: int = 1) -> Section:
    """All instances there are."""
    published = dict(
        line.split() for line in (DATA / "pmed" / "pmedopt.txt").read_text().split("\n")[1:] if line
    )
    lines, goals = [], []
    for name, path in _files():
        problem = read_or_library(path)
        capacity = isinstance(problem, Demand)
        best = int(path.read_text().split()[1]) if capacity else int(published[name])

        def work(problem: Median | Demand = problem) -> float:
            if isinstance(problem, Demand):
                found = capacitated(problem, watch=Watch())
                return found.bound if found is not None else np.inf
            return p_median(problem.distances, problem.open_sites, watch=Watch()).bound

        works = {"本程序": work}
        if isinstance(problem, Median) and int(name.removeprefix("pmed")) <= WITH_PEER:
            works["分配形式"] = partial(by_assignment, problem)
        proven = {way: each() for way, each in works.items()}
        timed = in_turn(works, rounds=rounds)
        peer = milliseconds(timed["分配形式"].typical) if "分配形式" in timed else "—"
        lines.append(
            (name, str(best), f"{proven['本程序']:g}", milliseconds(timed["本程序"].typical), peer)
        )
        goals.append(
            Goal(
                title=f"{name} 证明最优",
                measured=f"{proven['本程序']:g}",
                limit=str(best),
                reached=all(value == best for value in proven.values()),
            )
        )
    return Section(
        title="选点：OR-Library 的 p-中位和有容量的 p-中位",
        note="“证明”是已证明的下界，与公布的最优值相等即证明最优；分配形式用同一个求解器。",
        header=("算例", "公布", "证明", "时间", "分配形式"),
        lines=lines,
        goals=tuple(goals),
    )


def _files() -> list[tuple[str, Path]]:
    plain = [(f"pmed{n}", DATA / "pmed" / f"pmed{n}.txt") for n in range(1, 11)]
    return plain + [(f"pmedcap1_{n}", DATA / "pmedcap" / f"pmedcap1_{n}.txt") for n in range(1, 6)]


if __name__ == "__main__":
    for row in measure().lines:
        print(*row)
