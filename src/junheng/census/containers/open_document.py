"""An OpenDocument spreadsheet (.ods) before its cells are read."""

from __future__ import annotations

from xml.parsers import expat

from junheng.census.containers.archive import Archive
from junheng.census.containers.limits import check_extent
from junheng.census.containers.office_open import refuse_entities
from junheng.errors import InputError


class _Handler:
    """Follows repeated rows and cells: one element can stand for millions."""

    def __init__(self) -> None:
        self.extents: dict[str, tuple[int, int]] = {}
        self._sheet = ""
        self._row = self._repeat = self._column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._sheet = attributes.get("table:name", "")
            self._row = 0
        elif tag == "table:table-row":
            self._repeat = int(attributes.get("table:number-rows-repeated", 1))
            self._column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._column += int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes:
                rows, columns = self.extents.get(self._sheet, (0, 0))
                self.extents[self._sheet] = (
                    max(rows, self._row + self._repeat),
                    max(columns, self._column),
                )

    def end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._repeat


def inspect(name: str, content: bytes) -> None:
    """Raise ``InputError`` if the workbook must not be opened."""
    archive = Archive(name, content)
    if "content.xml" not in archive.parts:
        raise InputError(f"{name} 不是工作簿", remedy="用 Excel 或 WPS 打开并另存为 .xlsx，再读取")
    if "META-INF/manifest.xml" in archive.parts and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise InputError(f"{name} 设了打开密码，读不了", remedy="取消密码后另存，再读取")
    xml = archive.read("content.xml")
    refuse_entities(name, xml)
    handler = _Handler()
    parser = expat.ParserCreate()
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as problem:
        raise InputError(
            f"{name} 已经损坏（{problem}）", remedy="打开并另存为 .xlsx，再读取"
        ) from problem
    for sheet, (rows, columns) in handler.extents.items():
        check_extent(name, sheet, rows, columns)
