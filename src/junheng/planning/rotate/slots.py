"""Persons to posts that are given: a cheapest flow.

Sets and data as in :mod:`.situation`; posts j at row r(j) with c_j places, for a subject or any, for
backbone teachers alone or any. Arcs (k, j): class k teaches the subject, is backbone where that is
asked, and may go there (d_k,r(j) >= 0).

    x_kj  persons of class k to post j, whole;  z_p  1 where person p moves

    minimise    sum_kj d_k,r(j) x_kj + sum_p f_p z_p                    after as many as possible move
    (1) sum_j x_kj = sum over p in k of z_p
    (2) sum_k x_kj <= c_j
    (3) leavers of a row <= its limit (`most_out`)
    (4) leavers of a subject at a row <= teachers of it less those it must keep
    (5) backbone teachers who move >= share of clause 7.11 of all who move (or of all eligible ones)

(1)-(4) are a network: source -> row -> row and subject -> person -> class -> post -> sink. (5) is not:
it is priced. With a price L on every other teacher, the higher L the more backbone teachers move. The
cost of such a flow, with L for each backbone teacher lacking to (5) and less L for each beyond it, is a
bound that no plan can beat. Without a price, or where (5) holds to the person, the plan is the best.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from junheng.planning.inputs.rotate import Post
from junheng.planning.rotate.situation import Situation, Transfer
from junheng.planning.solver_flow import Flow, Network, Whole, largest_cheapest, network
from junheng.planning.watch import Watch

ENOUGH = 1000
"""A plan within a thousandth of the bound is not searched further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Who goes where. ``cost`` and ``bound`` in metres, waiting included; ``left[j]`` places of post j
    that nobody could take.
    """

    transfers: tuple[Transfer, ...]
    cost: int
    bound: int
    left: tuple[int, ...]


@dataclass(frozen=True)
class _Layers:
    """The network as arrays. Nodes: source 0, sink 1, rows, rows and subjects, classes, posts.

    Persons are arcs from their row and subject to their class.
    """

    where: Situation
    posts: tuple[Post, ...]

    @cached_property
    def subjects(self) -> dict[tuple[int, str], int]:
        """Every row and subject of a movable person."""
        found = dict.fromkeys((group.row, group.subject) for group in self.where.groups)
        return {key: place for place, key in enumerate(found)}

    @cached_property
    def pairs(self) -> tuple[Whole, Whole, Whole]:
        """The arcs (k, j): class, post, metres."""
        where = self.where
        if not self.posts or not where.groups:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing, nothing
        at = np.array([where.row_of[post.at] for post in self.posts])
        far = where.travel[:, at]
        subject = np.array([group.subject for group in where.groups])
        wanted = np.array([post.subject or "" for post in self.posts])
        backbone = np.array([group.backbone for group in where.groups])
        only = np.array([post.backbone_only for post in self.posts])
        fits = (
            (far >= 0)
            & ((wanted[None, :] == "") | (subject[:, None] == wanted[None, :]))
            & (backbone[:, None] | ~only[None, :])
        )
        classes, posts = np.nonzero(fits)
        return classes.astype(np.int64), posts.astype(np.int64), far[classes, posts]

    @cached_property
    def free_of_price(self) -> tuple[Network, Whole]:
        """The network, and 1 for each arc of a person who is no backbone teacher."""
        where = self.where
        rows, subjects = len(where.rows), len(self.subjects)
        first_subject = 2 + rows
        first_class = first_subject + subjects
        first_post = first_class + len(where.groups)
        classes, posts, far = self.pairs
        members = [(k, p) for k, group in enumerate(where.groups) for p in group.persons]
        subject_of = [self.subjects[group.row, group.subject] for group in where.groups]
        spare = [where.taught[key] - where.least_taught(*key) for key in self.subjects]
        columns = (
            # from, to, most, cost, no backbone teacher
            (np.zeros(rows), 2 + np.arange(rows), where.most_leavers, 0, 0),
            (
                [2 + row for row, _ in self.subjects],
                first_subject + np.arange(subjects),
                spare,
                0,
                0,
            ),
            (
                [first_subject + subject_of[k] for k, _ in members],
                [first_class + k for k, _ in members],
                1,
                [where.late(p) for _, p in members],
                [not where.groups[k].backbone for k, _ in members],
            ),
            (first_class + classes, first_post + posts, len(members), far, 0),
            (
                first_post + np.arange(len(self.posts)),
                np.ones(len(self.posts)),
                [post.places for post in self.posts],
                0,
                0,
            ),
        )
        tails, heads, most, costs, others = (
            np.concatenate(
                [
                    np.broadcast_to(np.asarray(each[i], dtype=np.int64), len(each[0]))
                    for each in columns
                ]
            )
            for i in range(5)
        )
        return network(tails, heads, most, costs), others

    def flow(self, price: int, scale: int) -> Flow:
        """The largest flow, the cheapest with ``price`` on everybody who is no backbone teacher. With a
        ``scale`` above 1 costs are so many times as large, and everybody has a place in a line, which
        costs less than a metre: then equals leave one by one as the price rises.
        """
        net, others = self.free_of_price
        line = np.cumsum(others) * others if scale > 1 else 0
        return largest_cheapest(
            replace(net, costs=net.costs * scale + line + price * others), source=0, sink=1
        )

    def transfers(self, flow: Flow) -> tuple[Transfer, ...]:
        """Who goes where: in each class those who waited longest, the nearest post first."""
        where = self.where
        begin = len(where.rows) + len(self.subjects) + len(where.movable)
        classes, posts, far = self.pairs
        moved = flow.flows[begin : begin + len(classes)]
        free = {k: iter(group.persons) for k, group in enumerate(where.groups)}
        found = []
        for arc in np.nonzero(moved)[0]:
            for _ in range(int(moved[arc])):
                person = next(free[int(classes[arc])])
                row = where.row_of[self.posts[int(posts[arc])].at]
                found.append(Transfer(person=person, row=row, metres=int(far[arc])))
        return tuple(found)

    def left(self, flow: Flow) -> tuple[int, ...]:
        """Places of every post that stay free."""
        if not len(flow.flows):
            return tuple(post.places for post in self.posts)
        taken = flow.flows[len(flow.flows) - len(self.posts) :]
        return tuple(
            post.places - int(count) for post, count in zip(self.posts, taken, strict=True)
        )


def place(where: Situation, posts: tuple[Post, ...], watch: Watch) -> Placed:
    """As many persons as can be into the posts, the cheapest way that keeps (5) where it can be kept."""
    layers = _Layers(where, posts)
    if not posts or not where.groups:
        return Placed(transfers=(), cost=0, bound=0, left=tuple(post.places for post in posts))
    plan = _Plan.of(layers, 0)
    bound = plan.cost
    needed = where.backbone_needed(plan.flow.amount)
    if plan.backbone < needed:
        plan, bound = _priced(where, layers, plan, watch)
    return Placed(
        transfers=layers.transfers(plan.flow),
        cost=plan.cost,
        bound=min(bound, plan.cost),
        left=layers.left(plan.flow),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A flow with its own cost (without prices) and its backbone teachers."""

    flow: Flow
    cost: int
    backbone: int
    level: int

    @classmethod
    def of(cls, layers: _Layers, price: int, scale: int = 1) -> _Plan:
        """The cheapest flow at that price; ``level`` is its cost as scaled, without the price."""
        net, free = layers.free_of_price
        flow = layers.flow(price, scale)
        others = int(flow.flows @ free)
        return cls(
            flow=flow,
            cost=int(flow.flows @ net.costs),
            backbone=flow.amount - others,
            level=flow.cost - price * others,
        )


def _priced(where: Situation, layers: _Layers, low: _Plan, watch: Watch) -> tuple[_Plan, int]:
    """A plan that satisfies (5), and the bound; the plan with the most backbone teachers where none
    does. Where many cost the same, a rise of the price moves them all at once: then they are put in line.
    """
    highest = int(where.travel.max(initial=0)) + max(map(where.late, where.movable), default=0) + 1
    high = _Plan.of(layers, highest * 4)
    needed = where.backbone_needed(low.flow.amount)
    if high.backbone < needed:
        return high, low.cost
    low, high, bound = _closed(layers, low, high, needed, watch, scale=1)
    if high.cost - bound <= high.cost // ENOUGH or watch.over():
        return high, bound
    scale = len(where.movable) + 1
    first, last = _Plan.of(layers, 0, scale), _Plan.of(layers, highest * 4 * scale, scale)
    if first.backbone >= needed:
        return min(high, first, key=lambda each: each.cost), bound
    _, finer, _ = _closed(layers, first, last, needed, watch, scale=scale)
    return min(high, finer, key=lambda each: each.cost), bound


def _closed(
    layers: _Layers, low: _Plan, high: _Plan, needed: int, watch: Watch, *, scale: int
) -> tuple[_Plan, _Plan, int]:
    """The two plans brought together: the next price is that at which both cost the same. Also the best
    bound on the way (as scaled).
    """
    bound = low.level
    while not watch.over():
        price = -(-(high.level - low.level) // (high.backbone - low.backbone))
        plan = _Plan.of(layers, price, scale)
        bound = max(bound, plan.level + price * (needed - plan.backbone))
        if plan.backbone >= needed and plan.level < high.level:
            high = plan
        elif low.backbone < plan.backbone < needed:
            low = plan
        else:
            break
    return low, high, bound


def candidates(where: Situation, post: Post) -> dict[str, int]:
    """How many movable persons are left of those for a post, condition by condition."""
    row = where.row_of[post.at]
    counts: Counter[str] = Counter()
    for k, group in enumerate(where.groups):
        if where.keys[group.row][1] is not post.at[1]:
            continue
        counts["stage"] += len(group.persons)
        if post.subject is not None and group.subject != post.subject:
            continue
        counts["subject"] += len(group.persons)
        if post.backbone_only and not group.backbone:
            continue
        counts["backbone"] += len(group.persons)
        if where.travel[k, row] >= 0:
            counts["reach"] += len(group.persons)
    return {name: counts[name] for name in ("stage", "subject", "backbone", "reach")}
