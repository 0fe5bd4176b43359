"""Lots are repeated by their published rule, and are fair."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from junheng.planning.lots import Lots, seed_of


def test_a_lot_is_the_block_by_the_published_rule() -> None:
    block = hashlib.sha256(b"seed" + bytes(8)).digest()

    assert Lots(b"seed").below(1000) == int.from_bytes(block, "big") % 1000


def test_blocks_follow_each_other() -> None:
    second = hashlib.sha256(b"seed" + (1).to_bytes(8, "big")).digest()
    lots = Lots(b"seed")
    lots.below(7)

    assert lots.below(10**9) == int.from_bytes(second, "big") % 10**9


def test_equal_seeds_give_equal_orders_and_others_do_not() -> None:
    items = list(range(20))

    assert Lots(b"a").shuffled(items) == Lots(b"a").shuffled(items)
    assert Lots(b"a").shuffled(items) != Lots(b"b").shuffled(items)


def test_a_shuffle_keeps_every_item_and_leaves_the_sequence_alone() -> None:
    items = ("x", "y", "z", "z")

    assert sorted(Lots(b"").shuffled(items)) == sorted(items)
    assert items == ("x", "y", "z", "z")


@pytest.mark.parametrize("n", [1, 2, 3, 2**255 + 1, 2**256, 2**256 + 1, 2**600 + 7])
def test_a_lot_is_below_its_limit(n: int) -> None:
    lots = Lots(b"any")

    assert all(0 <= lots.below(n) < n for _ in range(20))


def test_nothing_can_be_drawn_below_zero() -> None:
    with pytest.raises(ValueError, match="no whole number"):
        Lots(b"").below(0)


def test_all_orders_of_three_come_about_equally_often() -> None:
    lots = Lots(b"fair")
    found = Counter("".join(lots.shuffled("abc")) for _ in range(6000))

    # Chi-squared with five degrees of freedom: above 20.5 once in a thousand.
    assert len(found) == 6
    assert sum((count - 1000) ** 2 / 1000 for count in found.values()) < 20.5


def test_a_seed_keeps_its_parts_apart() -> None:
    assert seed_of("ab", "c") != seed_of("a", "bc")
    assert seed_of("ab", "c") == seed_of("ab", "c")
