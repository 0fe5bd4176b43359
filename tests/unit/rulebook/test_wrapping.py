"""Chinese text breaks anywhere, but not inside figures nor before closing marks."""

from __future__ import annotations

import pytest

from junheng.rulebook.readable.wrapping import width_of, wrapped


def test_a_chinese_character_takes_two_columns() -> None:
    assert width_of("4.2 人") == 6


def test_text_that_fits_stays_on_one_line() -> None:
    assert wrapped("小学 4.2 人", 20) == ["小学 4.2 人"]


def test_a_line_is_full_before_the_next_begins() -> None:
    assert wrapped("一二三四五六七八", 8) == ["一二三四", "五六七八"]


def test_a_figure_is_never_broken() -> None:
    assert wrapped("不低于 10000.55 元", 10) == ["不低于", "10000.55", "元"]


def test_a_line_does_not_begin_with_a_closing_mark() -> None:
    assert wrapped("一二三四，五六", 8) == ["一二三", "四，五六"]


def test_a_line_does_not_end_with_an_opening_mark() -> None:
    assert wrapped("一二三（四五六）", 8) == ["一二三", "（四五", "六）"]


def test_a_word_wider_than_the_line_stands_on_its_own() -> None:
    assert wrapped("见 small_school_scope=every 项", 10) == ["见", "small_school_scope=every", "项"]


def test_nothing_is_lost() -> None:
    text = "每所小学、初中，每 12 个班至少配 1 间音乐、1 间美术专用教室（见 7.3）。"
    assert "".join("".join(wrapped(text, 14)).split()) == "".join(text.split())


@pytest.mark.parametrize("width", range(6, 40))
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(width_of(line) for line in wrapped("一二三四五六七八九十，" * 5, width)) <= width


def test_nothing_gives_one_empty_line() -> None:
    assert wrapped("", 10) == [""]
