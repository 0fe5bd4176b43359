"""An Office Open XML workbook (.xlsx, .xlsm, .xlsb) before its cells are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from junheng.census.containers.archive import Archive
from junheng.census.containers.binary_sheet import extent
from junheng.census.containers.limits import check_extent
from junheng.census.containers.sheet_xml import SheetScan, scan
from junheng.errors import InputError

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_BINARY_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)


class Inspection(NamedTuple):
    """What a workbook holds beside its cells; ``sheets`` are peculiar ones by name."""

    macros: bool
    links: bool
    sheets: Mapping[str, SheetScan]


def inspect(name: str, content: bytes) -> Inspection:
    """Look through the workbook. Raises ``InputError`` if it must not be opened."""
    archive = Archive(name, content)
    if "xl/workbook.xml" not in archive.parts and "xl/workbook.bin" not in archive.parts:
        raise InputError(f"{name} 不是工作簿", remedy="用 Excel 或 WPS 打开并另存为 .xlsx，再读取")
    scans: dict[str, SheetScan] = {}
    for part_name in archive.parts:
        if _SHEET.fullmatch(part_name):
            xml = archive.read(part_name)
            refuse_entities(name, xml)
            scans[part_name] = _scanned(name, part_name, xml)
        elif part_name.endswith((".xml", ".rels")):
            refuse_entities(name, archive.read(part_name))
        elif _BINARY_SHEET.fullmatch(part_name):
            rows, columns = extent(archive.read(part_name))
            check_extent(name, part_name, rows, columns)
    titles = _titles(archive) if any(_peculiar(each) for each in scans.values()) else {}
    for part_name, each in scans.items():
        check_extent(name, titles.get(part_name, part_name), each.rows, each.columns)
    return Inspection(
        macros=any(
            part.lower().endswith("vbaproject.bin") or part.startswith("xl/macrosheets/")
            for part in archive.parts
        ),
        links=any(part.startswith("xl/externalLinks/") for part in archive.parts),
        sheets={titles[part]: each for part, each in scans.items() if part in titles},
    )


def _peculiar(each: SheetScan) -> bool:
    return bool(
        each.errors
        or each.uncalculated
        or each.hidden_rows
        or each.hidden_columns
        or each.rows * each.columns > 1_000_000
    )


def refuse_entities(name: str, xml: bytes) -> None:
    """No office program writes a document type; whoever does wants entities to multiply.

    Raises ``InputError`` for one, and for an encoding in which it could hide.
    """
    if b"<!DOCTYPE" in xml or xml.startswith((b"\xff\xfe", b"\xfe\xff", b"\0")):
        raise InputError(
            f"{name} 里有不该有的内容（实体声明），没有打开",
            remedy="把数据复制到新建的工作簿再读取",
        )


def _scanned(name: str, part_name: str, xml: bytes) -> SheetScan:
    try:
        return scan(xml)
    except ValueError as problem:
        raise InputError(
            f"{name} 的 {part_name} 已经损坏（{problem}）",
            remedy="用 Excel 或 WPS 打开，修复后另存为 .xlsx，再读取",
        ) from problem


def _titles(archive: Archive) -> dict[str, str]:
    """The sheet name of each part, by the workbook and its relations."""
    relations = {
        attributes["Id"]: attributes["Target"]
        for attributes in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        if "Id" in attributes and "Target" in attributes
    }
    titles = {}
    for attributes in _elements(archive, "xl/workbook.xml", "sheet"):
        key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        target = relations.get(key, "").lstrip("/")
        part_name = target if target.startswith("xl/") else f"xl/{target}"
        titles[part_name] = attributes.get("name", part_name)
    return titles


def _elements(archive: Archive, part_name: str, wanted: str) -> Iterator[dict[str, str]]:
    if part_name not in archive.parts:
        return
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(archive.read(part_name), True)
    except expat.ExpatError:
        return  # the cell reader will say what is wrong with the workbook
    yield from found
