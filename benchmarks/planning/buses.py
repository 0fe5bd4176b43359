"""Routes: published instances of vehicle routing, and how near their optimum in how long.

    python -m benchmarks.planning.buses

The peer is savings by hand (Clarke and Wright, 1964), what a planner with a map would do.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np

from benchmarks.report import Goal, Section, milliseconds
from benchmarks.turns import in_turn
from junheng.planning.layout.instances import ITERATIONS
from junheng.planning.layout.published import Vehicles, read_vrplib
from junheng.planning.solver_routes import Fleet, Stops, routed
from junheng.planning.watch import Watch

SHARED = Path(os.environ.get("JUNHENG_SHARED", Path(__file__).parents[2].parent / "shared"))
DATA = SHARED / "data" / "operations-research" / "vrp"


def searched(problem: Vehicles) -> int:
    """The cost of the routes of the search."""
    none = np.zeros_like(problem.distances)
    return routed(
        Stops(
            costs=problem.distances,
            durations=none,
            loads=problem.loads,
            service=np.zeros_like(problem.loads),
        ),
        Fleet(capacity=problem.capacity, vehicles=len(problem.loads)),
        iterations=ITERATIONS,
        watch=Watch(),
    ).cost


def savings(problem: Vehicles) -> int:
    """The cost of joining routes by the largest saving while they fit."""
    far = problem.distances
    routes = {stop: [stop] for stop in range(1, len(far))}
    pairs = [
        (int(far[0, i] + far[0, j] - far[i, j]), i, j) for i in routes for j in routes if i < j
    ]
    for _, one, other in sorted(pairs, key=lambda each: (-each[0], each[1], each[2])):
        first, second = routes[one], routes[other]
        load = sum(int(problem.loads[stop - 1]) for stop in (*first, *second))
        if first is second or load > problem.capacity:
            continue
        if one not in (first[0], first[-1]) or other not in (second[0], second[-1]):
            continue
        joined = (first if first[-1] == one else first[::-1]) + (
            second if second[0] == other else second[::-1]
        )
        routes.update(dict.fromkeys(joined, joined))
    unique = {id(route): route for route in routes.values()}.values()
    return sum(int(far[a, b]) for r in unique for a, b in zip([0, *r], [*r, 0], strict=True))


def measure(*, rounds: int = 1) -> Section:
    """The published instances that are there."""
    lines, goals = [], []
    for path in sorted(DATA.glob("*.vrp")):
        problem = read_vrplib(path)
        best = int(re.findall(r"Cost (\d+)", path.with_suffix(".sol").read_text())[0])
        works = {"搜索": lambda p=problem: searched(p), "节约法": lambda p=problem: savings(p)}
        cost = {name: work() for name, work in works.items()}
        timed = in_turn(works, rounds=rounds)
        seconds = timed["搜索"].typical
        lines.append(
            (
                path.stem,
                str(best),
                str(cost["搜索"]),
                milliseconds(seconds),
                str(cost["节约法"]),
                milliseconds(timed["节约法"].typical),
            )
        )
        reached = cost["搜索"] == best and seconds <= 10
        goals.append(
            Goal(
                title=f"路线 {path.stem}",
                measured=f"{cost['搜索']}，{seconds:.1f} s",
                limit=f"{best}，10 s",
                reached=reached,
            )
        )
    return Section(
        title="车辆路线：CVRPLIB",
        note="搜索的次数固定，同样的输入给出同样的路线。",
        header=("算例", "公布", "搜索", "时间", "节约法", "时间"),
        lines=lines,
        goals=tuple(goals),
    )


if __name__ == "__main__":
    for row in measure().lines:
        print(*row)
