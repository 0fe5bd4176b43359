"""How many teachers of each type a school has, where only the sums are known.

A census tells how many teachers are above the required degree, how many are backbone teachers, how
many teach PE or arts, and not how many are two of these. Taken as independent, in whole people, each
sum kept exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from junheng.model.quantity import round_half_up


def usual_mix(teachers: int, above: int, backbone: int, pe_arts: int) -> tuple[int, ...]:
    """People by type (above degree, backbone, PE or arts), in the order of binary counting.

    Raises ``ValueError`` where a part is more than the whole.
    """
    if not 0 <= max(above, backbone, pe_arts) <= teachers:
        raise ValueError("more of one kind than there are teachers")
    if not teachers:
        return (0,) * 8
    both = int(round_half_up(Fraction(above * backbone, teachers), 0))
    both = min(max(both, above + backbone - teachers), above, backbone)
    cells = (teachers - above - backbone + both, backbone - both, above - both, both)
    arts = _shared(pe_arts, cells)
    return tuple(part for cell, of in zip(cells, arts, strict=True) for part in (cell - of, of))


def _shared(count: int, sizes: Sequence[int]) -> list[int]:
    """``count`` shared out in proportion to ``sizes`` by largest remainder, never above a size."""
    whole = sum(sizes)
    found = [count * size // whole for size in sizes]
    order = sorted(range(len(sizes)), key=lambda place: (-(count * sizes[place] % whole), place))
    for place in order[: count - sum(found)]:
        found[place] += 1
    return found
