"""Filling the workbook in as a clerk would: cell by cell, under the headers that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

from junheng.census.facts import BY_KEY
from junheng.census.records import Census, School
from junheng.census.tables import TABLES, Kind, Table
from junheng.census.template import Listed, Prefill
from junheng.census.template.entries import shown_word
from junheng.census.template.prefill import KNOWN_BEFOREHAND
from junheng.census.template.sheets import FIRST, PLANS

CLAUSES = (("7.1", "学校规划布局合理"), ("10.1", "以考试方式招生"))


def listed(school: School) -> Listed:
    """What of a school is known beforehand."""
    values = {name: getattr(school, name) for name in KNOWN_BEFOREHAND}
    return Listed(
        cells={
            name: value if isinstance(value, bool | int | Fraction) else str(value)
            for name, value in values.items()
            if value is not None
        }
        | {"operator": str(int(school.operator))}
    )


def prefill_of(census: Census) -> Prefill:
    """The schools of a census, its county, and the clauses it attests."""
    return Prefill(
        county_codes=census.county_codes,
        schools=tuple(listed(school) for school in census.schools),
        clauses=tuple((each.clause, f"第 {each.clause} 条") for each in census.attestations),
    )


def cell_of(table: Table, name: str, row: Any) -> Any:
    """The value of a record as a clerk enters it."""
    column = table.column(name)
    value = getattr(row, name)
    if value is None or value == "":
        return None
    if name == "key":
        return BY_KEY[value].label
    if column.kind is Kind.FLAG:
        return "是" if value else "否"
    if column.kind is Kind.CHOICE:
        stored = str(int(value)) if name == "operator" else str(value)
        return shown_word(column, stored)
    return float(value) if isinstance(value, Fraction) else value


def fill(path: Path, census: Census) -> None:
    """Enter every row of ``census`` below the notes of its sheet."""
    book = openpyxl.load_workbook(path)
    for table in TABLES:
        enter(book[table.sheet], table, getattr(census, table.name))
    book.save(path)


def enter(sheet: Any, table: Table, rows: Iterable[Any]) -> None:
    """Enter ``rows`` from the first row to fill in."""
    plan = PLANS[table.name]
    for line, row in enumerate(rows, FIRST + 1):
        for column in table.columns:
            place = plan.index(column.name) + 1
            sheet.cell(line, place).value = cell_of(table, column.name, row)


def put(path: Path, cells: Mapping[tuple[str, str], Any]) -> None:
    """Enter single cells: {(sheet, "B4"): value}."""
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    book.save(path)
