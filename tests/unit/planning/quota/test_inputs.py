"""The tables of the quota: every defect at once, in words, and never a guess."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from junheng.census.other_tables import UnusableTables
from junheng.errors import UserError
from junheng.model import AreaClass
from junheng.planning.inputs.quota import read_quota

HEAD = "学校标识码,学校名称,城乡类型,符合条件的毕业生数,本校倾斜比例,最低名额\n"
SENIORS = "高中学校标识码,学校名称,计划招生数,分配到校名额\nS1,高中,100,\n"


def folder(path: Path, juniors: str, seniors: str = SENIORS) -> Path:
    (path / "quota_juniors.csv").write_text(HEAD + juniors, encoding="utf-8")
    (path / "quota_seniors.csv").write_text(seniors, encoding="utf-8")
    return path


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    found = read_quota(folder(tmp_path, "1,甲校,乡村,30,0.25,2\n2,乙校,城区,60,,\n"))

    assert [each.area for each in found.juniors] == [AreaClass.RURAL, AreaClass.URBAN]
    assert found.juniors[0].tilt == Fraction(1, 4)
    assert found.juniors[1].least is None
    assert found.seniors[0].allotted is None


@pytest.mark.parametrize(
    ("juniors", "message"),
    [
        ("1,甲校,乡村,-3,,\n", "是负数"),
        ("1,甲校,乡村,很多,,\n", "第 2 行"),
        ("1,甲校,乡村,,,\n", "必填的单元格是空的"),
        ("1,甲校,山区,30,,\n", "不在可选范围内"),
        ("1,甲校,乡村,30,,\n1,乙校,乡村,30,,\n", "与第 2 行重复"),
        ("1,甲校,乡村,30,,31\n", "最低名额多于毕业生；填的是“31”；应为至多 30"),
        ("1,甲校,乡村,30,20,\n", "倾斜比例太大"),
        ("1,甲校,乡村,1000000,,\n", "不会有这么多毕业生"),
        ("1,甲校,乡村,0,,\n", "所有学校的毕业生都是 0"),
        ("", "没有一行数据"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, juniors: str, message: str) -> None:
    with pytest.raises(UnusableTables) as refused:
        read_quota(folder(tmp_path, juniors))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("S1,高中,100,101\n", "分配到校名额多于计划招生数"),
        ("S1,高中,0,\n", "计划招生数都是 0"),
        ("S1,高中,NaN,\n", "“计划招生数”"),
        ("S1,高中,9999999,\n", "不会招这么多人"),
        ("S1,高中,,\n", "必填的单元格是空的"),
    ],
)
def test_what_cannot_be_used_of_a_senior_school_is_named(
    tmp_path: Path, row: str, message: str
) -> None:
    seniors = "高中学校标识码,学校名称,计划招生数,分配到校名额\n" + row
    with pytest.raises(UnusableTables) as refused:
        read_quota(folder(tmp_path, "1,甲校,乡村,30,,\n", seniors))
    assert message in str(refused.value)


def test_all_defects_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnusableTables) as refused:
        read_quota(folder(tmp_path, "1,甲校,乡村,-3,,\n2,乙校,山区,5,,\n"))
    assert len(refused.value.defects) == 2


def test_a_folder_without_the_tables_says_which_are_needed(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="缺少“初中毕业生”表"):
        read_quota(tmp_path)
