"""What is filled into the workbook reads back, whole and without a defect."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from tests.unit.template.filling import CLAUSES, fill, prefill_of, put

from junheng.census.reading import read
from junheng.census.records import Census
from junheng.census.tables import TABLES
from junheng.census.template import Prefill, write_template


def content(census: Census) -> dict[str, list[object]]:
    """Every row of every table, line numbers apart."""
    return {
        table.name: [replace(row, row=0) for row in getattr(census, table.name)] for table in TABLES
    }


@pytest.fixture(scope="module")
def filled(census: Census, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "填报.xlsx"
    write_template(path, prefill_of(census))
    fill(path, census)
    return path


def test_a_filled_in_workbook_reads_back_equal_and_without_any_defect(
    filled: Path, census: Census
) -> None:
    reading = read(filled)

    assert reading.defects == ()
    assert content(reading.require()) == content(census)


def test_a_workbook_without_a_prefilled_list_reads_back_equal_too(
    census: Census, tmp_path: Path
) -> None:
    path = tmp_path / "填报.xlsx"
    clauses = prefill_of(census).clauses
    write_template(path, Prefill(county_codes=("999901",), clauses=clauses))
    fill(path, census)

    assert content(read(path).require()) == content(census)


def test_vetoes_may_be_answered_by_whether_the_fact_exists(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    shutil.copy(filled, path)
    line = {each.clause: each.row for each in read(filled).require().attestations}
    put(path, {("佐证", f"C{line['10.1']}"): "不存在", ("佐证", f"C{line['10.2']}"): "存在"})

    conclusions = {each.clause: each.conclusion for each in read(path).require().attestations}

    assert (conclusions["10.1"], conclusions["10.2"]) == ("met", "not_met")


def test_a_prefilled_row_left_blank_is_named_and_never_taken_for_zero(
    census: Census, tmp_path: Path
) -> None:
    path = tmp_path / "填报.xlsx"
    write_template(path, prefill_of(census))

    first = read(path).errors[0]

    assert str(first) == (
        "错误 工作表“学段” 第 4 行 D 列“在校生数 （人）”：必填的单元格是空的；怎么改：填写这一格"
    )


def test_an_untouched_workbook_says_that_there_is_no_school(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    write_template(path, Prefill(county_codes=("999901",), clauses=CLAUSES))

    assert [str(each) for each in read(path).errors] == [
        "错误 工作表“学校”：没有一行数据；怎么改：在表头下面逐行填写",
        "错误 工作表“学段”：没有一行数据；怎么改：在表头下面逐行填写",
    ]


OFFICE = shutil.which("libreoffice") or shutil.which("soffice")


@pytest.fixture(scope="module")
def self_check(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[object]]:
    """The sheet 自查, computed by an office program, after some slips were made on purpose."""
    if OFFICE is None:
        pytest.skip("the formulas need an office program to compute them; none is installed")
    folder = tmp_path_factory.mktemp("computed")
    path = folder / "slips.xlsx"
    shutil.copy(filled, path)
    put(
        path,
        {
            ("学校", "N4"): 99_999,  # indoor sports larger than the teaching area
            ("学校", "B6"): "9999010002",  # the code of the school above
            ("学段", "J6"): 99_999,  # more migrant pupils than pupils
            ("学段", "L8"): 0,  # no teachers, yet degrees of teachers
            ("学段", "D9"): None,  # no pupils given
        },
    )
    command = [
        *(OFFICE, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    book = CalamineWorkbook.from_path(folder / "out" / "slips.xlsx")
    return book.get_sheet_by_name("自查").to_python()


def result(rows: list[list[object]], sheet: str, title: str) -> list[object]:
    """Rows at fault, the first of them, and the word beside it."""
    (found,) = [row[2:5] for row in rows if row[:2] == [sheet, title]]
    return found


@pytest.mark.parametrize(
    ("sheet", "title", "told"),
    [
        ("学校", "学校标识码重复", [1, 6, "请核对"]),
        ("学校", "“室内体育用房面积”大于“教学及辅助用房面积”", [1, 4, "请核对"]),
        ("学校", "必填栏没有填全（黄色单元格）", [0, "", "通过"]),
        ("学段", "“随迁子女在校生数”大于“在校生数”", [1, 6, "请核对"]),
        ("学段", "各学历教师之和大于专任教师数", [1, 8, "请核对"]),
        ("学段", "必填栏没有填全（黄色单元格）", [1, 9, "请核对"]),
        ("学段", "同一学校的同一学段填了两行", [0, "", "通过"]),
        ("学段", "学校标识码在“学校”表中找不到", [1, 6, "请核对"]),
        ("县级数据", "县级数据各项", [42, 42, 0]),
    ],
)
def test_the_workbook_finds_slips_while_it_is_filled_in(
    sheet: str, title: str, told: list[object], self_check: list[list[object]]
) -> None:
    assert result(self_check, sheet, title) == told


def test_the_workbook_adds_up_what_was_filled_in(
    self_check: list[list[object]], census: Census
) -> None:
    classes = [sum(row.classes or 0 for row in census.stages if row.stage == stage)
               for stage in ("primary", "junior", "senior")]  # fmt: skip

    assert [row[2:] for row in self_check if row[:2] == ["学段", "班级数（个）"]] == [
        [*classes, sum(classes)]
    ]
