"""Whole places in proportion to weights: the named methods of apportionment, in exact fractions.

Sets and data: units i with weight w_i >= 0, h whole places, least l_i and most u_i places.

(1) Fair share: q_i = median(l_i, t w_i, u_i), the number t chosen so that sum q_i = h. Without bounds
    that is h w_i / sum w, which the literature calls the quota.
(2) Largest remainder (Hamilton; Vinton): everybody gets floor(q_i); what is left goes one by one to
    the largest q_i - floor(q_i). Keeps the quota: floor(q_i) <= a_i <= ceil(q_i).
(3) Lot: as (2), but what is left is drawn so that unit i gets a place more with the chance
    q_i - floor(q_i) exactly (systematic draw: order shuffled, one point drawn on the circle of
    the remainders, every whole step from it hits one unit; G. Grimmett, 2004).
(4) Divisor methods: one divisor x, and a_i = median(l_i, w_i / x rounded, u_i), where a quotient
    between s and s + 1 is rounded up above d(s). Awarded one by one to the largest w_i / d(a_i).
    d(s) is   s + 1            D'Hondt (Jefferson)
              s + 1/2          Sainte-Lague (Webster)
              sqrt(s (s + 1))  Huntington-Hill
              2s (s+1)/(2s+1)  Dean
              s                Adams
    With d(0) = 0 every unit with a weight comes first, the heavier before the lighter.
    No place is lost when there are more to give (house monotone), and none passes from one whose
    weight grows to one whose weight does not (population monotone).
(5) Ties: units equal at the cut are served in the order handed in; they are named in the result.

Source: M. L. Balinski, H. P. Young, Fair Representation (1982), chapters 3 and appendix A.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, isqrt

from junheng.planning.lots import Lots

Exact = int | Fraction


class Method(StrEnum):
    """The methods, by the names of the literature."""

    LARGEST_REMAINDER = "largest-remainder"
    SAINTE_LAGUE = "sainte-lague"
    DHONDT = "dhondt"
    HUNTINGTON_HILL = "huntington-hill"
    DEAN = "dean"
    ADAMS = "adams"
    LOT = "lot"

    @property
    def zh(self) -> str:
        """The name shown to users."""
        return {
            Method.LARGEST_REMAINDER: "最大余数法",
            Method.SAINTE_LAGUE: "圣拉古法",
            Method.DHONDT: "洪德法",
            Method.HUNTINGTON_HILL: "亨廷顿-希尔法",
            Method.DEAN: "迪安法",
            Method.ADAMS: "亚当斯法",
            Method.LOT: "余数抽签",
        }[self]

    @property
    def divides(self) -> bool:
        """Whether it is a divisor method (4)."""
        return self not in (Method.LARGEST_REMAINDER, Method.LOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apportionment:
    """Places ``seats`` and fair shares ``shares`` (1) of every unit.

    ``tied`` are the units equal at the cut (5), of which only some could be served. ``extra`` are
    those of (2) and (3) that got a place for their remainder, in the order served. ``divisor`` is a
    divisor that gives the result (4), with as few digits as the interval allows; ``None`` where the
    method has none or every place is set by the bounds.
    """

    method: Method
    seats: tuple[int, ...]
    shares: tuple[Fraction, ...]
    tied: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    divisor: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """What is apportioned to: weights, least and most places (``None``: no upper limit), and the order
    in which ties are served (``order[i]``: the rank of unit i, the lowest first).

    Raises ``ValueError`` where lengths differ, a weight is negative or a least is above its most.
    """

    weights: tuple[Fraction, ...]
    least: tuple[int, ...]
    most: tuple[int | None, ...]
    order: tuple[int, ...]

    def __post_init__(self) -> None:
        if len({len(self.weights), len(self.least), len(self.most), len(self.order)}) != 1:
            raise ValueError("every unit needs a weight, bounds and a rank")
        if any(weight < 0 for weight in self.weights) or any(each < 0 for each in self.least):
            raise ValueError("weights and least places are not negative")
        if any(
            high is not None and low > high for low, high in zip(self.least, self.most, strict=True)
        ):
            raise ValueError("the least is above the most")

    def room(self) -> int | None:
        """How many places can be given in all; ``None`` without a limit. A unit without weight gets
        its least.
        """
        given = 0
        for weight, low, high in zip(self.weights, self.least, self.most, strict=True):
            if weight and high is None:
                return None
            given += high if weight and high is not None else low
        return given


def units(
    weights: Sequence[Exact],
    *,
    least: Sequence[int] | int = 0,
    most: Sequence[int | None] | None = None,
    order: Sequence[int] | None = None,
) -> Units:
    """Units with these weights; without an order, ties are served as they stand."""
    count = len(weights)
    return Units(
        weights=tuple(Fraction(weight) for weight in weights),
        least=(least,) * count if isinstance(least, int) else tuple(least),
        most=(None,) * count if most is None else tuple(most),
        order=tuple(range(count)) if order is None else tuple(order),
    )


def apportion(
    places: int, among: Units, method: Method, *, lots: Lots | None = None
) -> Apportionment:
    """Give ``places`` by ``method``; ``lots`` are needed by :attr:`Method.LOT` alone.

    Raises ``ValueError`` where the bounds leave no way: less than all the least, or more than all
    the most.
    """
    room = among.room()
    if places < sum(among.least) or (room is not None and places > room):
        raise ValueError("the bounds leave no way to give exactly so many places")
    shares = fair_shares(places, among)
    if method is Method.LOT:
        if lots is None:
            raise ValueError("a lot needs lots")
        return _by_lot(among, shares, lots)
    if method is Method.LARGEST_REMAINDER:
        return _by_remainder(places, among, shares)
    return _by_divisor(places, among, method, shares)


def fair_shares(places: int, among: Units) -> tuple[Fraction, ...]:
    """The fair shares (1): t is raised from turn to turn of a share leaving its least or reaching its
    most, the sum growing evenly in between.
    """
    turns: list[tuple[Fraction, Fraction]] = []
    for weight, low, high in zip(among.weights, among.least, among.most, strict=True):
        if weight:
            turns.append((low / weight, weight))
            if high is not None:
                turns.append((high / weight, -weight))
    turns.sort()
    level, pace, given = Fraction(0), Fraction(0), Fraction(sum(among.least))
    for turn, change in turns:
        reached = given + pace * (turn - level)
        if reached >= places:
            break
        given, level = reached, turn
        pace += change
    if pace:
        level += (places - given) / pace
    return tuple(
        _median(low, level * weight, high)
        for weight, low, high in zip(among.weights, among.least, among.most, strict=True)
    )


def _median(low: int, value: Fraction, high: int | None) -> Fraction:
    value = max(Fraction(low), value)
    return value if high is None else min(value, Fraction(high))


def _by_remainder(places: int, among: Units, shares: tuple[Fraction, ...]) -> Apportionment:
    """Largest remainder (2)."""
    seats = [floor(share) for share in shares]
    rest = [share - seat for share, seat in zip(shares, seats, strict=True)]
    left = places - sum(seats)
    queue = sorted(range(len(seats)), key=lambda i: (-rest[i], among.order[i]))
    tied: tuple[int, ...] = ()
    if 0 < left < len(queue) and rest[queue[left]] == rest[queue[left - 1]]:
        tied = tuple(i for i in queue if rest[i] == rest[queue[left]])
    for unit in queue[:left]:
        seats[unit] += 1
    return Apportionment(
        method=Method.LARGEST_REMAINDER,
        seats=tuple(seats),
        shares=shares,
        tied=tied,
        extra=tuple(queue[:left]),
    )


def _by_lot(among: Units, shares: tuple[Fraction, ...], lots: Lots) -> Apportionment:
    """Remainders drawn (3). Units stand in the order handed in before they are shuffled."""
    seats = [floor(share) for share in shares]
    rest = [share - seat for share, seat in zip(shares, seats, strict=True)]
    waiting = [i for i in sorted(range(len(seats)), key=among.order.__getitem__) if rest[i]]
    common = 1
    for unit in waiting:
        common = common * rest[unit].denominator // _shared(common, rest[unit].denominator)
    queue = lots.shuffled(waiting)
    point = lots.below(common) if queue else 0
    extra = []
    end = 0
    for unit in queue:
        begin, end = end, end + int(rest[unit] * common)
        # Points are point, point + common, ...: is one of them in begin <= p < end?
        if (end - 1 - point) // common > (begin - 1 - point) // common:
            extra.append(unit)
            seats[unit] += 1
    return Apportionment(method=Method.LOT, seats=tuple(seats), shares=shares, extra=tuple(extra))


def _shared(one: int, other: int) -> int:
    while other:
        one, other = other, one % other
    return one


Turn = tuple[int, Fraction, int, int]
"""An entry of the queue, the first served first: without a weighty unit left out (-1 where d(s) = 0),
then the largest w / d(s), then the order of ties; last the unit."""


def _by_divisor(
    places: int, among: Units, method: Method, shares: tuple[Fraction, ...]
) -> Apportionment:
    """Divisor methods (4): the first places at once, the last ones by the queue."""
    seats = _beginning(places, among)
    queue = [
        _turn(among, method, unit, seats[unit])
        for unit in range(len(seats))
        if _open(among, unit, seats)
    ]
    heapq.heapify(queue)
    served: list[Turn] = []
    for _ in range(places - sum(seats)):
        turn = heapq.heappop(queue)
        unit = turn[3]
        seats[unit] += 1
        served.append(turn)
        if _open(among, unit, seats):
            heapq.heappush(queue, _turn(among, method, unit, seats[unit]))
    tied: tuple[int, ...] = ()
    if served and queue and served[-1][:2] == queue[0][:2]:
        cut = queue[0][:2]
        level = [each for each in (*served, *queue) if each[:2] == cut]
        tied = tuple(each[3] for each in sorted(level))
    return Apportionment(
        method=method,
        seats=tuple(seats),
        shares=shares,
        tied=tied,
        divisor=_divisor(among, method, seats),
    )


def _open(among: Units, unit: int, seats: Sequence[int]) -> bool:
    """Whether the unit may get one place more."""
    most = among.most[unit]
    return bool(among.weights[unit]) and (most is None or seats[unit] < most)


def _beginning(places: int, among: Units) -> list[int]:
    """Places that every divisor method gives in any case.

    With x = sum w / (h - n - sum l) even the most generous rounding gives no more than h places,
    so the divisor that is looked for is no larger; and every method gives what lies wholly below.
    """
    seats = list(among.least)
    spare = places - len(seats) - sum(seats)
    if spare <= 0:
        return seats
    whole = sum(among.weights)
    for unit, weight in enumerate(among.weights):
        sure = ceil(weight * spare / whole) - 1 if weight else 0
        most = among.most[unit]
        seats[unit] = max(seats[unit], sure if most is None else min(sure, most))
    return seats


def signpost_squared(method: Method, seats: int) -> Fraction:
    """The square of d(s) of (4): squared, so that the root of Huntington-Hill stays exact."""
    s = seats
    match method:
        case Method.DHONDT:
            return Fraction((s + 1) ** 2)
        case Method.SAINTE_LAGUE:
            return Fraction((2 * s + 1) ** 2, 4)
        case Method.HUNTINGTON_HILL:
            return Fraction(s * (s + 1))
        case Method.DEAN:
            return Fraction(2 * s * (s + 1), 2 * s + 1) ** 2
        case Method.ADAMS:
            return Fraction(s * s)
        case _:
            raise ValueError(f"{method} has no divisor")


def _turn(among: Units, method: Method, unit: int, seats: int) -> Turn:
    square, weight = signpost_squared(method, seats), among.weights[unit]
    if not square:
        return -1, -weight, among.order[unit], unit
    return 0, -(weight * weight) / square, among.order[unit], unit


def _divisor(among: Units, method: Method, seats: Sequence[int]) -> Fraction | None:
    """A short number between the largest w / d(a) not served and the smallest w / d(a - 1) served."""
    low, high = Fraction(0), None
    for unit, weight in enumerate(among.weights):
        if not weight:
            continue
        if _open(among, unit, seats):
            square = signpost_squared(method, seats[unit])
            if not square:
                return None
            low = max(low, weight * weight / square)
        if seats[unit] > among.least[unit]:
            square = signpost_squared(method, seats[unit] - 1)
            if square:
                found = weight * weight / square
                high = found if high is None else min(high, found)
    if high is None:
        return None
    return _short_between(low, high)


def _short_between(low: Fraction, high: Fraction) -> Fraction | None:
    """The decimal x of fewest digits with ``low`` <= x^2 <= ``high``; ``None`` beyond twelve decimals."""
    for places in range(-12, 13):
        scale = Fraction(10) ** places
        found = isqrt(floor(high * scale * scale))
        if found and Fraction(found * found) >= low * scale * scale:
            return Fraction(found) / scale
    return None
