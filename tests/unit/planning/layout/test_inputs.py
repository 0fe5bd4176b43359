"""The tables of the layout: what is read, and what is refused, with the place and the remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from junheng.errors import UserError
from junheng.planning.inputs.layout import read_layout
from junheng.planning.layout.county import Group, SiteType

EXAMPLE = Path(__file__).parents[4] / "examples" / "plans" / "layout"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "布局"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_layout(folder)
    return str(caught.value)


def test_the_example_is_read() -> None:
    county = read_layout(EXAMPLE)
    assert (len(county.villages), len(county.sites), len(county.roads)) == (12, 11, 14)
    assert county.villages[0].pupils == {Group.LOW: 96, Group.HIGH: 102, Group.JUNIOR: 98}
    third = county.sites[2]
    assert (third.type, third.existing, third.steps_missing) == (SiteType.PRIMARY, True, ())
    assert county.sites[5].steps_missing == ("公示", "审批")
    assert county.roads[0].metres == 1800


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("villages.csv", "V02,河东", "V01,河东", "重复"),
        ("villages.csv", "96,102,98", "-1,102,98", "负数"),
        ("villages.csv", "96,102,98", "9.5,102,98", "整数"),
        ("villages.csv", "96,102,98", ",102,98", "必填"),
        ("villages.csv", "96,102,98", "100001,102,98", "大得不像是真的"),
        ("villages.csv", "V12,云岭", "V99,云岭", "“道路”表里没有结点 V99"),
        ("sites.csv", "V11,,360", "V11,20,360", "备选的校点还没有建"),
        ("sites.csv", "V11,,360", "V11,,", "最多能建多少学位"),
        ("sites.csv", "V04,120,120", "V04,,120", "现有学校没有学位"),
        ("sites.csv", "V01,450,600", "V01,450,449", "小于现有的"),
        ("sites.csv", ",6000000,30000", ",,30000", "要填投资"),
        ("sites.csv", "120,240,,35000,20000", "120,240,,35000,", "要填投资"),
        ("sites.csv", "V05,45,45,0,0", "V05,45,45,0,9", "不寄宿"),
        ("sites.csv", "现有,小学,V01", "现有,大学,V01", "不在可选范围内"),
        ("sites.csv", "V01,450,600", "V98,450,600", "“道路”表里没有结点 V98"),
        ("roads.csv", "V01,V02,1.8", "V01,V02,-1.8", "负数"),
        ("roads.csv", "V01,V02,1.8", "V01,V02,99999", "一段路不会这么长"),
        ("roads.csv", "V01,V02,1.8", "V01,V02,", "必填"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    change(folder, file, old, new)
    message = refusal(folder)
    assert said in message
    assert file in message


def test_every_defect_is_named_at_once(folder: Path) -> None:
    change(folder, "villages.csv", "96,102,98", "-1,102,98")
    change(folder, "sites.csv", "V11,,360", "V11,20,360")
    change(folder, "roads.csv", "V01,V02,1.8", "V01,V02,99999")
    assert "3 处错误" in refusal(folder)


def test_without_roads_positions_are_needed(folder: Path) -> None:
    (folder / "roads.csv").unlink()
    assert "没有“道路”表，就要有经纬度" in refusal(folder)


def degrees(folder: Path, *, last: str = "101.30,25.00") -> None:
    (folder / "roads.csv").unlink()
    head = "代码,名,经度,纬度"
    (folder / "villages.csv").write_text(
        "村代码,村名,经度,纬度,小学1至3年级学生数,小学4至6年级学生数,初中学生数\n"
        f"V1,甲,101.31,25.02,3,0,0\nV2,乙,{last},2,0,0\n",
        encoding="utf-8",
    )
    (folder / "sites.csv").write_text(
        "校点代码,校点名称,现状,校点类型,经度,纬度,现有学位,每年固定运转经费\n"
        "S1,校,现有,小学,101.32,25.03,20,10000\n",
        encoding="utf-8",
    )
    assert head


def test_positions_are_enough(folder: Path) -> None:
    degrees(folder)
    county = read_layout(folder)
    assert county.roads == ()
    assert county.sites[0].most_places == 20


def test_positions_the_wrong_way_round_are_seen(folder: Path) -> None:
    degrees(folder, last="25.00,101.30")
    assert "经纬度" in refusal(folder)


def test_no_pupils_at_all_are_nothing_to_plan(folder: Path) -> None:
    path = folder / "villages.csv"
    head = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{head}\nV01,镇中,,0,0,0\n", encoding="utf-8")
    assert "没有可规划的" in refusal(folder)


@pytest.mark.parametrize("file", ["villages.csv", "sites.csv"])
def test_a_table_that_is_missing_or_empty_is_named(folder: Path, file: str) -> None:
    path = folder / file
    head = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(head + "\n", encoding="utf-8")
    assert "没有一行数据" in refusal(folder)
    path.unlink()
    assert "缺少" in refusal(folder)
