"""Workbooks that would fill the memory, run something, or are not what they say."""

from __future__ import annotations

import datetime as dt
import os
import struct
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from junheng.census.containers import limits
from junheng.census.reading import read
from junheng.errors import InputError
from tests.unit.census.county_files import County, of
from tests.unit.hostile.conftest import Rebuild

SHEET = "xl/worksheets/sheet1.xml"
pytestmark = pytest.mark.usefixtures("little_memory")


def refusal(path: Path) -> str:
    """The first line of the refusal; that it comes at once is held by the bound on memory."""
    with pytest.raises(InputError) as refused:
        read(path)
    assert refused.value.remedy
    return refused.value.message


def test_a_zip_bomb_is_not_unpacked(rebuilt: Rebuild) -> None:
    path = rebuilt({"xl/media/image1.png": bytes(60_000_000)})
    assert path.stat().st_size < 200_000
    assert refusal(path) == "bad.xlsx 展开后有 60 MB，没有打开"


def test_many_parts_that_add_up_are_not_unpacked(rebuilt: Rebuild) -> None:
    path = rebuilt({f"xl/media/{number}": bytes(29_000_000) for number in range(15)})
    assert refusal(path) == "bad.xlsx 展开后有 435 MB，没有打开"


def test_a_sheet_that_lies_about_its_size_is_caught(rebuilt: Rebuild) -> None:
    path = rebuilt(
        {SHEET: lambda xml: xml.replace(b"</sheetData>", b" " * 5_000_000 + b"</sheetData>")}
    )
    content = bytearray(path.read_bytes())
    at = content.rfind(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", content, at + 24, 5000)
    path.write_bytes(content)
    assert refusal(path) == "bad.xlsx 展开后大得不合常理，没有打开"


def test_thousands_of_parts_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for number in range(limits.PARTS + 1):
            book.writestr(f"xl/{number}", "")
    assert refusal(path) == "bad.xlsx 展开后大得不合常理，没有打开"


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c t='n' r='XFD1048576'><v>1</v></c></row>",
        b'<x:row xmlns:x="u" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        b'<row r="1048576">' + b"<c/>" * 16_383 + b"<c><v>1</v></c></row>",
    ],
)
def test_one_cell_at_the_far_corner_is_not_laid_out(rebuilt: Rebuild, cell: bytes) -> None:
    path = rebuilt({SHEET: lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")})
    assert refusal(path).endswith(
        "从第一个到最后一个有内容的单元格，有 1048576 行、16384 列，太大，没有打开"
    )


@pytest.mark.parametrize("name", [b"ZZZZZ1", b"A99999999", b"1A", b"A0x1"])
def test_a_cell_with_an_impossible_name_is_refused(rebuilt: Rebuild, name: bytes) -> None:
    cell = b'<row r="9"><c r="' + name + b'"><v>1</v></c></row></sheetData>'
    path = rebuilt({SHEET: lambda xml: xml.replace(b"</sheetData>", cell)})
    assert "已经损坏" in refusal(path)


def test_a_format_at_the_far_corner_is_no_content(rebuilt: Rebuild) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    path = rebuilt({SHEET: lambda xml: xml.replace(b"</sheetData>", cell)})
    assert read(path).defects == ()


def test_two_hundred_megabytes_of_blank_rows_are_refused(rebuilt: Rebuild) -> None:
    blank = b'<row r="9"/>' * 3_000_000
    path = rebuilt({SHEET: lambda xml: xml.replace(b"</sheetData>", blank + b"</sheetData>")})
    assert path.stat().st_size < 1_000_000
    assert refusal(path) == "bad.xlsx 展开后有 36 MB，没有打开"


def test_entities_that_multiply_are_refused(rebuilt: Rebuild) -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>"""
    path = rebuilt({"xl/sharedStrings.xml": lambda xml: bomb + xml[xml.find(b"<sst") :]})
    assert refusal(path) == "bad.xlsx 里有不该有的内容（实体声明），没有打开"


def test_an_entity_for_a_file_on_this_machine_is_refused(rebuilt: Rebuild) -> None:
    steal = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>"""
    path = rebuilt({"xl/workbook.xml": lambda xml: steal + xml[xml.find(b"<workbook") :]})
    assert refusal(path) == "bad.xlsx 里有不该有的内容（实体声明），没有打开"


def test_an_encoding_in_which_entities_could_hide_is_refused(rebuilt: Rebuild) -> None:
    path = rebuilt({"xl/styles.xml": lambda xml: xml.decode().encode("utf-16")})
    assert refusal(path) == "bad.xlsx 里有不该有的内容（实体声明），没有打开"


def test_a_sheet_of_broken_xml_is_refused(rebuilt: Rebuild) -> None:
    path = rebuilt({SHEET: lambda xml: xml.replace(b'<c r="', b"<c q='<", 1)})
    assert refusal(path).startswith("bad.xlsx 的 xl/worksheets/sheet1.xml 已经损坏")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_ends_too_soon_is_refused(county: County, keep: float) -> None:
    path = county.workbook()
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    assert refusal(path) == "county.xlsx 不完整或已经损坏"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")
    assert refusal(path) == "空.xlsx 是空文件"


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert refusal(path) == "大.xlsx 有 200 MB，超过 100 MB，没有打开"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "不是工作簿"),
        (bytes(10_000), "不是工作簿"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "其实是网页或 XML 文件，只是用了工作簿的扩展名"),
        (b"PK\x03\x04" + bytes(100), "不完整或已经损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "不完整或已经损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(5000), "不完整或已经损坏"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, content: bytes, said: str) -> None:
    for suffix in (".xlsx", ".xls", ".et"):
        path = tmp_path / f"假{suffix}"
        path.write_bytes(content)
        assert refusal(path) == f"假{suffix} {said}"


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "文档.xlsx"
    with ZipFile(path, "w") as book:
        book.writestr("word/document.xml", "<w/>")
    assert refusal(path) == "文档.xlsx 不是工作簿"


def test_an_archive_with_a_password_is_refused(rebuilt: Rebuild) -> None:
    path = rebuilt({})
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert refusal(path) == "bad.xlsx 设了打开密码，读不了"


def test_two_parts_of_one_name_are_refused(county: County) -> None:
    path = county.workbook()
    with ZipFile(path, "a") as book, pytest.warns(UserWarning, match="Duplicate name"):
        book.writestr(SHEET, "<worksheet/>")
    assert refusal(path) == "county.xlsx 不完整或已经损坏"


def test_a_part_name_that_leads_out_of_the_folder_is_never_written(rebuilt: Rebuild) -> None:
    path = rebuilt({"../../../outside.txt": b"x", "/etc/junheng": b"x"})
    assert read(path).defects == ()
    assert not list(path.parent.parent.glob("outside.txt"))


def test_a_checksum_that_fails_is_refused(rebuilt: Rebuild) -> None:
    path = rebuilt({})
    content = bytearray(path.read_bytes())
    entry = content.find(b"PK\x01\x02")
    while content[entry + 46 : entry + 46 + len(SHEET)] != SHEET.encode():
        entry = content.find(b"PK\x01\x02", entry + 4)
    struct.pack_into("<I", content, entry + 20, 40)  # packed size: the rest is cut off
    path.write_bytes(content)
    assert refusal(path) == "bad.xlsx 不完整或已经损坏"


def test_macros_are_left_alone_even_without_the_suffix(rebuilt: Rebuild) -> None:
    reading = read(rebuilt({"xl/vbaProject.bin": b"Attribute VB_Name"}))
    assert [each.check for each in reading.defects] == ["file.macros"]


def test_text_that_begins_like_a_formula_stays_text(county: County) -> None:
    county.schools[0]["name"] = "=cmd|' /C calc'!A0"
    assert read(county.workbook()).require().schools[0].name == "=cmd|' /C calc'!A0"


def test_dates_in_place_of_codes_are_refused(county: County) -> None:
    path = county.workbook()
    book = openpyxl.load_workbook(path)
    book["学段"]["A2"] = dt.datetime(2024, 5, 1)
    book.save(path)
    reading = read(path)
    assert of(reading, "cell.code_date")[0].message == "被表格软件变成了日期"


@pytest.mark.parametrize("text", ["１２３", "１，２３４", "12 345"])
def test_full_width_digits_are_digits(county: County, text: str) -> None:
    county.schools[0]["sports_ground_m2"] = text
    value = county.read().require().schools[0].sports_ground_m2
    assert value in {123, 1234, 12345}


def test_random_damage_never_ends_in_anything_but_a_refusal(county: County) -> None:
    """A hundred flipped bytes at fixed places: refused, or read, never a crash."""
    path = county.workbook()
    good = path.read_bytes()
    outcomes = set()
    for seed in range(100):
        content = bytearray(good)
        at = zlib.crc32(bytes([seed])) % len(good)
        content[at] ^= 0xFF
        path.write_bytes(content)
        try:
            read(path)
            outcomes.add("read")
        except InputError:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_two_cells_far_apart_in_a_binary_sheet_are_not_laid_out(tmp_path: Path) -> None:
    def row(number: int) -> bytes:
        return b"\x00\x11" + struct.pack("<I", number) + bytes(13)

    def cell(column: int) -> bytes:
        return b"\x05\x10" + struct.pack("<II", column, 0) + struct.pack("<d", 1.0)

    path = tmp_path / "bad.xlsb"
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.bin", b"")
        book.writestr(
            "xl/worksheets/sheet1.bin",
            b"\x91\x01\x00" + row(0) + cell(0) + row(1_048_575) + cell(16_383) + b"\x92\x01\x00",
        )
    assert refusal(path).endswith("有 1048576 行、16384 列，太大，没有打开")


def test_a_damaged_binary_sheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsb"
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.bin", b"")
        book.writestr("xl/worksheets/sheet1.bin", b"\xff" * 20)
    assert refusal(path).startswith("bad.xlsb 不是完好的工作簿")
