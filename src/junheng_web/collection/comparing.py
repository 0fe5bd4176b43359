"""What differs between two documents of one return: as the library tells it, quickly for many.

:func:`junheng.census.differences.differences` reads every cell of both. Of a workbook with tens of
thousands of cells nearly all are new or unchanged, which is seen without reading them: only two
different texts are read, to see whether they mean the same. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from junheng.census.differences import Key, differences
from junheng.census.grids import is_blank
from junheng.census.tables import BY_NAME
from junheng_web.collection.documents import Row, keys_of

Rows = Mapping[str, Sequence[Row]]
Changed = tuple[str, Key, str, str | None, str | None]


def changed_cells(before: Rows, after: Rows) -> Iterator[Changed]:
    """Table, key, column, text before and after of every cell that differs, by meaning and not by

    spelling: what the fields of :class:`junheng.census.differences.Difference` hold.
    """
    for table in {**before, **after}:
        old = _by_key(table, before.get(table, ()))
        new = _by_key(table, after.get(table, ()))
        if old == new:
            continue
        for key in {**old, **new}:
            yield from _of_row(table, key, old.get(key), new.get(key))


def _by_key(table: str, rows: Sequence[Row]) -> dict[Key, Row]:
    filled = [row for row in rows if any(row.values())]
    return dict(zip(keys_of(table, filled), filled, strict=True))


def _of_row(table: str, key: Key, old: Row | None, new: Row | None) -> Iterator[Changed]:
    if old == new:
        return
    if old is None and new is not None:
        for column in _columns(table):
            if (now := new.get(column)) and not now.isspace():
                yield table, key, column, None, now
        return
    for column in _columns(table):
        then = None if old is None else old.get(column, "")
        now = None if new is None else new.get(column, "")
        if then == now or (not then and not now):
            continue
        if then and now and old is not None and new is not None:
            if _alike(table, column, old, new):
                continue
        elif is_blank(then or now):
            continue
        yield table, key, column, then, now


def _alike(table: str, column: str, old: Row, new: Row) -> bool:
    """Whether two texts of one cell mean the same; what they mean may hang on the rest of the row."""
    found = differences({table: [old]}, {table: [{**old, column: new[column]}]})
    return not found


@cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in BY_NAME[table].columns)
