"""Reading a data set: the entry of the census room.

``read`` opens a workbook or a folder; what was typed into a form comes through
``entry.read_entered``. Both go on in ``checked``, so that nothing is judged in two ways: it never
stops at the first defect, and returns them all, with the totals of every table, and a census only
if nothing refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from junheng.census import header_checks
from junheng.census.assemble import Assembled, assemble
from junheng.census.catalogue import SEVERITY
from junheng.census.checks import class_rows, hidden, subtotals
from junheng.census.checks.draft import Draft
from junheng.census.checks.every import every
from junheng.census.defects import Defect, RefusedData, Severity
from junheng.census.headers import locate
from junheng.census.places import Place
from junheng.census.reconciliation import totals
from junheng.census.records import Census, Layout, StageRow
from junheng.census.sources import Source, opened
from junheng.census.tables import TABLES, Table
from junheng.census.totals import TableTotals

if TYPE_CHECKING:
    from junheng.census.microdata.reading import Counted

Progress = Callable[[str, int, int], None]

COUNTY_IMPLIED = ("county", "attestations")
"""The tables whose county code may be left blank where all schools are of one county."""


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
    (progress or silent)("打开数据", 0, 1)
    before = None if last_year is None else partial(_read_before, last_year)
    return checked(opened(path), last_year=before, tell=progress or silent)


def checked(
    source: Source, *, last_year: Callable[[], Census | Defect] | None, tell: Progress
) -> Reading:
    """Read and check every table of ``source``.

    ``last_year`` gives the census of the year before, or tells why there is none to compare with.
    It is asked only if there are schools.
    """
    tables: dict[str, Assembled] = {}
    for done, table in enumerate(TABLES):
        if table.name in source.grids:
            tell(f"读取“{table.sheet}”", done, len(TABLES))
            result = _assembled(source, table, tables.get("schools"))
            if result is not None:
                tables[table.name] = result
    counted = _counted(source, tell)
    tell("检查数据", len(TABLES), len(TABLES))
    draft, written = _draft(tables)
    if counted is not None:
        from junheng.census.microdata import reading as microdata  # noqa: PLC0415 - as in _counted

        source.defects += [*counted.defects, *microdata.check(draft, written, counted)]
        draft.stages = microdata.merged(draft.stages, counted)
    defects = [
        *source.defects,
        *(each for table in tables.values() for each in (*table.defects, *subtotals.check(table))),
        *every(draft),
        *class_rows.check(draft, written),
    ]
    if last_year is not None and "schools" in tables:
        defects += _against(draft, last_year())
    errors = [each for each in defects if each.severity is Severity.ERROR]
    return Reading(
        census=None if errors else _census(source, tables, draft),
        defects=_in_order(_with_codes(defects, tables)),
        totals=(
            *(_totals(table, errors) for table in tables.values()),
            *(counted.totals if counted is not None else ()),
        ),
        source=source.name,
    )


def silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody follows."""


def _counted(source: Source, tell: Progress) -> Counted | None:
    """What lists of people say, where there are any."""
    if not source.lists:
        return None
    from junheng.census.microdata.reading import count  # noqa: PLC0415 - seldom needed

    tell("读取名册", 0, 1)
    return count(source.lists)


def _assembled(source: Source, table: Table, schools: Assembled | None) -> Assembled | None:
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
    implied = _implied_county(table, schools)
    source.defects.extend(header_checks.check(grid, heading, place, implied))
    result = assemble(grid, heading, place, implied=implied)
    result.defects.extend(hidden.check(grid, result))
    if table.required and not result.raw:
        source.note(
            "table.empty",
            "没有一行数据",
            file=grid.file,
            sheet=grid.sheet,
            remedy="在表头下面逐行填写",
        )
    return result


def _implied_county(table: Table, schools: Assembled | None) -> dict[str, str]:
    """The county of facts and attestations that do not name one, where the data has only one."""
    if schools is None or table.name not in COUNTY_IMPLIED:
        return {}
    codes = {row["county_code"] for row in schools.raw} - {None}
    return {"county_code": codes.pop()} if len(codes) == 1 else {}


def _draft(tables: dict[str, Assembled]) -> tuple[Draft, list[StageRow]]:
    """What the checks look at, and the stages as they were written."""
    records = {name: table.records for name, table in tables.items()}
    written: list[StageRow] = records.get("stages", [])
    schools, stages = tables.get("schools"), tables.get("stages")
    typed = {row.row for row in written}
    draft = Draft(
        schools=records.get("schools", []),
        stages=class_rows.merged(written, records.get("classes", [])),
        rooms=records.get("rooms", []),
        classes=records.get("classes", []),
        county=records.get("county", []),
        attestations=records.get("attestations", []),
        listed=frozenset(row["school_code"] for row in schools.raw) if schools else frozenset(),
        nameless=schools is not None and any(not row["school_code"] for row in schools.raw),
        unread_stages=frozenset(row["school_code"] for row in stages.raw if row["row"] not in typed)
        if stages
        else frozenset(),
        places={name: table.place for name, table in tables.items()},
    )
    return draft, written


def _read_before(path: Path) -> Census | Defect:
    """Last year's census, or that it has errors."""
    before = read(path)
    if before.census is not None:
        return before.census
    return Defect(
        check="change.last_year",
        severity=SEVERITY["change.last_year"],
        message=f"上年的数据有 {len(before.errors)} 处错误，没有比较",
        file=path.name,
        remedy=f"先用 junheng check {path} 检查并改正",
    )


def _against(draft: Draft, last_year: Census | Defect) -> list[Defect]:
    """The changes since last year, or that last year's data cannot be compared with."""
    from junheng.census.checks import change  # noqa: PLC0415 - only where there is a last year

    if isinstance(last_year, Defect):
        return [last_year]
    return list(change.check(draft, change.LastYear(census=last_year)))


def _totals(table: Assembled, errors: Sequence[Defect]) -> TableTotals:
    place = table.place
    refused = {
        each.row
        for each in errors
        if each.row is not None and (each.file, each.sheet) == (place.file, place.sheet)
    }
    if not table.whole:
        refused = {row["row"] for row in table.raw}
    return totals(table, refused)


def _with_codes(defects: Sequence[Defect], tables: dict[str, Assembled]) -> list[Defect]:
    """Every defect of a row that belongs to a school names its code."""
    if not defects:
        return []
    codes = {
        (table.place.file, table.place.sheet, row["row"]): code
        for table in tables.values()
        for row in table.raw
        if (code := row.get("school_code"))
    }
    return [
        replace(each, school_code=codes.get((each.file, each.sheet, each.row or 0), ""))
        if not each.school_code
        else each
        for each in defects
    ]


def _in_order(defects: Sequence[Defect]) -> tuple[Defect, ...]:
    """As a clerk walks through the file: sheet by sheet, row by row; each check once a cell."""
    sheets = {key: place for place, key in enumerate(dict.fromkeys(_sheet(d) for d in defects))}
    once: dict[tuple[object, ...], Defect] = {}
    for each in defects:
        key = (each.check, each.file, each.sheet, each.row, each.header, each.found)
        once.setdefault(key, each)
    in_order = sorted(
        once.values(), key=lambda each: (sheets[_sheet(each)], each.row or 0, each.column)
    )
    return tuple(in_order)


def _sheet(defect: Defect) -> tuple[str, str]:
    return defect.file, defect.sheet


def _census(source: Source, tables: dict[str, Assembled], draft: Draft) -> Census:
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
        **{name: tuple(getattr(draft, name)) for name in tables},
        layouts=layouts,
        source=source.name,
        digest=source.digest or _digest(source),
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
