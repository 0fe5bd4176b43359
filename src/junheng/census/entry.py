"""Data entered in a form instead of a file, read and checked exactly as a workbook is.

``Entered`` is what was typed: for each table (its English name) its rows, each the text of every
column by its English name. ``""``, white space alone and a column left out are all a missing value.

``read_entered`` takes the same way as ``reading.read``; its defects name the table by its Chinese
name, the column by its header, and as ``row`` the position of the row in the list given, from 1.
``accepts`` and ``accepts_fact`` ask of one value alone what reading would say of it.

``cells_of`` goes back from a census to the text of its cells. It speaks as a form stores: choices,
and the keys of the county's facts, by their stored value (``primary``, ``population``); yes and no
as 是 and 否; numbers as plain decimals; the county's shares with a percent sign (``0.87`` is
``87%``), because without one they can be read in two ways.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from junheng.census.assemble import cell_reader, doubt, refusal
from junheng.census.catalogue import SEVERITY
from junheng.census.defects import Defect
from junheng.census.facts import BY_KEY
from junheng.census.figures import FigureReader
from junheng.census.grids import Grid, is_blank
from junheng.census.headers import Found, Heading
from junheng.census.places import Place
from junheng.census.reading import COUNTY_IMPLIED, Progress, Reading, checked, silent
from junheng.census.records import Census, CountyFact
from junheng.census.sources import Source, missing
from junheng.census.tables import BY_NAME, TABLES, Column, Kind, Table
from junheng.census.values import Unreadable
from junheng.census.writing import decimal_text, rows_of, text_of

Entered = Mapping[str, Sequence[Mapping[str, str]]]
"""Table name -> rows of column name -> the text as typed."""

SOURCE = "填报"
"""What data entered is called where a file would be named."""


def read_entered(
    entered: Entered,
    *,
    last_year: Census | None = None,
    source: str = SOURCE,
    progress: Progress | None = None,
) -> Reading:
    """Read and check what was entered, as ``reading.read`` does a workbook; nothing is raised.

    ``last_year`` is the census of the year before, to compare with. ``source`` is what the data is
    called in messages and in the census. The census's ``digest`` is the SHA-256 of the filled cells;
    the order of tables, rows and columns does not change it.
    """
    content = Source(path=Path(), name=source, digest=_digest(entered))
    for table in TABLES:
        rows = entered.get(table.name, ())
        if rows:
            content.grids[table.name] = _grid(table, rows, source)
            content.headings[table.name] = _heading(table)
    for table in missing(content):
        content.note(
            "table.missing",
            f"“{table.sheet}”一行也没有填",
            file=source,
            sheet=table.sheet,
            remedy=f"填报“{table.sheet}”",
        )
    content.defects.extend(_unknown(entered, source))
    before = None if last_year is None else lambda: last_year
    return checked(content, last_year=before, tell=progress or silent)


def cells_of(census: Census) -> dict[str, list[dict[str, str]]]:
    """Every table of ``census`` as the text of its cells; ``read_entered`` gives an equal census.

    Raises ``UserError`` for a number that is not a finite decimal.
    """
    found = {
        table.name: [
            {column.name: text_of(value) for column, value in zip(table.columns, row, strict=True)}
            for row in rows_of(census, table, clerk=False)
        ]
        for table in TABLES
    }
    for fact, cells in zip(census.county, found["county"], strict=True):
        cells["value"] = _with_percent(fact) or cells["value"]
    return found


def accepts(table: Table, column: Column, text: str) -> Defect | None:
    """What reading says of this text alone in this column; ``None`` if it says nothing.

    A required column left blank is a defect, unless reading can tell the value by itself. The value
    of a county's fact cannot be read without its key: see :func:`accepts_fact`.
    """
    if table.name == "county" and column.name == "key" and not is_blank(text):
        return accepts_fact(text, "")
    place = _place(table)
    found = Found(column=column, index=0, header=column.header)
    try:
        value = cell_reader(found)(text)
    except Unreadable as problem:
        return refusal(place, column.name, text, problem)
    if value is None:
        implied = column.name == "county_code" and table.name in COUNTY_IMPLIED
        if not column.required or implied:
            return None
        return place.defect(
            "cell.required", "必填的单元格是空的", column=column.name, remedy="填写这一格"
        )
    return doubt(place, column.name, str(value)) if column.kind is Kind.TEXT else None


def accepts_fact(key: str, text: str) -> Defect | None:
    """What reading says of this value of the county's fact ``key`` (key or Chinese label)."""
    table = BY_NAME["county"]
    heading = _heading(table)
    cells = ["" if column.name != "value" else text for column in table.columns]
    return next(
        FigureReader(_place(table), heading).read({"key": key, "row": None, "value": None}, cells),
        None,
    )


def _with_percent(fact: CountyFact) -> str:
    known = BY_KEY.get(fact.key)
    if known is None or not known.share or fact.value is None or isinstance(fact.value, str):
        return ""
    return f"{decimal_text(fact.value * 100)}%"


def _grid(table: Table, rows: Sequence[Mapping[str, str]], source: str) -> Grid:
    """No line of headers is needed: row 1 of the grid is the first row given."""
    names = [column.name for column in table.columns]
    return Grid(
        file=source,
        sheet=table.sheet,
        rows=[[row.get(name, "") for name in names] for row in rows],
        lettered=False,
    )


def _heading(table: Table) -> Heading:
    """Every column of the table in its own order, under its own header."""
    return Heading(
        table=table,
        columns={
            column.name: Found(column=column, index=index, header=column.header)
            for index, column in enumerate(table.columns)
        },
        header_row=0,
        first_data=0,
        twice=(),
        unknown=(),
        checked={},
        missing=(),
        unit_column=None,
    )


def _place(table: Table) -> Place:
    columns = {column.name: ("", column.header) for column in table.columns}
    return Place(table=table, file=SOURCE, sheet=table.sheet, columns=columns)


def _unknown(entered: Entered, source: str) -> Iterator[Defect]:
    """The tables and columns that there are not, where anything was filled in."""
    for name, rows in entered.items():
        table = BY_NAME.get(name)
        if table is None:
            if rows:
                yield Defect(
                    check="sheet.ignored",
                    severity=SEVERITY["sheet.ignored"],
                    message="不是数据表，没有读取",
                    file=source,
                    sheet=name,
                )
            continue
        known = {column.name for column in table.columns}
        filled = (column for row in rows for column, text in row.items() if not is_blank(text))
        for column in dict.fromkeys(each for each in filled if each not in known):
            yield Defect(
                check="header.unknown",
                severity=SEVERITY["header.unknown"],
                message="不认识这一列，没有读取",
                file=source,
                sheet=table.sheet,
                header=column,
            )


def _digest(entered: Entered) -> str:
    """Of the rows that are read, each without its blank cells, sorted."""
    content = {
        table.name: sorted(
            json.dumps(filled, sort_keys=True)
            for row in entered.get(table.name, ())
            if (filled := _filled(table, row))
        )
        for table in TABLES
    }
    return sha256(json.dumps(content).encode()).hexdigest()


def _filled(table: Table, row: Mapping[str, str]) -> dict[str, str]:
    return {
        column.name: text
        for column in table.columns
        if not is_blank(text := row.get(column.name, ""))
    }
