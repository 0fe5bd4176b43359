"""Workbooks that are no .xlsx: .xls, .et of WPS, .ods."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from struct import pack
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from junheng.census.reading import read
from junheng.errors import InputError
from tests.unit.census import old_workbooks as old
from tests.unit.census.county_files import County, of, the

Write = Callable[..., Path]


def sheets(county: County) -> dict[str, Any]:
    return {"学校": county.cells("schools"), "学段": county.cells("stages")}


@pytest.fixture
def write(county: County) -> Write:
    """``write(name)`` makes an old workbook; ``extra`` records go into every sheet."""

    def make(name: str = "county.xls", **more: Any) -> Path:
        streams = more.pop("streams", {})
        path = county.path / name
        content = {"Workbook": old.workbook(sheets(county), **more), **streams}
        path.write_bytes(old.compound(content))
        return path

    return make


@pytest.mark.parametrize("name", ["county.xls", "county.et", "county.xlsx"])
def test_an_old_workbook_is_known_by_its_content(county: County, write: Write, name: str) -> None:
    expected = county.read().require()
    census = read(write(name)).require()
    assert census.schools == expected.schools
    assert census.stages == expected.stages
    assert census.cell("stages", "pupils", 3) == "学段!C3"


def test_a_new_et_file_is_an_xlsx_inside(county: County) -> None:
    path = county.workbook()
    target = path.with_suffix(".et")
    path.rename(target)
    assert read(target).defects == ()


@pytest.mark.parametrize("code", [(0x17, "#REF!"), (0x07, "#DIV/0!"), (0x2A, "#N/A")])
def test_errors_in_old_workbooks_are_no_blank_cells(write: Write, code: tuple[int, str]) -> None:
    number, word = code
    reading = read(write(extra=old.cell(1, 12, bytes([number]))))
    assert {each.message for each in reading.defects} == {f"公式出错（{word}）"}
    assert [(each.sheet, each.column) for each in reading.defects] == [("学校", "M"), ("学段", "M")]


def test_failed_formulas_in_old_workbooks_are_no_blank_cells(write: Write) -> None:
    reading = read(write(extra=old.failed_formula(1, 12, 0x0F)))
    assert [each.message for each in reading.defects] == ["公式出错（#VALUE!）"] * 2


def test_hidden_rows_of_old_workbooks_are_told(write: Write) -> None:
    found = of(read(write(extra=old.hidden_row(2))), "sheet.hidden")
    assert [(each.sheet, each.row) for each in found] == [("学校", 3), ("学段", 3)]


def test_macros_of_old_workbooks_are_told(write: Write) -> None:
    reading = read(write(streams={"_VBA_PROJECT_CUR": b"x"}))
    assert the(reading).message == "工作簿里有宏；只读了数据，没有运行宏"


def test_a_password_on_an_old_workbook_is_told(write: Write) -> None:
    with pytest.raises(InputError, match=r"county.xls 设了打开密码，读不了"):
        read(write(before=old.record(0x2F, bytes(54))))


@pytest.mark.parametrize("name", ["county.xlsx", "county.xls"])
def test_a_password_on_a_new_workbook_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = {"EncryptionInfo": b"x", "EncryptedPackage": bytes(5000)}
    path.write_bytes(old.compound(content))
    with pytest.raises(InputError) as refused:
        read(path)
    assert str(refused.value) == (
        f"{name} 设了打开密码，读不了\n  怎么改：用 Excel 或 WPS 打开，取消密码后另存，再读取"
    )


def test_two_cells_far_apart_in_an_old_workbook_are_not_laid_out(write: Write) -> None:
    far = old.record(0x203, pack("<HHHd", 65_535, 255, 0, 1.0))
    with pytest.raises(InputError, match="有 65536 行、256 列，太大，没有打开"):
        read(write(extra=far))


def test_a_row_of_many_numbers_reaches_to_its_last(write: Write) -> None:
    far = old.record(0xBD, pack("<HH", 65_535, 0) + bytes(6) * 200 + pack("<H", 199))
    with pytest.raises(InputError, match="有 65536 行、200 列，太大，没有打开"):
        read(write(extra=far))


def test_a_chain_of_sectors_without_end_is_refused(write: Write) -> None:
    path = write()
    content = bytearray(path.read_bytes())
    at = content.rfind(pack("<III", 1, 2, 3))
    content[at : at + 4] = pack("<I", 0)  # the first sector follows itself
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"county.xls 不完整或已经损坏"):
        read(path)


def test_an_old_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "文档.xls"
    path.write_bytes(old.compound({"WordDocument": b"x"}))
    with pytest.raises(InputError, match=r"文档.xls 不是工作簿"):
        read(path)


def test_an_old_workbook_cut_off_is_refused(write: Write) -> None:
    path = write()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError, match=r"county.xls (不完整或已经损坏|不是完好的工作簿)"):
        read(path)


def open_document(path: Path, county: County, *, more: str = "", manifest: str = "") -> Path:
    """An .ods with the county's two tables; ``more`` rows at the end of each."""

    def cell(value: Any) -> str:
        if value == "":
            return "<table:table-cell/>"
        if isinstance(value, float):
            return f'<table:table-cell office:value-type="float" office:value="{value:.15g}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    body = ""
    for name, rows in sheets(county).items():
        lines = "".join(
            f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
        )
        body += f'<table:table table:name="{name}">{lines}{more}</table:table>'
    names = ("office", "table", "text")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0)
        book.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        book.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def test_an_open_document_reads_like_a_workbook(county: County) -> None:
    expected = county.read().require()
    census = read(open_document(county.path / "county.ods", county)).require()
    assert census.schools == expected.schools
    assert census.stages == expected.stages


def test_blank_rows_to_the_end_of_the_sheet_do_no_harm(county: County) -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read(open_document(county.path / "county.ods", county, more=blank)).defects == ()


def test_one_cell_repeated_by_the_million_is_not_laid_out(county: County) -> None:
    bomb = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    with pytest.raises(InputError, match="有 1000004 行、16384 列，太大，没有打开"):
        read(open_document(county.path / "county.ods", county, more=bomb))


def test_a_password_on_an_open_document_is_told(county: County) -> None:
    path = open_document(county.path / "county.ods", county, manifest="<encryption-data/>")
    with pytest.raises(InputError, match=r"county.ods 设了打开密码，读不了"):
        read(path)


def test_a_broken_open_document_is_refused(county: County) -> None:
    path = open_document(county.path / "county.ods", county, more="<table:table-row>")
    with pytest.raises(InputError, match=r"county.ods 已经损坏"):
        read(path)
