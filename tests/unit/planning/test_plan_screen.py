"""A plan on the terminal: whole figures, as many columns as fit, the rest named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.cli.plan_screen import LISTED, fitting, show
from junheng.planning.outcome import Column, Ending, Outcome, Shape, Table
from tests.unit.planning.plans import PLAN

WIDE = Table(
    name="wide",
    title="许多列",
    columns=(
        Column("school_code", "学校标识码"),
        Column("school", "学校"),
        *(Column(f"c{number}", f"第{number}栏", Shape.YUAN, "元") for number in range(12)),
    ),
    rows=tuple(
        (f"53{row:08}", f"第{row}小学", *(10**9 + row for _ in range(12))) for row in range(20)
    ),
)


def printed(
    outcome: Outcome, width: int, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
) -> str:
    patch.setenv("COLUMNS", str(width))
    show(outcome)
    return capsys.readouterr().out


def test_everything_of_a_small_plan_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = printed(PLAN, 100, capsys, monkeypatch)
    for words in ("某县的试验方案", "1,234,068 元", "0.33%", "不知道的数", "125.13", "=1+1 小学"):
        assert words in text
    assert "第二小学：教学用房差 12 平方米" in text
    assert "空表" not in text


@pytest.mark.parametrize("width", [60, 80, 132])
def test_no_figure_is_broken_and_what_is_left_out_is_named(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = Outcome(kind="trial", title="宽", ending=Ending.PROVEN, tables=(WIDE,))
    text = printed(outcome, width, capsys, monkeypatch)
    assert "1,000,000,000" in text
    assert f"还有 {len(WIDE.rows) - LISTED} 行" in text
    assert "还有列：学校标识码" in text
    assert "第11栏" in text  # shown or named
    assert "第1小学" in text


@given(st.integers(20, 200), st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_what_is_taken_fits(width: int, sizes: list[int]) -> None:
    columns = [Column(f"c{at}", "栏", Shape.COUNT) for at in range(len(sizes))]
    taken = fitting(columns, [["9" * size for size in sizes]], width)
    assert list(taken) == sorted(taken)
    assert len(taken) == 1 or sum(each + 3 for each in taken.values()) + 1 <= width
    assert all(taken[at] >= sizes[at] for at in taken)
