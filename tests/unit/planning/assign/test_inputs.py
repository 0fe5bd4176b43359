"""Rosters that cannot be used: every fault is named with its row and column, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.errors import UserError
from junheng.planning.inputs.assign import MOST_PUPILS, Pair, read_assign, read_slips
from tests.unit.planning.assign.rosters import write

HEAD = "学号,姓名,性别,寄宿,多胞胎组,多胞胎意愿,语文"
PAIRS_HEAD = "学号甲,学号乙,要求"
TEACHERS_HEAD = "工号,姓名,回避学生学号"
GOOD = ("A1,王伟,男,是,,,80", "A2,李娜,女,否,,,90.5", "A3,张静,女,,,,")


def refused(folder: Path) -> str:
    with pytest.raises(UserError) as problem:
        read_assign(folder)
    return str(problem.value)


def test_a_roster_is_read_and_blanks_stay_unknown(tmp_path: Path) -> None:
    found = read_assign(write(tmp_path / "data", HEAD, *GOOD))

    assert [pupil.person_id for pupil in found.pupils] == ["A1", "A2", "A3"]
    assert [pupil.boarding for pupil in found.pupils] == [True, False, None]
    assert [pupil.scores["语文"] for pupil in found.pupils] == [8000, 9050, None]
    assert found.subjects == ("语文",)
    assert found.known == ("boarding",)


def test_a_roster_without_scores_is_read(tmp_path: Path) -> None:
    found = read_assign(write(tmp_path / "data", "学号,姓名,性别", "1,王伟,男", "2,李娜,女"))

    assert (found.subjects, found.known) == ((), ())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A1,赵强,男,否,,,70", "与第 2 行的学号相同"),
        (",赵强,男,否,,,70", "必填的单元格是空的"),
        ("A4,,男,否,,,70", "必填的单元格是空的"),
        ("A4,赵强,未知,否,,,70", "性别"),
        ("A4,赵强,男,也许,,,70", "寄宿"),
        ("A4,赵强,男,否,,,-5", "语文"),
        ("A4,赵强,男,否,,,nan", "语文"),
        ("A4,赵强,男,否,,,优", "语文"),
        ("A4,赵强,男,否,,,99999", "不可能这样高"),
        ("A4,赵强,男,否,,,80.125", "小数太多"),
        ("A4,赵强,男,否,甲,分班,80", "这一组只有 1 名学生"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(tmp_path: Path, row: str, words: str) -> None:
    said = refused(write(tmp_path / "data", HEAD, *GOOD, row))

    assert words in said
    assert "第 5 行" in said


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    said = refused(
        write(tmp_path / "data", HEAD, *GOOD, "A1,赵强,男,否,,,70", "A5,钱勇,无,否,,,-1")
    )

    assert "有 3 处错误" in said


def test_a_number_is_never_shown_whole(tmp_path: Path) -> None:
    number = "532301201301012345"
    said = refused(
        write(tmp_path / "data", "学号,姓名,性别", f"{number},王伟,男", f"{number},李娜,女")
    )

    assert number not in said


def test_no_roster_an_empty_one_and_one_that_is_too_long_are_refused(tmp_path: Path) -> None:
    assert "缺少“分班名册”表" in refused(
        write(tmp_path / "a", TEACHERS_HEAD, name="head_teachers.csv")
    )
    assert "没有一行数据" in refused(write(tmp_path / "b", HEAD))
    rows = (f"{place},王伟,男" for place in range(MOST_PUPILS + 1))
    assert f"最多分 {MOST_PUPILS} 名" in refused(write(tmp_path / "c", "学号,姓名,性别", *rows))


def test_siblings_become_pairs(tmp_path: Path) -> None:
    rows = ("B1,钱一,男,否,甲,同班,", "B2,钱二,男,否,甲,,", "B3,钱三,女,否,甲,同班,")
    found = read_assign(write(tmp_path / "data", HEAD, *rows))

    assert found.pairs == tuple(
        Pair(first=first, second=second, together=True)
        for first, second in (("B1", "B2"), ("B1", "B3"), ("B2", "B3"))
    )


@pytest.mark.parametrize(
    ("wishes", "words"), [(("同班", "分班"), "意愿不一致"), (("", ""), "没有写同班还是分班")]
)
def test_siblings_whose_wish_is_not_clear_are_refused(
    tmp_path: Path, wishes: tuple[str, str], words: str
) -> None:
    rows = (f"B{place},钱一,男,否,甲,{wish}," for place, wish in enumerate(wishes))

    assert words in refused(write(tmp_path / "data", HEAD, *rows))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("A1,Z9,分班",), "分班名册里没有这个学号"),
        (("A1,A1,分班",), "是同一名学生"),
        (("A1,A2,随便",), "要求"),
        (("A1,A2,分班", "A2,A1,同班"), "与第 2 行的要求相反；填的是“同班”"),
    ],
)
def test_bad_pairs_are_refused(tmp_path: Path, rows: tuple[str, ...], words: str) -> None:
    folder = write(tmp_path / "data", HEAD, *GOOD)

    assert words in refused(write(folder, PAIRS_HEAD, *rows, name="pairs.csv"))


def test_bad_teachers_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "data", HEAD, *GOOD)
    write(folder, TEACHERS_HEAD, "T1,周老师,Z9", "T1,郑老师,", name="head_teachers.csv")
    said = refused(folder)

    assert "分班名册里没有这个学号" in said
    assert "与第 2 行重复" in said


def test_slips_are_read_a_line_each_in_one_form(tmp_path: Path) -> None:
    path = tmp_path / "slips.txt"
    path.write_text("﻿春风,化雨\n\n  ８８４８ \r\n", encoding="utf-8")

    assert read_slips(path) == ("春风,化雨", "8848")

    path.write_bytes("祝福\n".encode("gb18030"))
    assert read_slips(path) == ("祝福",)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\n \n", "没有一张纸条"), (b"\xff\xff\x00", "认不出来"), ("长" * 201, "201 个字")],
)
def test_slips_that_cannot_be_used_are_refused(
    tmp_path: Path, content: bytes | str, words: str
) -> None:
    path = tmp_path / "slips.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(UserError, match=words):
        read_slips(path)
