"""Places of good senior high schools, given to junior schools (优质高中招生名额分配到校).

Sets and data: junior schools j with n_j graduates and tilt r_j; senior schools s with p_s planned
places, share b of clause 7.14 (教督〔2017〕6号 article 7 (14)).

(1) Places given to schools: S_s as decided, or else ceil(b p_s); h = sum S_s.
(2) Weights: w_j = n_j (1 + r_j); r_j is the school's own, or that of its kind of place.
(3) Bounds: l_j = least of the school, or min(least of all, n_j); at most n_j: no school gets more
    places than it has graduates.
(4) a_j: h apportioned by w_j within l_j and n_j, by the method chosen (:mod:`.apportion`).
(5) Places by senior and junior school: x_sj is S_s a_j / h rounded down or up, with sum_j x_sj = S_s
    and sum_s x_sj = a_j. Such a table always exists; of all the one whose rounded-up cells have the
    largest remainders together (a flow through senior and junior schools).
(6) Ties and lots: without a public value, ties go to rural before town before urban schools, then to
    more graduates, then to the smaller code. With one, the order of ties and the lots are drawn
    by :mod:`.lots` from seed = H(commitment, public value); the commitment is a hash of all inputs
    and options and can be published before the value is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil

import numpy as np

from junheng.errors import UserError
from junheng.evaluation.results import ClauseResult
from junheng.model import AreaClass
from junheng.planning.apportion import Apportionment, Method, Units, apportion, units
from junheng.planning.clause_check import county_clause
from junheng.planning.inputs.quota import Junior, QuotaInputs, Senior
from junheng.planning.lots import Lots, seed_of
from junheng.planning.outcome import Reason
from junheng.planning.solver_flow import largest_cheapest, network
from junheng.standards import RuleSet

CLAUSE = "7.14"
_AREAS = (AreaClass.RURAL, AreaClass.TOWN, AreaClass.URBAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaOptions:
    """How to share. ``share`` of the planned places where a senior school names no number: ``None``
    takes the bound of clause 7.14. ``public_value``: a value nobody could know when the inputs were
    committed.
    """

    rules: RuleSet
    method: Method = Method.LARGEST_REMAINDER
    rural_tilt: Fraction = Fraction(0)
    town_tilt: Fraction = Fraction(0)
    least: int = 0
    share: Fraction | None = None
    public_value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """The places: ``result`` by junior school (4), ``table[j][s]`` by junior and senior school (5).

    ``given`` are the places of each senior school (1). ``clause`` is 7.14 by the reference evaluator.
    """

    given: tuple[int, ...]
    weights: tuple[Fraction, ...]
    among: Units
    result: Apportionment
    table: tuple[tuple[int, ...], ...]
    clause: ClauseResult
    commitment: str


def given_places(inputs: QuotaInputs, options: QuotaOptions) -> tuple[int, ...]:
    """The places each senior school gives to junior schools (1)."""
    share = options.rules[CLAUSE].figure() if options.share is None else options.share
    return tuple(
        ceil(senior.planned * share) if senior.allotted is None else senior.allotted
        for senior in inputs.seniors
    )


def tilt_of(junior: Junior, options: QuotaOptions) -> Fraction:
    """The tilt r_j of (2)."""
    if junior.tilt is not None:
        return junior.tilt
    by_area = {AreaClass.RURAL: options.rural_tilt, AreaClass.TOWN: options.town_tilt}
    return by_area.get(junior.area, Fraction(0))


def least_of(junior: Junior, options: QuotaOptions) -> int:
    """The least places l_j of (3)."""
    return min(options.least, junior.graduates) if junior.least is None else junior.least


def commitment(inputs: QuotaInputs, options: QuotaOptions) -> str:
    """The hash of everything the result rests on but the public value (6), in hexadecimal."""
    rural, town = options.rural_tilt, options.town_tilt
    lines = [
        f"method {options.method} rural {rural} town {town} least {options.least}",
        *(
            f"senior {senior.code} {senior.planned} {places}"
            for senior, places in zip(inputs.seniors, given_places(inputs, options), strict=True)
        ),
        *(
            f"junior {junior.code} {junior.area.value} {junior.graduates} "
            f"{tilt_of(junior, options)} {least_of(junior, options)}"
            for junior in inputs.juniors
        ),
    ]
    return sha256("\n".join(lines).encode()).hexdigest()


def impossible(inputs: QuotaInputs, options: QuotaOptions) -> tuple[Reason, ...]:
    """Why the places cannot be given within the bounds (3); empty where they can."""
    places = sum(given_places(inputs, options))
    least = sum(least_of(junior, options) for junior in inputs.juniors)
    graduates = sum(junior.graduates for junior in inputs.juniors)
    reasons = []
    if least > places:
        reasons.append(
            Reason(
                where="全县",
                what=f"各校最低名额合计 {least} 名，到校名额只有 {places} 名，多出 {least - places} 名",
                remedy="降低最低名额，或增加到校名额",
            )
        )
    if places > graduates:
        reasons.append(
            Reason(
                where="全县",
                what=f"到校名额 {places} 名，符合条件的毕业生只有 {graduates} 名，"
                f"多出 {places - graduates} 名",
                remedy="核对毕业生数，或减少到校名额",
            )
        )
    return tuple(reasons)


def allot(inputs: QuotaInputs, options: QuotaOptions) -> Allotment:
    """Share the places out. Check :func:`impossible` first.

    Raises ``ValueError`` where the bounds leave no way, :class:`UserError` for lots without a public
    value; it names the commitment to publish.
    """
    committed = commitment(inputs, options)
    if options.public_value is not None and not options.public_value.strip():
        raise UserError("公开数值是空的", remedy="照公布的样子填写，或不给公开数值")
    if options.method is Method.LOT and options.public_value is None:
        raise UserError(
            f"余数抽签要先公布数据，再等公开数值。本次数据和口径的承诺值是\n  {committed}",
            remedy="先公布承诺值，说好用哪个以后才产生的数（如某期彩票的开奖号码）；"
            "那个数产生以后，加 --public-value 再运行",
        )
    given = given_places(inputs, options)
    weights = tuple(j.graduates * (1 + tilt_of(j, options)) for j in inputs.juniors)
    lots = None
    if options.public_value is not None:
        lots = Lots(seed_of(committed, options.public_value))
    among = units(
        weights,
        least=[least_of(junior, options) for junior in inputs.juniors],
        most=[junior.graduates for junior in inputs.juniors],
        order=_order(inputs.juniors, lots),
    )
    result = apportion(sum(given), among, options.method, lots=lots)
    rural = _places_in(inputs.juniors, result.seats, AreaClass.RURAL)
    return Allotment(
        given=given,
        weights=weights,
        among=among,
        result=result,
        table=by_senior(given, result.seats),
        clause=county_clause(
            options.rules,
            CLAUSE,
            {
                "quota_planned": sum(senior.planned for senior in inputs.seniors),
                "quota_allotted": sum(result.seats),
                "quota_rural": rural,
            },
        ),
        commitment=committed,
    )


def _order(juniors: Sequence[Junior], lots: Lots | None) -> tuple[int, ...]:
    """The rank of each school where schools are equal (6)."""
    queue = sorted(
        range(len(juniors)),
        key=lambda j: (_AREAS.index(juniors[j].area), -juniors[j].graduates, juniors[j].code),
    )
    if lots is not None:
        queue = lots.shuffled(sorted(queue, key=lambda j: juniors[j].code))
    ranks = [0] * len(juniors)
    for rank, junior in enumerate(queue):
        ranks[junior] = rank
    return tuple(ranks)


def _places_in(juniors: Sequence[Junior], seats: Sequence[int], area: AreaClass) -> int:
    return sum(places for junior, places in zip(juniors, seats, strict=True) if junior.area is area)


def by_senior(given: Sequence[int], seats: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The table (5): ``[j][s]``. Both sums must be equal."""
    whole = sum(given)
    if not whole or len(given) == 1:
        return tuple(tuple(places if whole else 0 for _ in given) for places in seats)
    exact = np.outer(np.array(seats, dtype=np.int64), np.array(given, dtype=np.int64))
    table, rest = exact // whole, exact % whole
    junior, senior = np.nonzero(rest)
    left_senior = np.array(given) - table.sum(axis=0)
    left_junior = np.array(seats) - table.sum(axis=1)
    # Nodes: source 0, sink 1, then senior schools, then junior schools.
    first, second = 2, 2 + len(given)
    seniors, juniors = np.arange(len(given)), np.arange(len(seats))
    zeros = np.zeros(len(given) + len(seats), dtype=np.int64)
    flow = largest_cheapest(
        network(
            np.concatenate([zeros[: len(given)], first + senior, second + juniors]),
            np.concatenate([first + seniors, second + junior, zeros[: len(seats)] + 1]),
            np.concatenate([left_senior, np.ones(len(junior), dtype=np.int64), left_junior]),
            np.concatenate(
                [zeros[: len(given)], whole - rest[junior, senior], zeros[: len(seats)]]
            ),
        ),
        source=0,
        sink=1,
    )
    table[junior, senior] += flow.flows[len(given) : len(given) + len(junior)]
    if table.sum(axis=0).tolist() != list(given) or table.sum(axis=1).tolist() != list(seats):
        raise ValueError("the table by senior and junior school does not add up")
    return tuple(tuple(int(each) for each in row) for row in table)


def tilted(inputs: QuotaInputs, seats: Sequence[int]) -> tuple[Fraction, Fraction] | None:
    """Places a graduate in rural schools, and in all others; ``None`` where one of them has none."""
    rural_graduates = sum(j.graduates for j in inputs.juniors if j.area is AreaClass.RURAL)
    others = sum(j.graduates for j in inputs.juniors) - rural_graduates
    if not rural_graduates or not others:
        return None
    rural = _places_in(inputs.juniors, seats, AreaClass.RURAL)
    return Fraction(rural, rural_graduates), Fraction(sum(seats) - rural, others)


def seniors_short(inputs: QuotaInputs, allotment: Allotment, rules: RuleSet) -> list[Senior]:
    """The senior schools that by themselves give less than the share of clause 7.14."""
    bound = rules[CLAUSE].bound()
    return [
        senior
        for senior, places in zip(inputs.seniors, allotment.given, strict=True)
        if senior.planned and not bound.holds(Fraction(places, senior.planned))
    ]
