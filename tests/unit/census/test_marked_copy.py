"""The marked copy: every defect coloured and explained where it stands, the original untouched."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from junheng.census.defects import Defect, Severity
from junheng.census.marked import default_path, write_marked
from junheng.census.reading import read
from junheng.errors import UserError
from tests.unit.census.county_files import County

RED, YELLOW = "00F8B4B4", "00FDE9A9"


def marked(data: Path, target: Path | None = None) -> Workbook:
    """The marked copy of the data, opened."""
    path = write_marked(data, read(data).defects, target or default_path(data))
    return openpyxl.load_workbook(path)


def spoilt(county: County) -> Path:
    county.stages[0]["boarders"] = "241"
    county.stages[0]["teachers"] = "0"
    county.stages[1]["pupils"] = "=240"
    return county.workbook()


def test_it_stands_beside_the_data(county: County) -> None:
    assert default_path(county.path / "填报.xlsx").name == "填报-标注.xlsx"
    folder = county.folder("数据.2026")
    assert default_path(folder) == county.path / "数据.2026-标注.xlsx"


def test_cells_with_errors_are_red_and_say_what_is_wrong(county: County) -> None:
    book = marked(spoilt(county))
    cell = book["学段"]["H2"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text == (
        "【错误】寄宿生数 241 大于在校生数 240\n应为：不大于在校生数 240\n"
        "怎么改：核对这两个数，改正填错的一个"
    )


def test_cells_with_warnings_only_are_yellow(county: County) -> None:
    county.stages[0] |= {"teachers": "0", "backbone": "", "certified": "", "trained_360": "",
                         "degree_associate": "", "degree_bachelor": "", "degree_master": "",
                         "degree_doctor": "", "pe": "", "music": "", "art": "", "arts": ""}  # fmt: skip
    book = marked(county.workbook())
    assert book["学段"]["K2"].fill.fgColor.rgb == YELLOW


def test_other_cells_keep_their_looks_and_values(county: County) -> None:
    path = spoilt(county)
    original = openpyxl.load_workbook(path)
    original["学校"].freeze_panes = "C2"
    original["学校"]["C2"].number_format = "@"
    original.save(path)
    book = marked(path)
    assert book["学校"].freeze_panes == "C2"
    assert book["学校"]["C2"].number_format == "@"
    assert book["学段"]["C3"].value == "=240"
    assert book["学段"]["C3"].data_type == "s"


def test_the_original_is_not_touched(county: County) -> None:
    path = spoilt(county)
    before = path.read_bytes()
    marked(path)
    assert path.read_bytes() == before


def test_the_first_sheet_lists_all_defects_with_links(county: County) -> None:
    path = spoilt(county)
    defects = read(path).defects
    sheet = marked(path).worksheets[0]
    assert sheet.title == "检查结果"
    assert sheet["A1"].value.startswith("检查结果：7 处错误，1 处提醒。")
    assert sheet.max_row == 2 + len(defects)
    row = next(row for row in sheet.iter_rows(min_row=3) if row[7].value.startswith("寄宿生数"))
    assert [cell.value for cell in row[1:7]] == [
        "✗ 错误", "学段", 2, "H", "寄宿生数", "9990000001",
    ]  # fmt: skip
    assert row[3].hyperlink.location == "'学段'!H2"


def test_text_of_the_data_never_becomes_a_formula(county: County) -> None:
    county.stages[1]["pupils"] = '=HYPERLINK("http://example.org")'
    sheet = marked(county.workbook()).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    found = next(cell for cell in cells if str(cell.value).startswith("=HYPERLINK"))
    assert found.quotePrefix


def test_a_folder_is_copied_into_a_workbook_and_marked(county: County) -> None:
    county.schools[0]["name"] = "=1+1"
    county.stages[0]["boarders"] = "241"
    book = marked(county.folder())
    assert book.sheetnames == ["检查结果", "学校", "学段"]
    cell = book["学段"]["H2"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("241", RED)
    assert (book["学校"]["C2"].value, book["学校"]["C2"].data_type) == ("=1+1", "s")
    assert book["学校"].freeze_panes == "A2"


def test_a_defect_without_a_column_marks_the_first_cell_of_its_row(county: County) -> None:
    cells = county.cells("stages")
    cells.append(["合计", "", 960.0])
    path = county.workbook(stages=cells)
    assert marked(path)["学段"]["A6"].fill.fgColor.rgb == YELLOW


def test_a_comment_of_the_clerk_is_kept(county: County) -> None:
    path = spoilt(county)
    book = openpyxl.load_workbook(path)
    book["学段"]["H2"].comment = Comment("张三已核对", "张三")
    book.save(path)
    assert marked(path)["学段"]["H2"].comment.text.startswith("张三已核对\n\n【错误】")


def test_a_defect_in_a_merged_cell_marks_its_corner(county: County) -> None:
    path = spoilt(county)
    book = openpyxl.load_workbook(path)
    book["学段"].merge_cells("G2:H2")
    book["学段"]["G2"] = 241
    book.save(path)
    defect = Defect(
        check="cell.number", severity=Severity.ERROR, message="x",
        file=path.name, sheet="学段", row=2, column="H",
    )  # fmt: skip
    copy = openpyxl.load_workbook(write_marked(path, [defect], county.path / "copy.xlsx"))
    assert copy["学段"]["G2"].fill.fgColor.rgb == RED


def test_it_never_overwrites_the_data(county: County) -> None:
    path = spoilt(county)
    with pytest.raises(UserError) as refused:
        marked(path, path)
    assert str(refused.value) == (
        f"{path} 就是要检查的数据，不能用标注副本覆盖它\n  怎么改：用 --marked 换一个文件名"
    )


def test_it_never_overwrites_another_file(county: County) -> None:
    path, other = spoilt(county), county.workbook("other.xlsx")
    for taken in (other, county.path / "text.xlsx"):
        if not taken.exists():
            taken.write_text("notes", encoding="utf-8")
        with pytest.raises(UserError, match="不是以前写的标注副本，不覆盖它"):
            marked(path, taken)


def test_it_replaces_an_earlier_marked_copy(county: County) -> None:
    path = spoilt(county)
    first = write_marked(path, read(path).defects, default_path(path))
    assert write_marked(path, (), default_path(path)) == first
    assert openpyxl.load_workbook(first).worksheets[0].max_row == 2


def test_it_is_a_workbook_and_nothing_else(county: County) -> None:
    with pytest.raises(UserError, match=r"不是 \.xlsx 文件名"):
        marked(spoilt(county), county.path / "copy.csv")


def test_a_folder_that_is_not_there_is_a_refusal(county: County) -> None:
    with pytest.raises(UserError, match=r"写不了 .*copy\.xlsx：文件夹不存在"):
        marked(spoilt(county), county.path / "nowhere" / "copy.xlsx")


def test_a_sheet_of_the_same_name_is_kept(county: County) -> None:
    path = spoilt(county)
    book = openpyxl.load_workbook(path)
    book.create_sheet("检查结果").append(["旧的"])
    book.save(path)
    assert marked(path).sheetnames == ["检查结果2", "学校", "学段", "检查结果"]
