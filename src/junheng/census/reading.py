"""Reading a data set: the entry of the census room.

``read`` never stops at the first defect: it returns them all, with the totals of every table, and a
census only if nothing refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from junheng.census import header_checks
from junheng.census.assemble import Assembled, assemble
from junheng.census.defects import Defect, RefusedData, Severity
from junheng.census.headers import locate
from junheng.census.places import Place
from junheng.census.records import Census, Layout
from junheng.census.sources import Source, opened
from junheng.census.tables import TABLES, Table
from junheng.census.totals import TableTotals

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading a data set. ``census`` is ``None`` if any defect is an error."""

    census: Census | None
    defects: tuple[Defect, ...]
    totals: tuple[TableTotals, ...]
    source: str = ""

    @property
    def errors(self) -> tuple[Defect, ...]:
        """The defects that refuse the data set."""
        return tuple(each for each in self.defects if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Defect, ...]:
        """The defects that only ask to look again."""
        return tuple(each for each in self.defects if each.severity is Severity.WARNING)

    def require(self) -> Census:
        """The census. Raises ``RefusedData``, with every defect, if there are errors."""
        if self.census is None:
            raise RefusedData(self.source, self.defects)
        return self.census


def read(path: Path, *, last_year: Path | None = None, progress: Progress | None = None) -> Reading:
    """Read and check the workbook or folder ``path``.

    ``last_year`` is the data set of the year before, to compare with. ``progress`` is told what is
    being done, how much is done and how much there is. Raises ``InputError`` if there is nothing
    that can be read at all.
    """
    tell = progress or _silent
    tell("打开数据", 0, 1)
    source = opened(path)
    tables: dict[str, Assembled] = {}
    for done, table in enumerate(TABLES):
        tell(f"读取“{table.sheet}”", done, len(TABLES))
        if table.name in source.grids:
            result = _assembled(source, table)
            if result is not None:
                tables[table.name] = result
    tell("读取完毕", len(TABLES), len(TABLES))
    defects = [*source.defects, *(each for table in tables.values() for each in table.defects)]
    refused = any(each.severity is Severity.ERROR for each in defects)
    return Reading(
        census=None if refused else _census(source, tables),
        defects=_in_order(defects),
        totals=tuple(table.totals() for table in tables.values()),
        source=str(path),
    )


def _silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody follows."""


def _assembled(source: Source, table: Table) -> Assembled | None:
    grid = source.grids[table.name]
    heading = source.headings.get(table.name) or locate(grid, table)
    if heading is None:
        if grid.rows or table.required:
            source.note(
                "table.no_header",
                "找不到表头" if grid.rows else "是空的",
                file=grid.file,
                sheet=grid.sheet,
                remedy=f"第一行应是表头：{'、'.join(each.header for each in table.columns[:4])}……",
            )
        return None
    columns = {
        name: (grid.letter(found.index), found.header) for name, found in heading.columns.items()
    }
    place = Place(table=table, file=grid.file, sheet=grid.sheet, columns=columns)
    source.defects.extend(header_checks.check(grid, heading, place))
    result = assemble(grid, heading, place)
    if table.required and not result.raw:
        source.note("table.empty", "没有一行数据", file=grid.file, sheet=grid.sheet)
    return result


def _in_order(defects: Sequence[Defect]) -> tuple[Defect, ...]:
    """As a clerk walks through the file: sheet by sheet, row by row."""
    sheets = {key: place for place, key in enumerate(dict.fromkeys(_sheet(d) for d in defects))}
    return tuple(
        sorted(defects, key=lambda each: (sheets[_sheet(each)], each.row or 0, each.column))
    )


def _sheet(defect: Defect) -> tuple[str, str]:
    return defect.file, defect.sheet


def _census(source: Source, tables: dict[str, Assembled]) -> Census:
    layouts = {
        name: Layout(
            source=result.place.sheet or result.place.file,
            columns={
                column: letter or header
                for column, (letter, header) in result.place.columns.items()
            },
        )
        for name, result in tables.items()
    }
    return Census(
        **{name: tuple(result.records) for name, result in tables.items()},
        layouts=layouts,
        source=str(source.path),
        digest=_digest(source),
    )


def _digest(source: Source) -> str:
    """The SHA-256 of what was read: a workbook's bytes, or every file's name and bytes in order."""
    from hashlib import file_digest, sha256  # noqa: PLC0415 - slow, and not for refused data

    if source.files == [source.path]:
        with source.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    whole = sha256()
    for path in sorted(source.files):
        whole.update(str(path.relative_to(source.path)).encode())
        with path.open("rb") as file:
            whole.update(file_digest(file, "sha256").digest())
    return whole.hexdigest()
