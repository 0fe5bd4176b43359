"""Linear and integer programs over sparse rows: the one file that knows a solver.

Variables are arrays of indices into one long vector x. A model is

    minimise    sum_j c_j x_j
    subject to  l_r <= sum_j a_rj x_j <= u_r          for every row r
                l_j <= x_j <= u_j,  x_j whole where asked.

A search ends on its gap or its number of nodes, on one thread, so that the same model gives the same
plan. A time limit or a stop asked for cuts it short and is marked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray

from junheng.planning.watch import Watch

Indices = NDArray[np.int64]
Numbers = NDArray[np.float64]
INFINITY = math.inf


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"  # within the gap asked for
    STOPPED = "stopped"  # by the watch or the limit of nodes; values may be missing
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The best values found, their cost and the bound that no solution can beat.

    ``values`` is ``None`` where none was found. Whole variables are exactly whole. ``reduced`` are the
    reduced costs of a linear program that was solved.
    """

    status: Status
    values: Numbers | None = None
    cost: float = INFINITY
    bound: float = -INFINITY
    reduced: Numbers | None = None

    @property
    def gap(self) -> float:
        """How far the cost may be from the best possible, as a share of the cost."""
        if not math.isfinite(self.cost) or not math.isfinite(self.bound):
            return INFINITY
        apart = max(0.0, self.cost - self.bound)
        return 0.0 if apart <= 1e-9 else apart / max(abs(self.cost), 1e-9)

    def of(self, variables: Indices) -> Numbers:
        """The values of ``variables``. Raises ``ValueError`` where there are none."""
        if self.values is None:
            raise ValueError("no solution was found")
        return self.values[variables]


class Model:
    """A program under construction."""

    def __init__(self) -> None:
        self._lower: list[Numbers] = []
        self._upper: list[Numbers] = []
        self._cost: list[Numbers] = []
        self._whole: list[NDArray[np.bool_]] = []
        self._count = 0
        self._rows: list[tuple[Indices, Numbers]] = []
        self._row_lower: list[float] = []
        self._row_upper: list[float] = []
        self.offset = 0.0

    @property
    def variables(self) -> int:
        """How many variables there are."""
        return self._count

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def add(
        self,
        count: int,
        *,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = INFINITY,
        cost: ArrayLike = 0.0,
        whole: bool = False,
    ) -> Indices:
        """New variables; returns their indices. Bounds and costs are one number or one each."""
        for kept, given in ((self._lower, lower), (self._upper, upper), (self._cost, cost)):
            kept.append(np.broadcast_to(np.asarray(given, dtype=float), (count,)).copy())
        self._whole.append(np.full(count, whole))
        first, self._count = self._count, self._count + count
        return np.arange(first, self._count, dtype=np.int64)

    def row(
        self,
        variables: ArrayLike,
        factors: ArrayLike = 1.0,
        *,
        lower: float = -INFINITY,
        upper: float = INFINITY,
    ) -> int:
        """A new row: ``lower <= sum of factors x variables <= upper``; returns its number.

        A variable named twice counts twice. Factors are one number or one each.
        """
        columns = np.asarray(variables, dtype=np.int64).ravel()
        weights = np.broadcast_to(np.asarray(factors, dtype=float), columns.shape).astype(float)
        self._rows.append((columns, weights))
        self._row_lower.append(float(lower))
        self._row_upper.append(float(upper))
        return len(self._rows) - 1

    def costs(self, variables: Indices, cost: ArrayLike) -> None:
        """Set the cost of ``variables`` anew."""
        joined = _joined(self._cost)
        joined[variables] = cost
        self._cost = [joined]

    def bounds(
        self, variables: Indices, *, lower: ArrayLike | None = None, upper: ArrayLike | None = None
    ) -> None:
        """Set bounds of ``variables`` anew."""
        for name, given in (("_lower", lower), ("_upper", upper)):
            if given is not None:
                joined = _joined(getattr(self, name))
                joined[variables] = given
                setattr(self, name, [joined])

    def arrays(self) -> tuple[Numbers, Numbers, Numbers, NDArray[np.bool_]]:
        """Lower bounds, upper bounds, costs, and which variables are whole."""
        whole = np.concatenate(self._whole) if self._whole else np.zeros(0, dtype=bool)
        return _joined(self._lower), _joined(self._upper), _joined(self._cost), whole

    def sparse(self) -> tuple[Indices, Indices, Numbers]:
        """The rows one after the other: where each begins, the variables, the factors."""
        sizes = [len(columns) for columns, _ in self._rows]
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        columns = [each for each, _ in self._rows]
        factors = [each for _, each in self._rows]
        return (
            starts,
            np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64),
            _joined(factors),
        )

    def row_bounds(self) -> tuple[Numbers, Numbers]:
        """Lower and upper bounds of the rows."""
        return np.asarray(self._row_lower), np.asarray(self._row_upper)


def _joined(pieces: Sequence[Numbers]) -> Numbers:
    return np.concatenate(pieces) if pieces else np.zeros(0)


def solve(
    model: Model,
    *,
    gap: float = 1e-3,
    nodes: int | None = None,
    watch: Watch | None = None,
    phase: str = "求解",
    start: Numbers | None = None,
    relaxed: bool = False,
) -> Solution:
    """The cheapest solution to within ``gap`` (a share of the cost), by HiGHS.

    ``start`` is a solution to begin from. ``relaxed`` lets whole variables be fractions.
    """
    following = watch or Watch()
    solver = loaded(model, relaxed=relaxed)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_abs_gap", 1e-6)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    _, _, _, whole = model.arrays()
    if whole.any() and not whole.all() and not relaxed:
        # HiGHS 1.14.0 fixes whole and continuous columns of one row together and so loses the best
        # solution, calling another optimal (ERGO-Code/HiGHS pull request 3050).
        solver.setOptionValue("presolve", "off")
    searching = bool(whole.any()) and not relaxed
    if start is not None and searching:
        begun = highspy.HighsSolution()
        begun.col_value = [float(value) for value in start]
        solver.setSolution(begun)
    _follow(solver, following, phase)
    solver.run()
    return _read(solver, model, searching=searching)


def loaded(model: Model, *, relaxed: bool) -> Any:
    """HiGHS with the model in it, quiet and repeatable. Raises ``ValueError`` where it is not well formed."""
    lower, upper, cost, whole = model.arrays()
    starts, columns, factors = model.sparse()
    row_lower, row_upper = model.row_bounds()
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = model.variables, model.rows
    program.offset_ = model.offset
    program.col_cost_, program.col_lower_, program.col_upper_ = cost, lower, upper
    program.row_lower_, program.row_upper_ = row_lower, row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = columns.astype(np.int32)
    program.a_matrix_.value_ = factors
    if not relaxed and whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(each)] for each in whole]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    if solver.passModel(program) == highspy.HighsStatus.kError:
        raise ValueError("the model is not well formed")
    return solver


def _follow(solver: Any, watch: Watch, phase: str) -> None:
    """Tell the watch how far the search is, and end it where the watch says so."""
    if watch.left is not None:
        solver.setOptionValue("time_limit", max(watch.left, 0.01))

    def look(event: Any) -> None:
        out = event.data_out
        best, bound = out.mip_primal_bound, out.mip_dual_bound
        watch.tell(
            phase,
            best if math.isfinite(best) else None,
            bound if math.isfinite(bound) else None,
        )
        if watch.over():
            event.interrupt()

    def look_briefly(event: Any) -> None:
        if watch.over():
            event.interrupt()

    solver.cbMipInterrupt.subscribe(look)
    solver.cbSimplexInterrupt.subscribe(look_briefly)
    solver.cbIpmInterrupt.subscribe(look_briefly)


def _read(solver: Any, model: Model, *, searching: bool) -> Solution:
    state, info = solver.getModelStatus(), solver.getInfo()
    known = highspy.HighsModelStatus
    if state in (known.kInfeasible, known.kUnboundedOrInfeasible):
        return Solution(status=Status.INFEASIBLE)
    if state == known.kUnbounded:
        return Solution(status=Status.UNBOUNDED)
    status = Status.OPTIMAL if state in (known.kOptimal, known.kModelEmpty) else Status.STOPPED
    values: Numbers | None = None
    if status is Status.OPTIMAL or info.primal_solution_status == 2:
        values = np.asarray(solver.getSolution().col_value, dtype=float)
        _, _, _, whole = model.arrays()
        if searching:
            values[whole] = np.round(values[whole])
    cost = float(info.objective_function_value) if values is not None else INFINITY
    proven = cost if status is Status.OPTIMAL else -INFINITY
    bound = float(info.mip_dual_bound) if searching else proven
    reduced = None
    if status is Status.OPTIMAL and not searching:
        reduced = np.asarray(solver.getSolution().col_dual, dtype=float)
    return Solution(status=status, values=values, cost=cost, bound=bound, reduced=reduced)
