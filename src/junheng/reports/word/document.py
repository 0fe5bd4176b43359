"""A report drawn as a Word document."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime, time
from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Length, Mm, Pt, RGBColor

from junheng.files import write_whole
from junheng.model import Status
from junheng.model.text import printable
from junheng.reports.blocks import (
    Block,
    Bullets,
    Figure,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Report,
)
from junheng.reports.charts.drawing import png
from junheng.reports.numbering import Numbering
from junheng.reports.word import style
from junheng.reports.word.tables import add_table

PPI = 200
HIGHEST = Mm(200)
_INKS = {
    Status.MET: RGBColor(0x1F, 0x4E, 0x79),
    Status.NOT_MET: RGBColor(0x9C, 0x1C, 0x1C),
    Status.UNDETERMINED: RGBColor(0x55, 0x55, 0x55),
}


def write_document(report: Report, path: Path, *, on: date, sheets: bool = False) -> None:
    """Write ``report`` to ``path``. ``on`` dates the file's properties, so that equal input gives an
    equal document. ``sheets`` are pages that are handed out one by one: smaller, without numbers.

    Raises :class:`junheng.errors.UserError` where ``path`` cannot be written.
    """
    document = docx.Document()
    style.apply(document, style.COMPACT if sheets else style.OFFICIAL)
    properties = document.core_properties
    properties.title, properties.author = printable(report.title), "junheng"
    properties.language = "zh-CN"
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(on, time())
    title = document.add_paragraph(printable(report.place), style="Title")
    title.add_run().add_break()
    title.add_run(printable(report.subject))
    for line in report.facts:
        document.add_paragraph(printable(line), style="Facts")
    writer = _Writer(document, numbered=not sheets)
    for block in report.blocks:
        writer.add(block)
    made = io.BytesIO()
    document.save(made)
    write_whole(path, made.getvalue())


class _Writer:
    """Adds blocks to a document, counting headings, tables and figures as it goes."""

    def __init__(self, document: Document, *, numbered: bool) -> None:
        self.document = document
        self.numbering = Numbering()
        self.numbered = numbered
        self.on_new_page = False

    def add(self, block: Block) -> None:
        """Add one block."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                for item in block.items:
                    self.document.add_paragraph(printable(item), style="List Bullet")
            case Grid():
                self._grid(block)
            case Figure():
                self._figure(block)
            case PageBreak():
                self.on_new_page = True

    def _heading(self, block: Heading) -> None:
        number = self.numbering.heading(block.level) if self.numbered else ""
        heading = self.document.add_heading(printable(f"{number}{block.text}"), level=block.level)
        # A break in a paragraph of its own would leave an empty page after a full one.
        if self.on_new_page:
            heading.paragraph_format.page_break_before = True
            self.on_new_page = False

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph(style="Note" if block.small else None)
        run = paragraph.add_run(printable(block.text))
        if block.lead:
            run.bold = True
            if block.status in _INKS:
                run.font.color.rgb = _INKS[block.status]

    def _grid(self, block: Grid) -> None:
        caption = f"{self.numbering.table()}　{block.caption}" if self.numbered else block.caption
        paragraph = self.document.add_paragraph(printable(caption), style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        add_table(self.document, block)
        self.document.add_paragraph(printable(block.note), style="Note")

    def _figure(self, block: Figure) -> None:
        image = png(block.spec, ppi=PPI)
        width, height = _size(image)
        paragraph = self.document.add_paragraph(style="Picture")
        run = paragraph.add_run()
        run.add_picture(io.BytesIO(image), width=width, height=height)
        (described,) = run.element.xpath(".//wp:docPr")
        described.set("title", printable(block.title))
        described.set("descr", printable(f"{block.title}。{block.summary}"))
        caption = f"{self.numbering.figure()}　{block.title}"
        self.document.add_paragraph(printable(caption), style="Caption")
        self.document.add_paragraph(printable(block.summary), style="Note")


def _size(image: bytes) -> tuple[Length, Length]:
    """The printed size of a PNG drawn at :data:`PPI`, no wider than the text and no higher than a page."""
    wide, high = struct.unpack(">II", image[16:24])
    points = 72 / PPI * 0.76
    width, height = Pt(wide * points), Pt(high * points)
    shrink = min(1.0, style.TEXT_WIDTH / width, HIGHEST / height)
    return Length(int(width * shrink)), Length(int(height * shrink))
