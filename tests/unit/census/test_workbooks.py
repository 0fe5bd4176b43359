"""Workbooks: which sheets are read, and what stands in them beside values."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from junheng.census.reading import read
from junheng.errors import InputError
from tests.unit.census.county_files import County, of, the


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with ``old`` replaced in one of its parts."""
    target = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            out.writestr(name, content)
    return target


def test_sheets_of_instructions_are_skipped_without_a_word(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    for name in ("填写说明", "封面", "检查结果"):
        book.create_sheet(name).append(["请先读这一页"])
    book.create_sheet("空白页")
    book.save(path)
    assert read(path).defects == ()


def test_a_sheet_that_is_no_table_is_named(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book.create_sheet("食堂").append(["座位", "面积"])
    book.save(path)
    assert str(the(read(path))) == "提醒 工作表“食堂”：不是数据表，没有读取"


def test_a_sheet_of_another_name_is_known_by_its_headers(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book["学段"].title = "Sheet2"
    book.save(path)
    reading = read(path)
    assert the(reading).message == "按表头认作“学段”表"
    assert len(reading.require().stages) == 4


def test_english_sheet_names_are_as_good(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book["学段"].title = "Stages"
    book["学校"].title = " schools"
    book.save(path)
    assert read(path).defects == ()


def test_a_missing_table_is_named(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    del book["学段"]
    book.save(path)
    (defect,) = of(read(path), "table.missing")
    assert defect.message == "缺少“学段”表（stages）"


def test_two_sheets_for_one_table_are_refused(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["学校"]).title = "schools"
    book.save(path)
    assert the(read(path)).message == "“学校”表给了两份：学校、schools"


def test_a_hidden_sheet_is_read_and_told(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book["学段"].sheet_state = "hidden"
    book.save(path)
    reading = read(path)
    assert the(reading).message == "这个工作表是隐藏的，也读取了"
    assert len(reading.require().stages) == 4


def test_hidden_rows_are_read_and_told(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    for row in (2, 3, 5, 40):
        book["学段"].row_dimensions[row].hidden = True
    book.save(path)
    reading = read(path)
    assert the(reading).message == "第 2-3、5 行是隐藏的（或被筛选掉了），里面有数据，也读取了"
    assert len(reading.require().stages) == 4


def test_a_hidden_column_is_read_and_told(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book["学段"].column_dimensions["C"].hidden = True
    book.save(path)
    defect = the(read(path))
    assert (defect.message, defect.header) == ("这一列是隐藏的，也读取了", "在校生数")


@pytest.mark.parametrize("word", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_a_formula_that_failed_is_no_blank_cell(county: County, word: str) -> None:
    path = county.path / "failed.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ("schools", "stages"):
        sheet = book.add_worksheet({"schools": "学校", "stages": "学段"}[name])
        for down, cells in enumerate(county.cells(name)):
            sheet.write_row(down, 0, cells)
    book.get_worksheet_by_name("学校").write_formula("M3", "=A1/0", None, word)
    book.close()
    assert str(the(read(path))) == (
        f"错误 工作表“学校” 第 3 行 M 列“教学及辅助用房面积”：公式出错（{word}）；填的是“{word}”；"
        "怎么改：改正公式，或改填公式应得的结果"
    )


def test_a_formula_saved_without_its_result_is_no_blank_cell(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book["学段"]["C2"] = "=200+40"
    book.save(path)
    defect = the(read(path))
    assert (defect.message, defect.found) == ("公式还没有计算出结果", "")
    assert defect.remedy == "用 Excel 或 WPS 打开工作簿，保存一次后再读；或直接填写数值"


def test_a_formula_whose_result_is_an_empty_text_is_blank(county: County) -> None:
    path = changed(
        county.workbook(),
        "xl/worksheets/sheet1.xml",
        b'<c r="S2">',
        b'<c r="P2" t="str"><f>""</f><v></v></c><c r="S2">',
    )
    reading = read(path)
    assert reading.defects == ()
    assert reading.require().schools[0].other_sports_m2 is None


def test_a_formula_gives_the_result_saved_with_it(county: County) -> None:
    path = county.workbook()
    part = "xl/worksheets/sheet2.xml"
    path = changed(path, part, b"<v>240</v>", b"<f>200+40</f><v>240</v>")
    assert read(path).require().stages[0].pupils == 240


def merged(path: Path, span: str) -> Path:
    """The workbook with those cells of the second sheet merged and what they hold left in them."""
    old = b"</sheetData>"
    new = old + f'<mergeCells count="1"><mergeCell ref="{span}"/></mergeCells>'.encode()
    return changed(path, "xl/worksheets/sheet2.xml", old, new)


def test_what_a_merged_cell_covers_is_read_and_told(county: County) -> None:
    reading = read(merged(county.workbook(), "C2:C3"))
    defect = the(reading)
    assert (defect.check, defect.severity) == ("cell.covered", "warning")
    assert (defect.row, defect.column, defect.found) == (3, "C", "240")
    assert defect.message == "这一格被合并的单元格盖住了，看不见，里面却有内容，也读取了"
    assert [row.pupils for row in reading.require().stages] == [240] * 4


def test_nothing_is_told_of_merged_cells_that_cover_nothing(county: County) -> None:
    for row in county.stages[:2]:
        row["classes_over"] = ""
    assert not of(read(merged(county.workbook(), "G2:G3")), "cell.covered")
    path = county.workbook("titled.xlsx", stages=[["学段数据", "x"], *county.cells("stages")])
    assert not of(read(merged(path, "A1:C1")), "cell.covered")


def test_macros_are_not_run_and_told(county: County) -> None:
    path = county.workbook()
    target = path.with_suffix(".xlsm")
    path.rename(target)
    with zipfile.ZipFile(target, "a") as book:
        book.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    reading = read(target)
    assert the(reading).message == "工作簿里有宏；只读了数据，没有运行宏"
    assert reading.census is not None


def test_other_workbooks_linked_to_are_not_opened_and_told(county: County) -> None:
    path = county.workbook()
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert the(read(path)).message == ("工作簿引用了别的文件；没有打开那些文件，用的是保存时的结果")


def test_a_percentage_is_the_ratio_behind_it(county: County) -> None:
    county.county = [{"county_code": "999901", "key": "recognition_rate", "value": ""}]
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    cell = book["县级数据"]["C2"]
    cell.value, cell.number_format = 0.87, "0%"
    book.save(path)
    assert read(path).require().county[0].value * 100 == 87  # type: ignore[operator]


@pytest.mark.parametrize("name", ["数据.docx", "数据", "数据.pdf"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"something")
    with pytest.raises(InputError, match="不是能读的格式"):
        read(path)


def test_one_table_is_no_data_set(tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_text("a", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read(path)
    assert str(refused.value) == (
        "schools.csv 只是一张表，一份数据要有“学校”“学段”等几张表\n"
        f"  怎么改：把各张表的文件放在同一个文件夹里，再给出这个文件夹，例如 {tmp_path}"
    )


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        read(tmp_path / "没有.xlsx")


def test_a_sheet_may_begin_far_from_the_corner(county: County) -> None:
    cells = [[""] * 3, [""] * 3, *([["", "", *row] for row in county.cells("schools")])]
    census = read(county.workbook(schools=cells)).require()
    assert census.schools[0].row == 4
    assert census.cell("schools", "county_code", 4) == "学校!C4"
