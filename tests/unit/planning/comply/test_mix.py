"""The usual mix of teachers keeps every sum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.planning.comply.mix import usual_mix
from junheng.planning.inputs.comply import TYPES


@given(st.integers(0, 200), st.data())
def test_every_sum_is_kept(teachers: int, data: st.DataObject) -> None:
    parts = [data.draw(st.integers(0, teachers)) for _ in range(3)]
    mix = usual_mix(teachers, *parts)
    assert min(mix) >= 0
    assert sum(mix) == teachers
    for axis, part in enumerate(parts):
        assert sum(n for kind, n in zip(TYPES, mix, strict=True) if kind[axis]) == part


def test_parts_are_taken_as_independent() -> None:
    assert usual_mix(100, 50, 20, 10) == (36, 4, 9, 1, 36, 4, 9, 1)


def test_a_part_above_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="more of one kind"):
        usual_mix(3, 4, 0, 0)
