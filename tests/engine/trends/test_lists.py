"""The short lists that a user hands in: new codes, recognised counties, names of places."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.engine.trends.lists import Renaming, read_places, read_recognised, read_renamed
from junheng.errors import InputError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "名单.csv"


def refusal(path: Path, reader: object, text: str) -> str:
    """The message with which a list is refused, without its path."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        reader(path)  # type: ignore[operator]
    return str(refused.value).replace(f"{path} ", "")


def test_new_codes(path: Path) -> None:
    path.write_text("old,new,year\n990231,990202,2025\n", encoding="utf-8")
    assert read_renamed(path) == (Renaming(old="990231", new="990202", year=2025),)


def test_headers_in_chinese_any_order_and_the_encoding_of_excel(path: Path) -> None:
    path.write_bytes("备注,认定年份,县级行政区划代码\n无,2022,990202\n\n".encode("gb18030"))
    assert read_recognised(path) == {"990202": 2022}


def test_names_of_places_by_code_without_zeros(path: Path) -> None:
    path.write_text("代码,名称\n990000,某省\n990200,某州\n990202,某县\n", encoding="utf-8-sig")
    assert read_places(path) == {"99": "某省", "9902": "某州", "990202": "某县"}


def test_an_empty_list_is_refused(path: Path) -> None:
    expected = "缺少列 old、new、year\n  怎么改：第一行写表头：old、new、year"
    assert refusal(path, read_renamed, "\n") == expected


def test_a_missing_column_is_named(path: Path) -> None:
    expected = "缺少列 new、year\n  怎么改：第一行写表头：old、new、year"
    assert refusal(path, read_renamed, "old\n990231\n") == expected


def test_every_wrong_line_is_named(path: Path) -> None:
    text = "code,year\n99,2022\n990202,去年\n990203,2022\n990203,2023\n"
    assert refusal(path, read_recognised, text) == (
        "有 3 处错误：第 2 行：“99”不是 6 位数字的行政区划代码；第 3 行：“去年”不是年份；"
        "第 5 行：990203 在第 4 行已经写过\n  怎么改：逐处改正后再运行"
    )


def test_a_code_renamed_to_itself_is_refused(path: Path) -> None:
    assert refusal(path, read_renamed, "old,new,year\n990231,990231,2025\n") == (
        "有 1 处错误：第 2 行：新旧代码相同（990231）\n  怎么改：逐处改正后再运行"
    )


def test_a_list_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        read_places(path)
