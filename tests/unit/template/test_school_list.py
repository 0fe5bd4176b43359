"""Lists of schools that are filled in beforehand: data sets, and any list with code and name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.template.filling import listed

from junheng.census.defects import RefusedData
from junheng.census.records import Census
from junheng.census.template.school_list import school_list
from junheng.census.writing import write_folder, write_workbook
from junheng.census.writing_parquet import write_parquet
from junheng.errors import InputError, UserError
from junheng.model import Stage


def as_file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "名单.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("way", ["data.xlsx", "csv", "parquet"])
def test_of_a_data_set_what_seldom_changes_is_taken(
    way: str, census: Census, tmp_path: Path
) -> None:
    write = {"data.xlsx": write_workbook, "csv": write_folder, "parquet": write_parquet}[way]
    write(census, tmp_path / way)  # type: ignore[operator]

    schools = school_list(tmp_path / way)

    assert schools == tuple(listed(school) for school in census.schools)


def test_a_simple_list_needs_only_codes_and_names(tmp_path: Path) -> None:
    path = as_file(tmp_path, "学校标识码,学校名称", "0001,第一小学", "0002,第二小学")

    schools = school_list(path)

    assert [dict(school.cells) for school in schools] == [
        {"school_code": "0001", "name": "第一小学"},
        {"school_code": "0002", "name": "第二小学"},
    ]
    assert [school.stages for school in schools] == [(), ()]


def test_the_type_of_a_school_tells_which_stages_to_prepare(tmp_path: Path) -> None:
    path = as_file(tmp_path, "学校标识码,学校名称,学校类型", "0001,第一学校,九年一贯制")

    (school,) = school_list(path)

    assert school.stages == (Stage.PRIMARY, Stage.JUNIOR)


def test_the_county_asked_for_stands_in_where_the_list_has_none(tmp_path: Path) -> None:
    path = as_file(
        tmp_path, "县级行政区划代码,学校标识码,学校名称", "532322,1,第一小学", ",2,第二小学"
    )

    codes = [school.cells["county_code"] for school in school_list(path, county_code="532323")]

    assert codes == ["532322", "532323"]


def test_unreadable_cells_that_are_not_filled_in_beforehand_do_not_matter(tmp_path: Path) -> None:
    path = as_file(tmp_path, "学校标识码,学校名称,教学及辅助用房面积", "1,第一小学,约五百")

    assert [dict(school.cells) for school in school_list(path)] == [
        {"school_code": "1", "name": "第一小学"}
    ]


def test_an_unreadable_cell_that_would_be_filled_in_is_refused(tmp_path: Path) -> None:
    path = as_file(tmp_path, "学校标识码,学校名称,学校类型", "1,第一小学,大学")

    with pytest.raises(RefusedData) as refused:
        school_list(path)

    assert "第 2 行 “学校类型”：不在可选范围内；填的是“大学”" in str(refused.value)


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        school_list(tmp_path / "名单.csv")

    assert str(refused.value) == f"找不到学校名单 {tmp_path / '名单.csv'}\n  怎么改：检查路径"


@pytest.mark.parametrize("lines", [("电话,地址", "1,2"), ("学校名称", "第一小学")])
def test_a_file_without_codes_and_names_is_refused(lines: tuple[str, ...], tmp_path: Path) -> None:
    path = as_file(tmp_path, *lines)

    with pytest.raises(InputError) as refused:
        school_list(path)

    assert str(refused.value) == (
        f"{path} 里没有学校名单\n"
        "  怎么改：名单第一行应是表头，至少有“学校标识码”“学校名称”两栏，最好还有“学校类型”"
    )


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名单.docx"
    path.write_bytes(b"PK")

    with pytest.raises(InputError, match="里没有学校名单"):
        school_list(path)


def test_a_list_without_a_school_is_refused(tmp_path: Path) -> None:
    path = as_file(tmp_path, "学校标识码,学校名称")

    with pytest.raises(UserError) as refused:
        school_list(path)

    assert str(refused.value) == (
        f"学校名单 {path} 里一所学校也没有\n  怎么改：在表头下面每行填一所学校"
    )


def test_a_row_without_a_code_is_refused(tmp_path: Path) -> None:
    path = as_file(tmp_path, "学校标识码,学校名称", "1,第一小学", ",第二小学")

    with pytest.raises(UserError) as refused:
        school_list(path)

    assert str(refused.value) == (
        f"学校名单 {path} 第 3 行缺学校标识码或学校名称\n  怎么改：补上；不是学校的行请删去"
    )


def test_a_code_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    path = as_file(tmp_path, "学校标识码,学校名称", "1,第一小学", "1,第二小学")

    with pytest.raises(UserError) as refused:
        school_list(path)

    assert str(refused.value) == (
        f"学校名单 {path} 里有重复的学校标识码：1\n  怎么改：一所学校只留一行"
    )
