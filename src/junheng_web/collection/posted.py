"""What a form of a return sends: read against the version of the return that its page showed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from junheng.census.differences import Key
from junheng.census.grids import is_blank
from junheng.census.tables import BY_NAME
from junheng_web.collection.actions.entry import Cell, refuse_misplaced, with_cells
from junheng_web.collection.documents import FIXED, GROWING, Document, Row, keys_of
from junheng_web.collection.forms import SPARE

LONGEST = 2000
"""Signs of one cell: what is longer is no figure and no note."""
MOST_ROWS = 2000
"""Rows that one table of one return may hold."""
_FIELD = re.compile(r"(?P<table>\w+)-(?:new)?[0-9]+-(?P<column>.+)\Z", re.DOTALL)
"""How a cell's field is called: table, row, column."""


class Unusable(ValueError):
    """What was sent is no form of this site."""


def posted_document(base: Document, sent: Mapping[str, Any]) -> Document:
    """The document as the plain form leaves it: every cell that was sent, spare rows included.

    Raises :class:`Conflict` for rows that ``base`` does not hold, :class:`Refused` for fields of tables
    and columns that it does not have, and :class:`Unusable`.
    """
    refuse_misplaced(base, _fields(sent))
    cells: list[Cell] = []
    for table in base:
        for place in range(MOST_ROWS + 1):
            name = f"{table}-{place}-key"
            if name not in sent:
                break
            cells += _cells(table, f"{table}-{place}", _key(sent[name]), sent)
    document = with_cells(base, cells)
    for table in GROWING:
        for number in range(SPARE[table]):
            row = _row(table, f"{table}-new{number}", sent)
            if table in document and any(not is_blank(text) for text in row.values()):
                document[table].append(row)
    return _bounded(document)


def without_row(document: Document, base: Document, what: str, sent: Mapping[str, Any]) -> Document:
    """The document without the row ``table:place`` of the page. Raises :class:`Unusable`."""
    table, _, place = what.partition(":")
    keys = keys_of(table, base[table]) if table in GROWING and table in base else []
    key = _key(str(sent.get(f"{table}-{place}-key", "")))
    if key not in keys:
        raise Unusable(what)
    kept = list(document[table])
    del kept[keys.index(key)]  # the rows of ``base`` come first, in their order
    return {**document, table: kept}


def with_row(document: Document, table: str, cells: Mapping[str, str]) -> Document:
    """The document with one more row. Raises :class:`Unusable`, and :class:`Refused` for columns that

    the table does not have.
    """
    refuse_misplaced(document, ((table, name) for name in cells))
    if table not in document or table not in GROWING:
        raise Unusable(table)
    row = {name: _text(text) for name, text in cells.items()}
    return _bounded({**document, table: [*document[table], row]})


def written(base: Document, sent: Any) -> tuple[Document, list[tuple[str, int]]]:
    """The document with what the page's script sends, and table and place of each new row.

    ``sent`` holds ``cells`` (table, key, column, text) and ``rows`` (table, cells). Raises
    :class:`Conflict` for rows that ``base`` does not hold, :class:`Refused` for tables and columns that
    it does not have, and :class:`Unusable`.
    """
    try:
        cells = [_cell(each) for each in sent.get("cells", ())]
        document = with_cells(base, cells)
        made = []
        for each in sent.get("rows", ()):
            document = with_row(document, str(each["table"]), dict(each["cells"]))
            made.append((str(each["table"]), len(document[each["table"]]) - 1))
    except (AttributeError, KeyError, TypeError, IndexError) as problem:
        raise Unusable(str(problem)) from problem
    return document, made


def moved(base: Document, after: Document) -> Iterator[tuple[str, Key, Key]]:
    """The rows whose key became another by what was typed: table, key before, key now."""
    for table, rows in base.items():
        if rows != after[table]:
            pairs = zip(keys_of(table, rows), keys_of(table, after[table]), strict=False)
            yield from ((table, old, new) for old, new in pairs if old != new)


def _fields(sent: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Table and column of every field that is named as cells are."""
    for name in sent:
        found = _FIELD.match(name)
        if found is not None and found["column"] != "key":
            yield found["table"], found["column"]


def _cells(table: str, prefix: str, key: Key, sent: Mapping[str, Any]) -> Iterable[Cell]:
    for column, text in _row(table, prefix, sent).items():
        yield Cell(table=table, key=key, column=column, text=text)


def _row(table: str, prefix: str, sent: Mapping[str, Any]) -> Row:
    return {
        column.name: _text(sent[f"{prefix}-{column.name}"])
        for column in BY_NAME[table].columns
        if column.name not in FIXED[table] and f"{prefix}-{column.name}" in sent
    }


def _cell(each: Mapping[str, Any]) -> Cell:
    key = tuple(str(word) for word in each["key"])
    table, column = str(each["table"]), str(each["column"])
    return Cell(table=table, key=key, column=column, text=_text(each["text"]))


def _key(text: str) -> Key:
    try:
        words = json.loads(text)
    except ValueError as problem:
        raise Unusable(text[:80]) from problem
    if not isinstance(words, list):
        raise Unusable(text[:80])
    return tuple(str(word) for word in words)


def _text(text: Any) -> str:
    if not isinstance(text, str) or len(text) > LONGEST:
        raise Unusable("a cell is no text, or too long")
    return text.replace("\x00", "").strip()


def _bounded(document: Document) -> Document:
    if any(len(rows) > MOST_ROWS for rows in document.values()):
        raise Unusable("too many rows")
    return document
