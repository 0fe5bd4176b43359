"""Whether the exchanges of a plan can be made, teacher by teacher.

Sets and data: rows i of public schools; types e; out_ie, into_ie who moves in the year; L_i who may
still leave (those eligible less all who move in any year); C_ie teachers of the type that a row has.
Variables, whole: x_ie teachers of row i exchanged like for like.

    (1)  sum x = W;  sum of the backbone types = V
    (2)  sum_e x_ie <= L_i;  x_ie <= C_ie
    (3)  out_ie + into_ie + 2 x_ie <= sum_j (out_je + x_je) for every stage and type

(3) is Hall's condition: those who leave can then be given places so that nobody comes back to the row
that he or she left.
"""

from __future__ import annotations

import numpy as np

from junheng.model import Stage
from junheng.planning.comply.model import OF_AXIS
from junheng.planning.comply.schedule import Schedule
from junheng.planning.comply.situation import AXES, Situation
from junheng.planning.inputs.comply import TYPES
from junheng.planning.solver import Model, solve
from junheng.planning.watch import Watch


def can_be_made(situation: Situation, schedule: Schedule, year: int) -> bool:
    """Whether the exchanges of a year (0 is the first) can be made."""
    wanted, backbone = int(schedule.swaps[year]), int(schedule.backbone_swaps[year])
    if not wanted and not schedule.out[year].any():
        return True
    model, rows = Model(), len(situation.places)
    public = np.array([place.public for place in situation.places])
    now = np.array(situation.mix, dtype=np.int64).reshape(rows, len(TYPES))
    held = np.maximum(now, now + schedule.change(year)) * public[:, None]
    x = model.add(held.size, upper=held.ravel(), whole=True).reshape(held.shape)
    model.row(x.ravel(), lower=wanted, upper=wanted)
    kinds = list(OF_AXIS[AXES["backbone"]])
    model.row(x[:, kinds].ravel(), lower=backbone, upper=backbone)
    left = np.array(situation.eligible) - schedule.out.sum(axis=(0, 2))
    for i in np.flatnonzero(public):
        model.row(x[i], upper=float(left[i]))
    for stage in Stage:
        there = [
            i for i, place in enumerate(situation.places) if place.stage is stage and public[i]
        ]
        for e in range(len(TYPES)):
            _elsewhere(model, x, schedule, (year, there, e))
    # The objective is 0: any solution will do.
    return solve(model, watch=Watch()).values is not None


def _elsewhere(
    model: Model,
    x: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    schedule: Schedule,
    at: tuple[int, list[int], int],
) -> None:
    """(3) for the rows of a stage and one type."""
    year, there, e = at
    whole = model.add(1)[0]
    signs = [1.0, *[-1.0] * len(there)]
    model.row([whole, *x[there, e]], signs, lower=0.0, upper=0.0)
    leaving = int(schedule.out[year, there, e].sum())
    for i in there:
        moving = int(schedule.out[year, i, e] + schedule.into[year, i, e])
        model.row([x[i, e], whole], [2.0, -1.0], upper=float(leaving - moving))
