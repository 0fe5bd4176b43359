"""The fill-in workbook with what is stored already: for one school or all schools of a county.

The library writes the workbook with what seldom changes; what was entered since is put into its cells
here, and ground and buildings of last year where nothing was entered yet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from junheng.census.assemble import cell_reader
from junheng.census.facts import FACTS
from junheng.census.headers import Found
from junheng.census.tables import BY_NAME, Column, Kind
from junheng.census.template import Listed, Prefill, write_template
from junheng.census.template.entries import shown_word
from junheng.census.template.sheets import FIRST, PLANS
from junheng.census.values import Reader, Unreadable
from junheng.census.writing import decimal_text
from junheng.errors import UserError
from junheng_web.collection.clauses import attested
from junheng_web.collection.columns import STOCK
from junheng_web.collection.documents import Document, county_code, document_of
from junheng_web.collection.models import Return

Row = Mapping[str, str]
_WITH_CODE = ("stages", "rooms", "classes")


def prefilled_workbook(
    returns: Sequence[Return], *, last_year: Mapping[int, Document], county: bool
) -> bytes:
    """The workbook for the schools of these returns, and with ``county`` for the county's facts too.

    ``last_year`` holds last year's documents by the number of the school. Raises ``UserError`` for
    more schools than a workbook holds.
    """
    documents = [document_of(each) for each in returns]
    for each, document in zip(returns, documents, strict=True):
        if each.school_id is not None and each.school_id in last_year:
            _carry(document, last_year[each.school_id])
    schools = [row for document in documents for row in document.get("schools", ())]
    code = county_code(returns[0]) if returns else ""
    prefill = Prefill(
        county_codes=(code,) if code else (),
        schools=tuple(Listed(cells=_known(row)) for row in schools),
        clauses=attested(returns[0].round.campaign) if county and returns else (),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, prefill)
        book = load_workbook(path)
    for table in _WITH_CODE:
        rows = [row for document in documents for row in document.get(table, ())]
        _fill(book[BY_NAME[table].sheet], table, rows, numbered=FIRST + 1)
    if county:
        _fill_county(book, documents, attested(returns[0].round.campaign))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _carry(document: Document, last: Document) -> None:
    now, before = document["schools"][0], (last.get("schools") or [{}])[0]
    for column in STOCK:
        if not now.get(column) and before.get(column):
            now[column] = before[column]
    if not document["rooms"]:
        document["rooms"] = last.get("rooms", [])


def _known(row: Row) -> dict[str, Any]:
    """The cells of a school as the library takes them; what cannot be read is left to be typed again."""
    found = {}
    for column in BY_NAME["schools"].columns:
        value = _value("schools", column, row.get(column.name, ""))
        if value is not None:
            found[column.name] = value
    return found


def _value(table: str, column: Column, text: str) -> Any:
    if not text:
        return None
    try:
        return _reader(table, column.name)(text)
    except Unreadable:
        return None


@cache
def _reader(table: str, column: str) -> Reader:
    found = BY_NAME[table].column(column)
    return cell_reader(Found(column=found, index=0, header=found.header))


def _fill(sheet: Any, table: str, rows: Iterable[Row], *, numbered: int) -> None:
    """Put rows into the sheet, one below the other. Stages take the place of those prepared."""
    plan = PLANS[table]
    for line, row in enumerate(rows, numbered):
        for place, field in enumerate(plan.fields, 1):
            if field.column is not None:
                _put(sheet.cell(line, place), table, field.column, row.get(field.column.name, ""))


def _fill_county(
    book: Any, documents: Iterable[Document], clauses: Sequence[tuple[str, str]]
) -> None:
    facts: dict[str, str] = {}
    conclusions: dict[str, Row] = {}
    for document in documents:
        facts |= {row["key"]: row.get("value", "") for row in document.get("county", ())}
        conclusions |= {row["clause"]: row for row in document.get("attestations", ())}
    plan, sheet = PLANS["county"], book[BY_NAME["county"].sheet]
    value = plan.index("value") + 1
    for line, fact in enumerate(FACTS, FIRST + 1):
        _put_text(sheet.cell(line, value), facts.get(fact.key, ""))
    plan, sheet = PLANS["attestations"], book[BY_NAME["attestations"].sheet]
    for line, (clause, _title) in enumerate(clauses, FIRST + 1):
        row = conclusions.get(clause, {})
        veto = clause.startswith("10.")
        words = (
            {"met": "不存在", "not_met": "存在"} if veto else {"met": "达标", "not_met": "未达标"}
        )
        conclusion = row.get("conclusion", "")
        _put_text(sheet.cell(line, plan.index("conclusion") + 1), words.get(conclusion, conclusion))
        for name in ("note", "file"):
            _put_text(sheet.cell(line, plan.index(name) + 1), row.get(name, ""))


def _put(cell: Any, table: str, column: Column, text: str) -> None:
    value = _value(table, column, text)
    if value is None or column.kind is Kind.TEXT:
        _put_text(cell, text)
        return
    shown = shown_word(column, value)
    if isinstance(shown, int | Fraction):
        _put_number(cell, shown)
    else:
        _put_text(cell, str(shown))


def _put_number(cell: Any, value: int | Fraction) -> None:
    """A number of more digits than a spreadsheet keeps becomes text."""
    try:
        written = decimal_text(value)
    except UserError:
        written = str(value)
    number = float(value)
    if Decimal(f"{number:.15g}") == Decimal(written):
        cell.value = int(value) if value.denominator == 1 else number
    else:
        _put_text(cell, written)


def _put_text(cell: Any, text: str) -> None:
    """Text stays text, whatever it begins with."""
    if text:
        cell.value = text
        cell.data_type = "s"
