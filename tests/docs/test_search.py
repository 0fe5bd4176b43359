"""The manual can be searched in Chinese without a dictionary."""

from __future__ import annotations

import tests.docs.pages  # noqa: F401 - makes the generators importable

from generating.search import ChineseSearch  # isort: skip


def test_chinese_is_cut_into_pairs_of_neighbours() -> None:
    assert ChineseSearch({}).split("校际差异系数") == ["校际", "际差", "差异", "异系", "系数"]


def test_pairs_do_not_cross_a_sign() -> None:
    assert ChineseSearch({}).split("达标，未达标") == ["达标", "未达", "达标"]


def test_a_single_character_stays() -> None:
    assert ChineseSearch({}).split("班 45 人") == ["班", "45", "人"]


def test_a_clause_number_is_one_word() -> None:
    assert ChineseSearch({}).split("第 7.11 条、6.cv。") == ["第", "7.11", "条", "6.cv"]


def test_capitals_do_not_count() -> None:
    assert ChineseSearch({}).stem("JSON") == "json"


def test_the_reader_s_query_is_cut_by_the_same_pattern() -> None:
    assert r"[\u4e00-\u9fff]+|[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*" in ChineseSearch.js_splitter_code
