"""Programs with cones: sums of squares under a square, by cutting planes around HiGHS.

To the model of :mod:`junheng.planning.solver` come diagonal second-order cones

    || (s_i x_i) ||_2  <=  k sum_i x_i,        s_i > 0, k > 0, x >= 0,

each lifted: with y = k sum_i x_i and parts u_i, sum_i u_i <= y, it says (s_i x_i)^2 <= u_i y. For every
number a, (s_i x_i - a y)^2 >= 0 gives the cut

    u_i >= 2 a s_i x_i - a^2 y,

exact where a = s_i x_i / y. One cut a coordinate and value approximates as well as exponentially many
cuts without the parts. A program with cuts is a relaxation: its bound holds for the cones as well.
"""

from __future__ import annotations

import os
import subprocess  # nosec B404
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import BadZipFile

import highspy
import numpy as np

from junheng.planning.solver import (
    INFINITY,
    Indices,
    Model,
    Numbers,
    Solution,
    Status,
    loaded,
    solve,
)
from junheng.planning.watch import Watch

LOOSE = 1e-6
"""How far a cone may be broken, as a share of its right side, when the linear program is done."""
MOST_ROUNDS = 60
"""More rounds of cuts have never been needed; beyond them the bound is a little weaker."""
HELD = 1e-6
"""How far a whole solution may break a cone."""
MOST_NODES = 50_000
"""A search ends after so many nodes, on every machine alike."""
MODEL, RESULT, PROGRESS, STOP = "model.npz", "result.npz", "progress", "stop"
"""The files by which SCIP's process is told and tells (``solver_scip``)."""
EVERY, GRACE = 0.1, 20.0
"""Seconds between two looks at SCIP's process, and those it has to stop."""
SCIP_INFINITY = 1e19


@dataclass(frozen=True, slots=True, kw_only=True)
class Cone:
    """|| scale x || <= slope * sum(x) over ``variables``; ``name`` is for reports.

    ``whole`` is the variable of y, ``parts`` those of u.
    """

    variables: Indices
    scale: Numbers
    slope: float
    whole: int
    parts: Indices
    name: str = ""

    def broken(self, values: Numbers) -> float:
        """By how much ``values`` break it, as a share of the right side; 0 or less if they do not."""
        x = values[self.variables]
        right = self.slope * float(x.sum())
        left = float(np.linalg.norm(self.scale * x))
        return (left - right) / max(abs(right), 1e-9)


def add_cone(
    model: Model, variables: Indices, scale: Numbers, slope: float, *, name: str = ""
) -> Cone:
    """A new cone in ``model``, with its parts; cuts come when it is solved."""
    whole = int(model.add(1)[0])
    parts = model.add(len(variables))
    model.row([*variables, whole], [*[slope] * len(variables), -1.0], lower=0.0, upper=0.0)
    model.row([*parts, whole], [*[1.0] * len(parts), -1.0], upper=0.0)
    return Cone(variables=variables, scale=scale, slope=slope, whole=whole, parts=parts, name=name)


@dataclass(slots=True)
class Cuts:
    """The cuts found so far: rows ``factors x <= 0``."""

    rows: list[tuple[Indices, Numbers]] = field(default_factory=list)

    def into(self, model: Model) -> None:
        """Add every cut to ``model``."""
        for variables, factors in self.rows:
            model.row(variables, factors, upper=0.0)

    def separate(self, cones: Sequence[Cone], values: Numbers, loose: float) -> int:
        """Add cuts for every cone that ``values`` break by more than ``loose``; how many."""
        before = len(self.rows)
        for cone in cones:
            if cone.broken(values) > loose:
                self._cut(cone, values)
        return len(self.rows) - before

    def _cut(self, cone: Cone, values: Numbers) -> None:
        x = values[cone.variables]
        y = max(cone.slope * float(x.sum()), 1e-9)
        for place, at in enumerate(cone.scale * x / y):
            if (at * at * y) > values[cone.parts[place]] + 1e-9 * y:
                columns = np.array([cone.variables[place], cone.parts[place], cone.whole])
                factors = np.array([2 * at * cone.scale[place], -1.0, -at * at])
                self.rows.append((columns, factors))


def relax(
    model: Model,
    cones: Sequence[Cone],
    *,
    watch: Watch | None = None,
    phase: str = "下界",
    cuts: Cuts | None = None,
) -> Solution:
    """The linear relaxation under all cones; its cuts are added to ``cuts``.

    ``bound`` is valid whether or not every cone is satisfied at the end.
    """
    following = watch or Watch()
    found = cuts if cuts is not None else Cuts()
    solver = loaded(model, relaxed=True)
    best = Solution(status=Status.STOPPED)
    given = 0
    for _ in range(MOST_ROUNDS):
        for variables, factors in found.rows[given:]:
            columns = variables.astype(np.int32)
            solver.addRow(-highspy.kHighsInf, 0.0, len(factors), columns, factors)
        given = len(found.rows)
        solver.run()
        state = solver.getModelStatus()
        if state == highspy.HighsModelStatus.kInfeasible:
            return Solution(status=Status.INFEASIBLE)
        if state != highspy.HighsModelStatus.kOptimal:
            return best
        values = np.asarray(solver.getSolution().col_value, dtype=float)
        cost = float(solver.getInfo().objective_function_value)
        best = Solution(status=Status.OPTIMAL, values=values, cost=cost, bound=cost)
        following.tell(phase, None, cost)
        if following.over() or not found.separate(cones, values, LOOSE):
            return best
    return best


class SolverDied(Exception):
    """SCIP's process ended without a result."""


def solve_cones(
    model: Model,
    cones: Sequence[Cone],
    *,
    gap: float = 1e-3,
    nodes: int = MOST_NODES,
    watch: Watch | None = None,
    phase: str = "求解",
) -> Solution:
    """The cheapest whole solution under all cones, to within ``gap`` (a share of the cost).

    By SCIP; where that dies or finds nothing, by HiGHS with cuts. Cones hold to about 1e-6 of their
    right side.
    """
    following = watch or Watch()
    try:
        found = solve_scip(model, cones, gap=gap, nodes=nodes, watch=following, phase=phase)
    except SolverDied:
        found = Solution(status=Status.STOPPED)
    if found.values is not None or found.status is Status.INFEASIBLE or following.over():
        return found
    return by_cuts(model, cones, gap=gap, nodes=nodes, watch=following, phase=phase)


def _held(cones: Sequence[Cone], values: Numbers) -> bool:
    return all(cone.broken(values) <= HELD for cone in cones)


def by_cuts(
    model: Model, cones: Sequence[Cone], *, gap: float, nodes: int, watch: Watch, phase: str
) -> Solution:
    """By HiGHS again and again, with cuts where its solution breaks a cone. ``model`` keeps the cuts."""
    cuts = Cuts()
    linear = relax(model, cones, watch=watch, phase=phase, cuts=cuts)
    if linear.status is Status.INFEASIBLE:
        return linear
    cuts.into(model)
    bound = linear.bound
    for _ in range(MOST_ROUNDS):
        found = solve(model, gap=gap, nodes=nodes, watch=watch, phase=phase)
        if found.values is None:
            return replace(found, bound=bound)
        bound = max(bound, found.bound)
        if _held(cones, found.values):
            return replace(found, bound=bound)
        known = len(cuts.rows)
        if watch.over() or not cuts.separate(cones, found.values, HELD):
            break
        for variables, factors in cuts.rows[known:]:
            model.row(variables, factors, upper=0.0)
    return Solution(status=Status.STOPPED, bound=bound)


def solve_scip(
    model: Model, cones: Sequence[Cone], *, gap: float, nodes: int, watch: Watch, phase: str
) -> Solution:
    """By SCIP, in a process of its own. Raises :class:`SolverDied` where it ends without a result."""
    with TemporaryDirectory(prefix="junheng-") as name:
        folder = Path(name)
        np.savez(folder / MODEL, **_arrays(model, cones, gap=gap, nodes=nodes, watch=watch))
        command = [sys.executable, "-m", "junheng.planning.solver_scip", name]
        # Its own session: Ctrl-C is for the program that asks, which then asks SCIP to stop.
        with subprocess.Popen(  # noqa: S603 - our own program, on our own folder  # nosec B603
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        ) as process:
            try:
                _await(process, folder, watch, phase, model.offset)
            finally:
                process.kill()
        if not (folder / RESULT).exists():
            raise SolverDied
        try:
            with (
                (folder / RESULT).open("rb") as file,
                np.load(file, allow_pickle=False) as result,
            ):
                return _read(dict(result), model)
        except (OSError, ValueError, KeyError, BadZipFile) as broken:
            raise SolverDied from broken


def _await(
    process: subprocess.Popen[bytes], folder: Path, watch: Watch, phase: str, offset: float
) -> None:
    """Wait for the end, telling how far it is; asked to stop, it has ``GRACE`` seconds."""
    asked: float | None = None
    while True:
        try:
            process.wait(timeout=EVERY)
        except subprocess.TimeoutExpired:
            watch.tell(phase, *_progress(folder, offset))
        else:
            return
        if asked is None and watch.over():
            (folder / STOP).touch()
            asked = time.monotonic()
        if asked is not None and time.monotonic() - asked > GRACE:
            return


def _progress(folder: Path, offset: float) -> tuple[float | None, float | None]:
    try:
        best, bound = (float(word) for word in (folder / PROGRESS).read_text().split())
    except (OSError, ValueError):
        return None, None
    return (
        best + offset if abs(best) < SCIP_INFINITY else None,
        bound + offset if abs(bound) < SCIP_INFINITY else None,
    )


def _arrays(
    model: Model, cones: Sequence[Cone], *, gap: float, nodes: int, watch: Watch
) -> dict[str, Any]:
    lower, upper, cost, whole = model.arrays()
    starts, columns, factors = model.sparse()
    row_lower, row_upper = model.row_bounds()
    sizes = [len(cone.variables) for cone in cones]
    none = np.zeros(0)
    return {
        "lower": lower,
        "upper": upper,
        "cost": cost,
        "whole": whole,
        "starts": starts,
        "columns": columns,
        "factors": factors,
        "row_lower": row_lower,
        "row_upper": row_upper,
        "cone_starts": np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        "cone_columns": np.concatenate([none, *(c.variables for c in cones)]).astype(np.int64),
        "cone_scales": np.concatenate([none, *(cone.scale for cone in cones)]),
        "cone_wholes": np.array([cone.whole for cone in cones], dtype=np.int64),
        "gap": gap,
        "nodes": nodes,
        "seconds": -1.0 if watch.left is None else max(watch.left, 0.1),
    }


def _read(result: dict[str, Any], model: Model) -> Solution:
    state, bound = str(result["status"]), float(result["bound"]) + model.offset
    if state == "infeasible":
        return Solution(status=Status.INFEASIBLE)
    bound = bound if abs(bound) < SCIP_INFINITY else -INFINITY
    status = Status.OPTIMAL if state in ("optimal", "gaplimit") else Status.STOPPED
    values = np.asarray(result["values"], dtype=float)
    if not len(values):
        return Solution(status=Status.STOPPED, bound=bound)
    _, _, _, whole = model.arrays()
    values[whole] = np.round(values[whole])
    return Solution(
        status=status, values=values, cost=float(result["cost"]) + model.offset, bound=bound
    )
