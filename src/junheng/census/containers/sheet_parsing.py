"""The XML of a worksheet that is written in an unusual way: parsed, event by event."""

from __future__ import annotations

import re
from xml.parsers import expat

from junheng.census.containers.sheet_xml import SheetScan, number_of

_NAME = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_CONTENT = frozenset(("v", "is", "t", "f"))


class _Handler:
    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.row = self.column = 0
        self.cell = ""
        self.type = ""
        self.seen: set[str] = set()
        self.text = ""
        self.errors: dict[str, str] = {}
        self.uncalculated: set[str] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.add(self.row)
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
            self.hidden_columns.update(range(first - 1, min(last, 16_384)))
        elif name in _CONTENT:
            self.seen.add(name)
            self.text = ""

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        name = attributes.get("r", "")
        found = _NAME.fullmatch(name)
        if name and not found:
            raise ValueError("a cell has no proper name")
        if found:
            self.column, self.row = number_of(found[1].encode()), int(found[2])
        else:
            self.column += 1
        self.cell, self.type = attributes.get("r", ""), attributes.get("t", "")
        self.seen, self.text = set(), ""

    def data(self, text: str) -> None:
        self.text += text

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            if self.type == "e":
                self.errors[self.cell] = self.text
            if not self.text:
                self.seen.discard("v")
        elif name == "c" and self.seen:
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            if "f" in self.seen and "v" not in self.seen and self.type != "str":
                self.uncalculated.add(self.cell)


def parse(xml: bytes) -> SheetScan:
    """As :func:`sheet_xml.scan`. Raises ``ValueError`` if it is no well-formed XML."""
    handler = _Handler()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as problem:
        raise ValueError(str(problem)) from problem
    return SheetScan(
        rows=handler.rows,
        columns=handler.columns,
        errors=handler.errors,
        uncalculated=frozenset(handler.uncalculated),
        hidden_rows=frozenset(handler.hidden_rows),
        hidden_columns=frozenset(handler.hidden_columns),
    )
