"""Cheapest flows through a network, in whole numbers: a thin function over arrays.

    minimise    sum_a c_a f_a
    subject to  0 <= f_a <= u_a for every arc a, flow in = flow out at every node but source and sink,
                as much as possible from source to sink.

A flow is always as large as can be, and among those the cheapest. Whether it is as large as wanted
is for the caller to look at: "optimal" says nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from ortools.graph.python import min_cost_flow

Whole = NDArray[np.int64]
_DEAREST = 1 << 50
"""Costs, and what all nodes together could add up to, stay far from the end of 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The flow on every arc, how much of it arrives, and what it costs."""

    flows: Whole
    amount: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Arcs as four arrays of equal length: from, to (nodes from 0), most, cost of each unit."""

    tails: Whole
    heads: Whole
    most: Whole
    costs: Whole


def network(tails: ArrayLike, heads: ArrayLike, most: ArrayLike, costs: ArrayLike) -> Network:
    """A network of these arcs; one number stands for as many as there are tails."""
    begin = np.asarray(tails, dtype=np.int64).ravel()
    others = (
        np.broadcast_to(np.asarray(each, dtype=np.int64), begin.shape)
        for each in (heads, most, costs)
    )
    end, capacity, cost = (np.ascontiguousarray(each) for each in others)
    return Network(tails=begin, heads=end, most=capacity, costs=cost)


def largest_cheapest(net: Network, *, source: int, sink: int) -> Flow:
    """The largest flow from ``source`` to ``sink``, and of those the cheapest.

    Raises ``ValueError`` for arcs with a negative limit or cost, or costs beyond what whole numbers
    hold, and where the solver gives up.
    """
    if not len(net.tails):
        return Flow(flows=np.zeros(0, dtype=np.int64), amount=0, cost=0)
    nodes = int(max(net.tails.max(), net.heads.max(), source, sink)) + 1
    if net.most.min() < 0 or net.costs.min() < 0:
        raise ValueError("limits and costs of arcs are not negative")
    if int(net.costs.max()) * nodes > _DEAREST:
        raise ValueError("costs are too large for whole numbers")
    leaving = int(net.most[net.tails == source].sum())
    arriving = int(net.most[net.heads == sink].sum())
    wanted = min(leaving, arriving)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(net.tails, net.heads, net.most, net.costs)
    solver.set_node_supply(source, wanted)
    solver.set_node_supply(sink, -wanted)
    if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
        raise ValueError("the flow could not be computed")
    flows = np.asarray(solver.flows(arcs), dtype=np.int64)
    amount = int(flows[net.heads == sink].sum()) - int(flows[net.tails == sink].sum())
    return Flow(flows=flows, amount=amount, cost=int(flows @ net.costs))
