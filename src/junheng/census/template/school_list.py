"""The list of schools that is filled in beforehand: a data set, or any list with code and name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from junheng.census import delimited, folder, parquet, workbook
from junheng.census.assemble import Row, assemble
from junheng.census.defects import RefusedData, Severity
from junheng.census.grids import Grid
from junheng.census.headers import Heading, locate
from junheng.census.places import Place
from junheng.census.tables import SCHOOLS
from junheng.census.template.prefill import KNOWN_BEFOREHAND, Listed
from junheng.errors import InputError, UserError

_NEEDED = {"school_code", "name"}


def school_list(path: Path, *, county_code: str = "") -> tuple[Listed, ...]:
    """The schools that ``path`` lists: a workbook, a folder of a data set, or one CSV file.

    Of a data set only what seldom changes is taken. ``county_code`` stands in where the list has
    none. Raises ``InputError`` if there is no such list, ``RefusedData`` if cells of it cannot be
    read, ``UserError`` if a code or a name is missing or a code stands there twice.
    """
    if not path.exists():
        raise InputError(f"找不到学校名单 {path}", remedy="检查路径")
    for grid in _grids(path):
        heading = locate(grid, SCHOOLS)
        if heading is not None and set(heading.columns) >= _NEEDED:
            return _listed(path, grid, heading, county_code)
    raise InputError(
        f"{path} 里没有学校名单",
        remedy="名单第一行应是表头，至少有“学校标识码”“学校名称”两栏，最好还有“学校类型”",
    )


def _grids(path: Path) -> Iterator[Grid]:
    if path.is_dir():
        for file in folder.contents(path).files.get("schools", ()):
            is_parquet = file.suffix.lower() == ".parquet"
            yield parquet.grid(file.name, [file]) if is_parquet else delimited.grid(file)
    elif path.suffix.lower() in delimited.SUFFIXES:
        yield delimited.grid(path)
    elif path.suffix.lower() in workbook.SUFFIXES:
        yield from workbook.grids(path)[0]


def _listed(path: Path, grid: Grid, heading: Heading, county_code: str) -> tuple[Listed, ...]:
    columns = {
        name: (grid.letter(found.index), found.header) for name, found in heading.columns.items()
    }
    place = Place(table=SCHOOLS, file=grid.file, sheet=grid.sheet, columns=columns)
    result = assemble(grid, heading, place)
    headers = {columns[name][1] for name in KNOWN_BEFOREHAND if name in columns}
    unreadable = [
        each
        for each in result.defects
        if each.severity is Severity.ERROR
        and each.check != "cell.required"
        and each.header in headers
    ]
    if unreadable:
        raise RefusedData(str(path), unreadable)
    _refuse_unusable(path, result.raw)
    return tuple(_school(row, county_code) for row in result.raw)


def _refuse_unusable(path: Path, rows: list[Row]) -> None:
    if not rows:
        raise UserError(f"学校名单 {path} 里一所学校也没有", remedy="在表头下面每行填一所学校")
    nameless = [str(row["row"]) for row in rows if not (row["school_code"] and row["name"])]
    if nameless:
        raise UserError(
            f"学校名单 {path} 第 {'、'.join(nameless[:10])} 行缺学校标识码或学校名称",
            remedy="补上；不是学校的行请删去",
        )
    counted = Counter(row["school_code"] for row in rows)
    twice = [code for code, count in counted.items() if count > 1]
    if twice:
        raise UserError(
            f"学校名单 {path} 里有重复的学校标识码：{'、'.join(twice[:10])}",
            remedy="一所学校只留一行",
        )


def _school(row: Row, county_code: str) -> Listed:
    cells = {name: row[name] for name in KNOWN_BEFOREHAND if row.get(name) is not None}
    if county_code:
        cells.setdefault("county_code", county_code)
    return Listed(cells=cells)
