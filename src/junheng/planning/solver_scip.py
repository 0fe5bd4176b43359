"""SCIP in a process of its own: programs with cones, solved by ``python -m`` on arrays in a folder.

A SCIP that aborts ends its process, and not the program that asked. The folder holds ``model.npz``
when the process begins and ``result.npz`` when it has ended well; ``progress`` holds the best cost and
the bound while it works; a file ``stop`` ends the search with the best so far. Arrays only, no pickles.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyscipopt
from numpy.typing import NDArray
from pyscipopt.scip import PY_SCIP_EVENTTYPE, Eventhdlr

MODEL, RESULT, PROGRESS, STOP = "model.npz", "result.npz", "progress", "stop"
_SEEN = PY_SCIP_EVENTTYPE.NODESOLVED | PY_SCIP_EVENTTYPE.BESTSOLFOUND | PY_SCIP_EVENTTYPE.LPSOLVED
Arrays = dict[str, NDArray[Any]]


class _Follower(Eventhdlr):
    """Writes how far the search is; ends it where a file asks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = ""

    def eventinit(self) -> None:
        """Ask to be called."""
        self.model.catchEvent(_SEEN, self)

    def eventexit(self) -> None:
        """Ask not to be called any more."""
        self.model.dropEvent(_SEEN, self)

    def eventexec(self, _event: Any) -> None:
        """Called while the search goes on."""
        if (self.folder / STOP).exists():
            self.model.interruptSolve()
        text = f"{self.model.getPrimalbound()!r} {self.model.getDualbound()!r}"
        if text != self.told:
            self.told = text
            (self.folder / PROGRESS).write_text(text)


def solve_in(folder: Path) -> None:
    """Solve the model of ``folder`` and write its result there."""
    with np.load(folder / MODEL, allow_pickle=False) as given:
        arrays = dict(given)
    model = pyscipopt.Model()
    model.hideOutput()
    # The heuristics that call a nonlinear solver have been seen to abort the process.
    for name, value in (
        ("nlp/disable", True),
        ("limits/gap", float(arrays["gap"])),
        ("limits/nodes", int(arrays["nodes"])),
        ("randomization/randomseedshift", 0),
    ):
        model.setParam(name, value)
    if float(arrays["seconds"]) >= 0:
        model.setParam("limits/time", float(arrays["seconds"]))
    variables = _variables(model, arrays)
    _rows(model, variables, arrays)
    _cones(model, variables, arrays)
    follower = _Follower(folder)
    model.includeEventhdlr(follower, "follower", "writes how far the search is")
    model.optimize()
    _write(model, variables, folder)


def _variables(model: Any, arrays: Arrays) -> list[Any]:
    found = []
    for lower, upper, cost, whole in zip(
        arrays["lower"], arrays["upper"], arrays["cost"], arrays["whole"], strict=True
    ):
        found.append(
            model.addVar(
                vtype="I" if whole else "C",
                lb=float(lower) if np.isfinite(lower) else None,
                ub=float(upper) if np.isfinite(upper) else None,
                obj=float(cost),
            )
        )
    return found


def _rows(model: Any, variables: list[Any], arrays: Arrays) -> None:
    starts, columns, factors = arrays["starts"], arrays["columns"], arrays["factors"]
    for row, (lower, upper) in enumerate(
        zip(arrays["row_lower"], arrays["row_upper"], strict=True)
    ):
        span = slice(starts[row], starts[row + 1])
        terms = zip(factors[span], columns[span], strict=True)
        left = pyscipopt.quicksum(float(factor) * variables[column] for factor, column in terms)
        if lower == upper:
            model.addCons(left == float(lower))
            continue
        if np.isfinite(lower):
            model.addCons(left >= float(lower))
        if np.isfinite(upper):
            model.addCons(left <= float(upper))


def _cones(model: Any, variables: list[Any], arrays: Arrays) -> None:
    begins, members, scales = arrays["cone_starts"], arrays["cone_columns"], arrays["cone_scales"]
    for cone, whole in enumerate(arrays["cone_wholes"]):
        span = slice(begins[cone], begins[cone + 1])
        squares = pyscipopt.quicksum(
            float(scale) ** 2 * variables[column] * variables[column]
            for scale, column in zip(scales[span], members[span], strict=True)
        )
        model.addCons(squares <= variables[whole] * variables[whole])


def _write(model: Any, variables: list[Any], folder: Path) -> None:
    known = model.getNSols() > 0
    values = [model.getVal(each) for each in variables] if known else []
    np.savez(
        folder / RESULT,
        status=np.array(model.getStatus()),
        values=np.array(values, dtype=float),
        cost=np.array(model.getObjVal() if known else np.inf),
        bound=np.array(model.getDualbound()),
    )


if __name__ == "__main__":
    solve_in(Path(sys.argv[1]))
