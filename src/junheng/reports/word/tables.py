"""Tables in Word: header rows that repeat, rows that do not break, statuses by word and shade.

A table is written as one piece of WordprocessingML: through the objects of python-docx a county with
300 schools took minutes, most of it spent on finding cells again.
"""

from __future__ import annotations

from xml.sax.saxutils import escape  # writes text, parses nothing # nosec B406

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

from junheng.model.text import printable
from junheng.reports.blocks import Align, Cell, Grid
from junheng.reports.word.style import TABLE_HEAD, TABLE_TEXT, TEXT_WIDTH

KEPT_TOGETHER = 16
"""Tables of no more rows are not broken over pages."""

_ALIGN = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTRE: "center"}
_SHADES = {
    "not_met": "F3D9D9",
    "below_floor": "F3D9D9",
    "within_floor": "FBEBC8",
    "undetermined": "EDEDED",
}
_HEAD_SHADE = "E4ECF4"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def add_table(document: Document, grid: Grid) -> None:
    """Add a table over the whole text width, at the end of the document."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(table_xml(grid)))


def table_xml(grid: Grid) -> str:
    """The table as WordprocessingML."""
    widths = [_twips(width) for width in _widths(grid)]
    together = len(grid.rows) <= KEPT_TOGETHER
    head = "".join(
        _cell(Cell(text=column.header), width, Align.CENTRE, kept=True, head=True)
        for column, width in zip(grid.columns, widths, strict=True)
    )
    last = len(grid.rows) - 1
    rows = "".join(
        _row(grid, cells, widths, kept=(together and position < last) or position == 0)
        for position, cells in enumerate(grid.rows)
    )
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + "</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _row(grid: Grid, cells: tuple[Cell, ...], widths: list[int], *, kept: bool) -> str:
    inner = "".join(
        _cell(cell, width, column.align, kept=kept)
        for cell, width, column in zip(cells, widths, grid.columns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>"


def _cell(cell: Cell, width: int, align: Align, *, kept: bool, head: bool = False) -> str:
    fill = _HEAD_SHADE if head else _SHADES.get(cell.status.value if cell.status else "", "")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    style = TABLE_HEAD if head else TABLE_TEXT
    keep = "<w:keepNext/>" if kept else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}<w:jc w:val="{_ALIGN[align]}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(printable(cell.text))}</w:t></w:r></w:p></w:tc>'
    )


def _widths(grid: Grid) -> list[Length]:
    whole = sum(column.width for column in grid.columns)
    return [Length(int(TEXT_WIDTH * column.width / whole)) for column in grid.columns]


def _twips(length: Length) -> int:
    return round(float(length.pt) * 20)
