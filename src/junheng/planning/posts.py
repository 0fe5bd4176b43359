"""Posts of staff by rule, and the moves that bring the allotted posts to it (教职工编制).

Sets and data: public schools i of a county, their compulsory stages g with P_ig pupils, C_ig classes
and B_ig boarders; r_g pupils a post (19, 13.5), rho posts a class in small schools, beta boarders a
post; A_i posts allotted, F_i of them filled; T posts of the county, d_ij metres between schools.

(1) Due, exactly: e_ig = max(P_ig / r_g, rho C_ig) + B_ig / beta; the second term of the maximum in
    small schools alone (rural school or teaching point, fewer pupils than the limit), the last only
    where beta is named.
(2) Due, rounded school by school: n_i = sum_g ceil(max(ceil(P_ig / r_g), rho C_ig) + B_ig / beta).
    Rounded once for the county: N = ceil(sum_g e_g). Both are shown; they differ by up to a post a row.
(3) Target t_i. Enough posts (T >= sum n_i): t_i = n_i. Too few: T apportioned by e_i = sum_g e_ig,
    at least min(A_i, n_i) and at most n_i (:mod:`.apportion`): no school that is short gives a
    post away. Where T does not reach even that, all bear the shortage in proportion.
(4) Moves x_ij >= 0, whole: school i gives at most max(0, A_i - t_i), school j takes max(0, t_j - A_j).
    T - sum A_i posts not yet allotted (or, below 0, to be handed in) are a place of their own.
(5) Posts that nobody holds, A_i - F_i, move first. Of all ways to move enough: the fewest posts with
    a person, then the fewest metres those persons are moved (min-cost flow).

Source of the rule: P.establishment in the rule book; what it leaves open, ``posts_rules.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from junheng.census.records import StageRow
from junheng.errors import UserError
from junheng.model import AreaClass, SchoolType, Stage
from junheng.planning.apportion import Apportionment, Method, apportion, units
from junheng.planning.great_circle import metres
from junheng.planning.inputs.posts import Posts, PostsInputs
from junheng.planning.posts_rules import PostsRule
from junheng.planning.solver_flow import Whole, largest_cheapest, network

POOL = -1
"""In a move: the posts of the county that no school has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """``posts`` from one school to another (places in the list of schools, or :data:`POOL`), of which
    ``vacant`` have nobody in them. ``metres`` is ``None`` where a place has no coordinates.
    """

    giver: int
    taker: int
    posts: int
    vacant: int
    metres: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsPlan:
    """Everything the model finds; lists follow the schools of the inputs.

    ``exact`` (1) and ``rounded`` (2) by school; ``stage_exact`` and ``stage_rounded`` by stage;
    ``total`` is T; ``shared`` the apportionment of (3), ``None`` where there are enough posts.
    """

    exact: tuple[Fraction, ...]
    rounded: tuple[int, ...]
    stage_exact: dict[Stage, Fraction]
    stage_rounded: dict[Stage, int]
    total: int
    target: tuple[int, ...]
    shared: Apportionment | None
    moves: tuple[Move, ...]
    after: tuple[int, ...]


def is_small(posts: Posts, rule: PostsRule) -> bool:
    """Whether the school is counted by classes too (1)."""
    school = posts.school
    rural = school.area_class is AreaClass.RURAL or school.type is SchoolType.TEACHING_POINT
    return rural and posts.pupils < rule.below_pupils


def due(posts: Posts, row: StageRow, rule: PostsRule) -> tuple[Fraction, int]:
    """Posts due to one stage of a school: exactly (1), and rounded (2).

    Raises :class:`UserError` where classes or boarders are needed and missing.
    """
    by_pupils = row.pupils / rule.pupils_per_post[row.stage]
    base, rounded = by_pupils, Fraction(ceil(by_pupils))
    if rule.per_class is not None and is_small(posts, rule) and row.pupils:
        by_class = rule.per_class * _known(posts, row.classes, "班级数")
        base, rounded = max(base, by_class), max(rounded, by_class)
    extra = Fraction(0)
    if rule.boarders_per_post is not None and (posts.school.boarding or row.boarders):
        extra = _known(posts, row.boarders, "寄宿生数") / rule.boarders_per_post
    return base + extra, ceil(rounded + extra)


def _known(posts: Posts, value: int | None, header: str) -> int:
    if value is None:
        raise UserError(
            f"{posts.school.name}（{posts.school.school_code}）缺“{header}”，算不出应有编制",
            remedy=f"在“学段”表里填这所学校的{header}",
        )
    return value


def plan(
    inputs: PostsInputs, rule: PostsRule, *, total: int | None = None, method: Method
) -> PostsPlan:
    """Posts by rule, targets and moves. ``total`` is T; ``None`` takes what is allotted now.

    Raises :class:`UserError` for missing figures.
    """
    exact, rounded = [], []
    stage_exact: dict[Stage, Fraction] = {}
    stage_rounded: dict[Stage, int] = {}
    for posts in inputs.schools:
        found = [(row.stage, *due(posts, row, rule)) for row in posts.stages]
        exact.append(sum((each for _, each, _ in found), Fraction(0)))
        rounded.append(sum(each for _, _, each in found))
        for stage, one, other in found:
            stage_exact[stage] = stage_exact.get(stage, Fraction(0)) + one
            stage_rounded[stage] = stage_rounded.get(stage, 0) + other
    allotted = [posts.allotted for posts in inputs.schools]
    have = sum(allotted) if total is None else total
    shared = None
    target = tuple(rounded)
    if have < sum(rounded):
        least = [min(n, a) for n, a in zip(rounded, allotted, strict=True)]
        kept = least if sum(least) <= have else 0
        shared = apportion(have, units(exact, least=kept, most=rounded), method)
        target = shared.seats
    moves = repair(inputs, target, have - sum(allotted))
    after = list(allotted)
    for move in moves:
        for place, change in ((move.giver, -move.posts), (move.taker, move.posts)):
            if place != POOL:
                after[place] += change
    return PostsPlan(
        exact=tuple(exact),
        rounded=tuple(rounded),
        stage_exact=stage_exact,
        stage_rounded=stage_rounded,
        total=have,
        target=target,
        shared=shared,
        moves=moves,
        after=tuple(after),
    )


def repair(inputs: PostsInputs, target: tuple[int, ...], spare: int) -> tuple[Move, ...]:
    """The moves (4) and (5). ``spare`` posts of the county are not allotted yet; below 0: too many are."""
    surplus = [posts.allotted - due_ for posts, due_ in zip(inputs.schools, target, strict=True)]
    givers = [i for i, extra in enumerate(surplus) if extra > 0]
    takers = [i for i, extra in enumerate(surplus) if extra < 0]
    vacant = [_vacant(inputs.schools[i], surplus[i]) for i in givers]
    most_given = [surplus[i] for i in givers]
    taken = [-surplus[i] for i in takers]
    if spare > 0:
        givers, vacant, most_given = [*givers, POOL], [*vacant, spare], [*most_given, spare]
    if spare < 0:
        takers, taken = [*takers, POOL], [*taken, -spare]
    if not givers or not takers:
        return ()
    far = distances(inputs, givers, takers)
    flows = _flows(np.array(vacant), np.array(most_given), np.array(taken), far)
    return tuple(
        Move(
            giver=givers[g],
            taker=takers[t],
            posts=int(flows[:, g, t].sum()),
            vacant=int(flows[0, g, t]),
            metres=int(far[g, t]) if far[g, t] >= 0 else None,
        )
        for g in range(len(givers))
        for t in range(len(takers))
        if flows[:, g, t].sum()
    )


def _vacant(posts: Posts, surplus: int) -> int:
    """How many of the posts a school gives have nobody in them."""
    if posts.staff is None:
        return 0
    return max(0, min(surplus, posts.allotted - posts.staff))


def distances(inputs: PostsInputs, givers: list[int], takers: list[int]) -> NDArray[np.int64]:
    """Metres by road, -1 where unknown, with the county's own place nowhere."""
    places = []
    for wanted in (givers, takers):
        schools = [inputs.schools[i].school if i != POOL else None for i in wanted]
        places.append(
            np.array(
                [
                    (float(each.lon), float(each.lat))
                    if each is not None and each.lon is not None and each.lat is not None
                    else (np.nan, np.nan)
                    for each in schools
                ]
            )
        )
    one, other = places
    known = np.isfinite(one[:, 0])[:, None] & np.isfinite(other[:, 0])[None, :]
    one, other = np.nan_to_num(one), np.nan_to_num(other)
    return np.where(known, metres(one[:, 0], one[:, 1], other[:, 0], other[:, 1]), -1)


def _flows(vacant: Whole, most: Whole, taken: Whole, far: Whole) -> Whole:
    """Posts moved ``[kind, giver, taker]``: kind 0 without, 1 with a person in them.

    A person weighs more than all metres together, so the fewest persons come first.
    """
    givers, takers = far.shape
    cost = np.where(far >= 0, far, max(0, int(far.max())))
    person = int(cost.max()) * int(most.sum()) + 1
    # Nodes: source 0, sink 1, then givers without and with a person, then takers.
    first = 2
    second = first + 2 * givers
    pairs = np.arange(2 * givers * takers)
    kind_giver, taker = pairs // takers, pairs % takers
    manned = np.concatenate([np.zeros(givers * takers), np.ones(givers * takers)]).astype(np.int64)
    found = largest_cheapest(
        network(
            np.concatenate([np.zeros(2 * givers), first + kind_giver, second + np.arange(takers)]),
            np.concatenate([first + np.arange(2 * givers), second + taker, np.ones(takers)]),
            np.concatenate([vacant, most - vacant, np.full(len(pairs), int(most.sum())), taken]),
            np.concatenate(
                [
                    np.zeros(2 * givers),
                    manned * (person + np.tile(cost.ravel(), 2)),
                    np.zeros(takers),
                ]
            ),
        ),
        source=0,
        sink=1,
    )
    flows = found.flows[2 * givers : 2 * givers + len(pairs)]
    return flows.reshape(2, givers, takers)
