"""Reading the lists piece by piece, and what they say of the table stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from junheng.census import header_checks
from junheng.census.assemble import assemble
from junheng.census.checks.draft import Draft
from junheng.census.defects import Defect, Severity
from junheng.census.grids import Grid
from junheng.census.headers import Heading, locate
from junheng.census.microdata.lists import LISTS, PERSON
from junheng.census.microdata.tally import Key, Tally
from junheng.census.places import Place
from junheng.census.records import StageRow
from junheng.census.totals import TableTotals
from junheng.model.identifiers import identity_number_problem, masked

Pieces = Callable[[], Iterator[Grid]]
"""A list's rows in pieces; the first has the headers, each knows its first row."""
_IDENTITY_LENGTH = 18


@dataclass(slots=True, kw_only=True)
class Counted:
    """What the lists say: figures by school and stage, with defects and totals of the lists."""

    figures: dict[Key, dict[str, Any]] = field(default_factory=dict)
    first: dict[Key, tuple[Place, int]] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    totals: list[TableTotals] = field(default_factory=list)


def count(lists: Mapping[str, Pieces]) -> Counted:
    """Read every list to its end."""
    counted = Counted()
    for name, pieces in lists.items():
        _List(name, counted).read(pieces)
    return counted


class _List:
    def __init__(self, name: str, counted: Counted) -> None:
        self._table = LISTS[name]
        self._counted = counted
        self._seen: dict[int, int] = {}
        self._refused: set[int] = set()
        self._today = date.today()
        self._rows = self._blank = self._remarks = self._subtotals = 0

    def read(self, pieces: Pieces) -> None:
        heading: Heading | None = None
        place: Place | None = None
        tally: Tally | None = None
        for grid in pieces():
            if heading is None or place is None or tally is None:
                heading = locate(grid, self._table)
                if heading is None:
                    self._no_header(grid)
                    return
                place = _place(self._table.name, grid, heading)
                self._counted.defects += header_checks.check(grid, heading, place)
                tally = Tally(self._table.name, frozenset(heading.columns))
            else:
                heading = heading._replace(first_data=0)
            self._piece(grid, heading, place, tally)
        if place is not None and tally is not None:
            self._finish(place, tally)

    def _piece(self, grid: Grid, heading: Heading, place: Place, tally: Tally) -> None:
        result = assemble(grid, heading, place)
        defects = [*result.defects, *self._persons(result.raw, place)]
        refused = {each.row for each in defects if each.severity is Severity.ERROR and each.row}
        self._refused |= refused
        self._counted.defects += defects
        self._rows += len(result.raw)
        self._blank += result.lines.blank
        self._remarks += result.lines.remarks
        self._subtotals += len(result.lines.subtotals)
        for row in result.raw:
            if row["row"] not in refused and row["school_code"] and row["stage"]:
                tally.add(row)

    def _persons(self, rows: Sequence[Mapping[str, Any]], place: Place) -> Iterator[Defect]:
        for row in rows:
            person = row[PERSON]
            if person is None:
                continue
            first = self._seen.setdefault(hash(person), row["row"])
            if first != row["row"]:
                yield place.defect(
                    "micro.person_twice",
                    f"与第 {first} 行是同一个人",
                    row=row["row"],
                    column=PERSON,
                    found=masked(person),
                    remedy="一人只填一行；在两校任教的，填主要任教的学校",
                )
            if len(person) == _IDENTITY_LENGTH:
                problem = identity_number_problem(person, today=self._today)
                if problem:
                    yield place.defect(
                        "micro.identity_number",
                        problem,
                        row=row["row"],
                        column=PERSON,
                        found=masked(person),
                        remedy="对照证件原件改正",
                    )

    def _finish(self, place: Place, tally: Tally) -> None:
        for key, figures in tally.figures():
            self._counted.figures.setdefault(key, {}).update(figures)
            self._counted.first.setdefault(key, (place, tally.first_row[key]))
        for column, people in tally.unknown.items():
            header = self._table.column(column).header
            self._counted.defects.append(
                place.defect(
                    "micro.incomplete",
                    f"有 {people} 人没有填“{header}”，他们所在学段的相应数不按这张表计算",
                    column=column,
                )
            )
        self._counted.totals.append(
            TableTotals(
                table=self._table.name,
                source=place.sheet or place.file,
                rows_in=self._rows,
                accepted=self._rows - len(self._refused),
                refused=len(self._refused),
                blank=self._blank,
                subtotals=self._subtotals,
                remarks=self._remarks,
            )
        )

    def _no_header(self, grid: Grid) -> None:
        place = Place(table=self._table, file=grid.file, sheet=grid.sheet, columns={})
        self._counted.defects.append(place.defect("table.no_header", "找不到表头"))


def _place(name: str, grid: Grid, heading: Heading) -> Place:
    return Place(
        table=LISTS[name],
        file=grid.file,
        sheet=grid.sheet,
        columns={
            column: (grid.letter(found.index), found.header)
            for column, found in heading.columns.items()
        },
    )


def merged(stages: Sequence[StageRow], counted: Counted) -> list[StageRow]:
    """``stages`` with every figure that the lists give in place of what was written."""
    nothing: dict[str, Any] = {}
    found: Mapping[Key, dict[str, Any]] = counted.figures
    return [replace(row, **found.get((row.school_code, row.stage), nothing)) for row in stages]


def check(draft: Draft, written: Sequence[StageRow], counted: Counted) -> Iterator[Defect]:
    """Where the lists and what was ``written`` in the table stages contradict each other."""
    if "stages" not in draft.places:
        return
    known = {(row.school_code, row.stage) for row in written}
    table = draft.places["stages"].table
    for row in written:
        for column, value in counted.figures.get((row.school_code, row.stage), {}).items():
            stated = getattr(row, column)
            if stated is not None and stated != value:
                header = table.column(column).header
                yield draft.defect(
                    "micro.overridden",
                    row,
                    column,
                    f"“{draft.name(row.school_code)}”{row.stage.zh}{header}填的是 {stated}，"
                    f"按名册是 {value}；以名册为准",
                    found=str(stated),
                    expected=str(value),
                    remedy="核对名册和这个数",
                )
    for key, (place, first) in counted.first.items():
        code, stage = key
        if key not in known and code not in draft.unread_stages:
            yield place.defect(
                "micro.no_stage",
                f"“学段”表里没有{draft.name(code)}的{stage.zh}一行",
                row=first,
                column="school_code",
                found=code,
                school_code=code,
                remedy="在“学段”表补上这个学段，或改正这里的学校标识码、学段",
            )
