"""Reports as plain text, to be compared with what was looked at and found right."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
from docx.table import Table

from junheng import __version__
from junheng.standards import RuleSet

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "tr", "caption", "summary", "figcaption", "footer"}
_UNREAD = {"script", "style", "svg"}


def forms_text(path: Path) -> str:
    """Every cell with a value by its coordinates, a row a line; merged ranges and formats beside."""
    lines = []
    for sheet in openpyxl.load_workbook(path):
        lines.append(f"# {sheet.title}")
        merged = {str(each).partition(":")[0]: str(each) for each in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            cells = []
            for cell in row:
                if cell.value is None:
                    continue
                place = merged.get(cell.coordinate, cell.coordinate)
                form = "" if cell.number_format == "General" else f" [{cell.number_format}]"
                shown = str(cell.value).replace("\n", "⏎")
                cells.append(f"{place}={shown}{form}")
            if cells:
                lines.append(" | ".join(cells))
    return _lines(lines)


def word_text(path: Path) -> str:
    """Paragraphs with their styles, tables row by row, pictures by their words."""
    document = docx.Document(str(path))
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["  | " + " | ".join(cell.text for cell in row.cells) for row in block.rows]
            continue
        pictures = block._p.xpath(".//wp:docPr/@descr")
        text = "".join(f"[图：{each}]" for each in pictures) or block.text
        if text:
            style = block.style.name if block.style else ""
            lines.append(f"{style}: {text}".replace("\n", "⏎"))
    return _lines(lines)


class _Reader(HTMLParser):
    """The text of a page as it is read, a block a line, cells divided by bars."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.lines.append(f"{tag}: ")
        elif tag in ("td", "th"):
            self.lines[-1] += "| "

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in _UNREAD
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.lines[-1] += data.replace("\n", " ")


def page_text(path: Path) -> str:
    """The text of a page as it is read; scripts, styles and the drawings left away."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return _lines([line for line in reader.lines if line.strip()])


def _lines(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"


def settled(text: str, rules: RuleSet) -> str:
    """``text`` without what changes with every release: the version and the rules' fingerprint."""
    text = text.replace(rules.fingerprint, "<fingerprint>")
    text = text.replace(rules.fingerprint[:12], "<fingerprint>")
    return text.replace(f"junheng {__version__}", "junheng <version>")
