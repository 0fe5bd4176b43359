"""Tables that are not those of the census (villages, prices, a roster ...), read in the same way.

A workbook whose sheets, or a folder whose files, carry the tables' names. Every defect is named, in
all tables at once, as in a census; columns and headers are declared by :class:`Table`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR
from typing import Unpack

from junheng.census import delimited, header_checks
from junheng.census.assemble import PRIVATE, Assembled, Row, assemble
from junheng.census.catalogue import SEVERITY
from junheng.census.containers.access import opening
from junheng.census.defects import Defect, Severity, listed
from junheng.census.folder import WORKBOOKS
from junheng.census.grids import Grid
from junheng.census.headers import locate
from junheng.census.places import More, Place
from junheng.census.tables import Table
from junheng.census.words import normal
from junheng.errors import InputError, UserError
from junheng.model.identifiers import masked


@dataclass(slots=True, kw_only=True)
class Rows:
    """The rows of one table by English column names; ``row`` is the line they stand in.

    A column that is not there is ``None`` in every row. ``given`` tells whether the table was.
    """

    place: Place
    rows: list[Row] = field(default_factory=list)
    given: bool = True
    defects: list[Defect] = field(default_factory=list)

    def refuse(
        self, row: Row, column: str, message: str, check: str = "plan.value", **more: Unpack[More]
    ) -> None:
        """Note that a cell cannot be used as it is."""
        if row.get(column) is not None:
            found = str(row[column])
            more.setdefault("found", masked(found) if column in PRIVATE else found)
        self.defects.append(
            self.place.defect(check, message, row=row["row"], column=column, **more)
        )

    def once(self, *columns: str) -> None:
        """Note every row whose values of ``columns`` stand in an earlier row already."""
        seen: dict[tuple[object, ...], int] = {}
        for row in self.rows:
            key = tuple(row[column] for column in columns)
            if key in seen:
                self.refuse(
                    row, columns[-1], f"与第 {seen[key]} 行重复", "plan.twice", remedy="只留下一行"
                )
            else:
                seen[key] = row["row"]

    def linked(self, column: str, known: Callable[[object], bool], what: str) -> None:
        """Note every row whose ``column`` names something that is not ``known``."""
        for row in self.rows:
            if row[column] is not None and not known(row[column]):
                self.refuse(
                    row,
                    column,
                    f"{what}里没有这个代码",
                    "plan.link",
                    remedy="改正代码，或补上那一行",
                )


@dataclass(slots=True, kw_only=True)
class OtherTables:
    """The tables read, by English name, and every defect of the source as a whole."""

    source: str
    tables: dict[str, Rows]
    notes: list[Defect] = field(default_factory=list)

    def __getitem__(self, name: str) -> Rows:
        return self.tables[name]

    @property
    def defects(self) -> tuple[Defect, ...]:
        """Every defect there is."""
        return (*self.notes, *(each for rows in self.tables.values() for each in rows.defects))

    def require(self) -> None:
        """Raise :class:`junheng.errors.InputError` with every error, if there is one."""
        errors = [each for each in self.defects if each.severity is Severity.ERROR]
        if errors:
            lines = "\n".join(f"  {line}" for line in listed(errors))
            raise UnusableTables(f"{self.source} 有 {len(errors)} 处错误：\n{lines}", errors)


class UnusableTables(UserError):
    """Tables with errors; carries every one of them."""

    def __init__(self, message: str, defects: Sequence[Defect]) -> None:
        super().__init__(message, remedy="逐处改正后再运行")
        self.defects = tuple(defects)


def read_tables(path: Path, tables: Sequence[Table]) -> OtherTables:
    """Read ``tables`` from the workbook or folder ``path``; sheets and files of others are left.

    Check the rows further with :meth:`Rows.refuse` and the like, then call
    :meth:`OtherTables.require`. Raises :class:`junheng.errors.InputError` if nothing can be read.
    """
    with opening(path):
        folder_given = S_ISDIR(path.stat().st_mode)
    found: dict[str, Grid] = {}
    read = OtherTables(source=str(path), tables={})
    for name, grid in _in_folder(path) if folder_given else _in_file(path, read.notes):
        table = _named(tables, name)
        if table is None:
            continue
        if table.name in found:
            read.notes.append(_as_a_whole("table.twice", f"“{table.sheet}”表给了两份", grid))
        found.setdefault(table.name, grid)
    for table in tables:
        read.tables[table.name] = _read(table, found.get(table.name), path)
    return read


def _in_folder(folder: Path) -> Iterator[tuple[str, Grid]]:
    inside = folder.resolve()
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "~$")) or not entry.resolve().is_relative_to(inside):
            continue
        with opening(entry):
            if entry.suffix.lower() in delimited.SUFFIXES:
                yield entry.stem, delimited.grid(entry)
            elif entry.suffix.lower() == ".parquet":
                from junheng.census import parquet  # noqa: PLC0415 - needs an optional library

                yield entry.stem, parquet.grid(entry.name, [entry])


def _in_file(path: Path, notes: list[Defect]) -> Iterator[tuple[str, Grid]]:
    suffix = path.suffix.lower()
    if suffix in delimited.SUFFIXES:
        yield path.stem, delimited.grid(path)
        return
    if suffix not in WORKBOOKS:
        raise InputError(
            f"{path.name} 不是能读的格式",
            remedy=f"应是工作簿（{'、'.join(WORKBOOKS)}）、CSV 文件，或装有它们的文件夹",
        )
    from junheng.census import workbook  # noqa: PLC0415 - a folder needs no workbook reader

    grids, odd = workbook.grids(path)
    notes.extend(odd)
    for grid in grids:
        yield grid.sheet, grid


def _named(tables: Sequence[Table], name: str) -> Table | None:
    word = normal(name)
    return next((each for each in tables if word in (normal(each.name), normal(each.sheet))), None)


def _read(table: Table, grid: Grid | None, path: Path) -> Rows:
    if grid is None:
        rows = Rows(place=Place(table, path.name, "", {}), given=False)
        if table.required:
            rows.defects.append(
                Defect(
                    check="table.missing",
                    severity=SEVERITY["table.missing"],
                    message=f"缺少“{table.sheet}”表（{table.name}）",
                    file=path.name,
                    remedy=f"工作簿里要有名为“{table.sheet}”的工作表，"
                    f"文件夹里要有 {table.name}.csv；"
                    f"表头：{'、'.join(column.header for column in table.columns)}",
                )
            )
        return rows
    heading = locate(grid, table)
    if heading is None:
        headers = "、".join(column.header for column in table.columns)
        place = Place(table, grid.file, grid.sheet, {})
        problem = _as_a_whole("table.no_header", "找不到表头", grid, f"第一行应是表头：{headers}")
        return Rows(place=place, defects=[problem])
    columns = {
        name: (grid.letter(column.index), column.header) for name, column in heading.columns.items()
    }
    place = Place(table, grid.file, grid.sheet, columns)
    result: Assembled = assemble(grid, heading, place)
    rows = Rows(
        place=place,
        rows=result.raw,
        defects=[*header_checks.check(grid, heading, place), *result.defects],
    )
    if table.required and not rows.rows:
        rows.defects.append(_as_a_whole("table.empty", "没有一行数据", grid, "在表头下面逐行填写"))
    if table.key:
        rows.once(*(each for each in table.key if each not in {c.name for c in heading.missing}))
    return rows


def _as_a_whole(check: str, message: str, grid: Grid, remedy: str = "") -> Defect:
    return Defect(
        check=check,
        severity=SEVERITY[check],
        message=message,
        file=grid.file,
        sheet=grid.sheet,
        remedy=remedy,
    )
