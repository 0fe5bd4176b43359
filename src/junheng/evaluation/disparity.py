"""The disparity between schools (校际差异系数), exact.

Source: docs/explanation/disparity.md. With X = A/P, M = sum(A)/sum(P): CV = S/M, S the
pupil-weighted population standard deviation. Closed form, in one pass and mergeable:

    CV^2 = PN * sum(A^2/P) / (sum A)^2 - 1

so that CV <= c can be tested in integers, without a square root.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import lcm

from junheng.census.records import Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The four sums a coefficient of variation is made of. Two of them add up to their union.

    ``rows`` units with ``pupils`` (PN) in all, ``total`` = sum(A), ``squares`` = sum(A^2/P).
    """

    rows: int
    pupils: int
    total: Fraction
    squares: Fraction

    def __add__(self, other: Spread) -> Spread:
        return Spread(
            rows=self.rows + other.rows,
            pupils=self.pupils + other.pupils,
            total=self.total + other.total,
            squares=self.squares + other.squares,
        )

    @property
    def mean(self) -> Fraction | None:
        """M = sum(A)/sum(P); ``None`` without pupils."""
        return self.total / self.pupils if self.pupils else None

    @property
    def cv_squared(self) -> Fraction | None:
        """CV^2, exact; ``None`` where the total is 0 and a relative spread has no meaning."""
        if not self.total:
            return None
        return self.pupils * self.squares / (self.total * self.total) - 1


def spread(amounts: Sequence[Exact], pupils: Sequence[int]) -> Spread:
    """The sums over units with ``amounts[i]`` for ``pupils[i]`` > 0 pupils.

    Everything is brought to one denominator first: integers then add up many times faster than
    fractions with ever longer denominators.

    Raises ``ValueError`` if the lengths differ or a unit has no pupils.
    """
    if len(amounts) != len(pupils) or any(count <= 0 for count in pupils):
        raise ValueError("every amount needs its pupils, more than 0")
    denominator = reduce(lcm, {amount.denominator for amount in amounts}, 1)
    whole = [amount.numerator * (denominator // amount.denominator) for amount in amounts]
    common, reciprocals = _reciprocals(tuple(pupils))
    squares = sum([a * a * each for a, each in zip(whole, reciprocals, strict=True)])
    return Spread(
        rows=len(whole),
        pupils=sum(pupils),
        total=Fraction(sum(whole), denominator),
        squares=Fraction(squares, common * denominator * denominator),
    )


@lru_cache(maxsize=4)
def _reciprocals(pupils: tuple[int, ...]) -> tuple[int, list[int]]:
    """1/P of every unit over one denominator: the denominator, and the numerators. All indicators of a
    stage share them.
    """
    common = lcm(*pupils)
    return common, [common // count for count in pupils]


def best_and_worst(
    known: Spread, missing_pupils: Sequence[int]
) -> tuple[Fraction | None, Fraction | None]:
    """CV^2 at best and at worst once units whose amounts are missing report theirs (any amount >= 0).

    At best every missing unit gets the same amount a pupil, sum(A^2/P)/sum(A), which minimises the
    closed form. At worst all of them have nothing, or the smallest of them outgrows all others.
    ``None`` where the known units have nothing, and so nothing can be said.
    """
    if not known.total or not missing_pupils:
        return known.cv_squared, known.cv_squared
    everyone = known.pupils + sum(missing_pupils)
    total_squared = known.total * known.total
    best = everyone * known.squares / (total_squared + known.squares * sum(missing_pupils)) - 1
    nothing = everyone * known.squares / total_squared - 1
    everything = Fraction(everyone, min(missing_pupils)) - 1
    return max(best, Fraction(0)), max(nothing, everything)


def composite(coefficients: Sequence[Fraction]) -> Fraction:
    """The composite coefficient of the 2012 scheme: the plain mean of its eight coefficients.

    Raises ``ValueError`` without coefficients.
    """
    if not coefficients:
        raise ValueError("no coefficients to average")
    return sum(coefficients, Fraction(0)) / len(coefficients)
