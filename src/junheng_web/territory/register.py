"""A workbook of schools: how it is read. What is wrong with its lines is told in ``register_look``.

The sheet 学校 of the official workbook is read as it is: further columns are left out and named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from junheng.census import codes, values
from junheng.census.grids import Cell, Grid
from junheng.census.headers import Heading, locate
from junheng.census.lines import sorted_lines
from junheng.census.tables import SCHOOLS
from junheng.census.values import Unreadable
from junheng.census.workbook import SUFFIXES, grids
from junheng.errors import InputError

SHEET = SCHOOLS.sheet
MOST_ROWS = 2000
NAMES = ("county_code", "school_code", "name", "type", "area_class")
"""The columns that are read, as the official table calls them."""
COLUMNS = {name: SCHOOLS.column(name).header for name in NAMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the workbook as text; ``row`` is its number there.

    ``unreadable`` says of a cell that cannot be read what is expected and how to mend it.
    """

    row: int
    cells: dict[str, str]
    unreadable: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All rows of a workbook, and the headers of the columns that were left out."""

    lines: list[Line]
    ignored: list[str]


def read(path: Path) -> Reading:
    """The rows of the sheet 学校, or of the first sheet that has the columns.

    Raises ``InputError`` for anything else.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"{path.name} 不是工作簿",
            remedy="请上传 .xlsx 等 Excel 或 WPS 工作簿，最好用下载的模板",
        )
    found, _oddities = grids(path)
    missing: list[str] | None = None
    for grid in sorted(found, key=lambda each: each.sheet != SHEET):
        heading = locate(grid, SCHOOLS)
        if heading is None:
            continue
        without = [COLUMNS[name] for name in NAMES if name not in heading.columns]
        if not without:
            return _reading(grid, heading)
        if missing is None or len(without) < len(missing):
            missing = without
    raise InputError(
        f"{path.name} 里没有找到表头：{'、'.join(missing or COLUMNS.values())}",
        remedy="请下载模板，填好后再上传",
    )


def _reading(grid: Grid, heading: Heading) -> Reading:
    doubled = [each.header for each in heading.twice if each.column.name in NAMES]
    if doubled:
        raise InputError(f"表头“{'、'.join(doubled)}”出现了两次", remedy="请删去多出的一列再上传")
    readers = {name: _reader(name) for name in NAMES}
    lines = [
        _line(row, {name: cells[heading.columns[name].index] for name in NAMES}, readers)
        for row, cells in sorted_lines(grid, heading).data
    ]
    if not lines:
        raise InputError("表头下面没有内容", remedy="从表头的下一行起，每行填一所学校")
    if len(lines) > MOST_ROWS:
        raise InputError(
            f"有 {len(lines)} 行，一次最多 {MOST_ROWS} 行", remedy="请分成几个文件上传"
        )
    used = {heading.columns[name].index for name in NAMES}
    headers = sorted(heading.headers.items())
    return Reading(lines=lines, ignored=[header for index, header in headers if index not in used])


def _reader(name: str) -> Callable[[Cell], str | None]:
    if name.endswith("_code"):
        return codes.code
    return values.text


def _line(
    row: int, cells: dict[str, Cell], readers: dict[str, Callable[[Cell], str | None]]
) -> Line:
    texts: dict[str, str] = {}
    unreadable: dict[str, tuple[str, str]] = {}
    for name, cell in cells.items():
        try:
            texts[name] = readers[name](cell) or ""
        except Unreadable as problem:
            texts[name] = values.shown(cell)
            remedy = f"{problem}；{problem.remedy}" if problem.remedy else str(problem)
            unreadable[name] = (problem.expected or "能读的文字", remedy)
    return Line(row=row, cells=texts, unreadable=unreadable)


def stored(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines as they wait in the database."""
    return [asdict(line) for line in lines]


def restored(rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Lines as they waited in the database."""
    return [
        Line(
            row=each["row"],
            cells=each["cells"],
            unreadable={name: (one, two) for name, (one, two) in each["unreadable"].items()},
        )
        for each in rows
    ]
