"""A worksheet's XML is searched as bytes where it is written as usual, and parsed otherwise: both
must see the same.
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from junheng.census import workbook
from junheng.census.containers.sheet_parsing import parse
from junheng.census.containers.sheet_xml import number_of, scan
from junheng.census.grids import letter
from junheng.errors import InputError
from tests.unit.census.county_files import County

PART = "xl/worksheets/sheet1.xml"


@pytest.fixture
def xml(tmp_path: Path) -> bytes:
    """A worksheet with something of everything."""
    path = tmp_path / "odd.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["a", 1.5, True, "<&>"])
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("C3", '=""', None, "")
    sheet.write_formula("D3", "=1+1", bold, 2)
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("F:H", None, None, {"hidden": True})
    sheet.write_blank("BZ30000", None, bold)
    sheet.write("BA12345", "far")
    book.close()
    opened = openpyxl.load_workbook(path)
    opened.active["E5"] = "=2+2"
    opened.save(tmp_path / "odder.xlsx")
    with ZipFile(tmp_path / "odder.xlsx") as archive:
        return archive.read(PART)


def test_both_ways_see_the_same(xml: bytes) -> None:
    assert scan(xml) == parse(xml)
    found = scan(xml)
    assert (found.rows, found.columns) == (12345, 53)
    assert found.hidden_rows == {4}
    assert found.hidden_columns == {5, 6, 7}
    assert "E5" in found.uncalculated


def test_what_excel_writes_is_seen_by_both(tmp_path: Path, xml: bytes) -> None:
    with ZipFile(tmp_path / "odd.xlsx") as archive:
        written = archive.read(PART)
    assert scan(written) == parse(written)
    assert scan(written).errors == {"B3": "#DIV/0!"}
    assert scan(written).uncalculated == {"C3"}
    text = written.replace(b'<c r="C3">', b'<c r="C3" t="str">')
    assert scan(text) == parse(text)
    assert scan(text).uncalculated == frozenset()


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda xml: xml.replace(b'<c r="', b'<c  r="'),
        lambda xml: re.sub(rb'<c r="([^"]*)"', rb"<c r='\1'", xml),
        lambda xml: re.sub(rb'<c r="([^"]*)"( s="[^"]*")', rb'<c\2 r="\1"', xml),
        lambda xml: re.sub(rb"<(/?)(sheetData|row|c|v|f|is|t)\b", rb"<\1x:\2", xml).replace(
            b"<worksheet ", b'<worksheet xmlns:x="u" ', 1
        ),
        lambda xml: xml.replace(b"</row>", b"<!-- <c > --></row>"),
    ],
)
def test_unusual_ways_of_writing_change_nothing(xml: bytes, rewrite: object) -> None:
    changed = rewrite(xml)  # type: ignore[operator]
    assert changed != xml
    assert scan(changed) == scan(xml)


def test_rows_and_cells_without_names_are_counted() -> None:
    found = scan(
        b"<worksheet><sheetData><row/><row><c/><c><v>1</v></c></row></sheetData></worksheet>"
    )
    assert (found.rows, found.columns) == (2, 2)


def test_what_is_no_xml_is_told() -> None:
    with pytest.raises(ValueError, match="mismatched tag"):
        scan(b"<sheetData><c></sheetData>")


@pytest.mark.parametrize(("name", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_have_letters_and_numbers(name: str, number: int) -> None:
    assert number_of(name.encode()) == number
    assert letter(number - 1) == name


def test_a_reader_that_gives_up_is_a_refusal(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """What the reader raises where it meets what it never expected."""

    def panic(*_: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr(workbook, "_grid", panic)
    with pytest.raises(InputError, match=r"county.xlsx 不是完好的工作簿（index out of bounds）"):
        workbook.grids(county.workbook())


def test_a_stop_by_the_user_is_no_refusal(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "_grid", stop)
    with pytest.raises(KeyboardInterrupt):
        workbook.grids(county.workbook())
