"""What differs between two data sets as entered: cell by cell, by meaning and not by spelling.

是 and true, 1,000 and 1000, 小学 and primary are the same value of their columns. A cell that cannot
be read is compared as the text it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from junheng.census.assemble import cell_reader
from junheng.census.entry import Entered
from junheng.census.figures import fact_named, figure
from junheng.census.grids import is_blank
from junheng.census.headers import Found
from junheng.census.tables import TABLES, Kind, Table
from junheng.census.values import Unreadable, Value

_KEYS = {"rooms": ("school_code", "kind")}
"""What tells the rows of a table apart, but for their position, where the table has no key."""

Key = tuple[str, ...]
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One cell that differs: the texts as they were typed.

    ``key`` holds the values of the table's key, in the stored way of writing, and after them the
    position among rows of that key: always for rooms (school, kind, position), elsewhere only from
    the second row on, which is a mistake. ``before`` is ``None`` where the whole row is new,
    ``after`` where the whole row is gone: such a row gives a difference for each of its filled
    cells. ``""`` is a cell left blank in a row that is there.
    """

    table: str
    key: Key
    column: str
    before: str | None
    after: str | None


def differences(before: Entered, after: Entered) -> tuple[Difference, ...]:
    """Every cell that differs, table by table: the rows of ``before`` in their order, then new rows.

    Order of rows makes no difference, but for rows of equal keys.
    """
    return tuple(
        each
        for table in TABLES
        for each in _Compared(table).differences(_rows(table, before), _rows(table, after))
    )


def _rows(table: Table, entered: Entered) -> list[Row]:
    """The rows with anything in them."""
    names = [column.name for column in table.columns]
    return [
        row
        for row in entered.get(table.name, ())
        if not all(is_blank(row.get(name, "")) for name in names)
    ]


class _Compared:
    """The two versions of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._key = table.key or _KEYS[table.name]
        self._readers: dict[str, Callable[[str], Value]] = {
            column.name: cell_reader(Found(column=column, index=0, header=column.header))
            for column in table.columns
            if column.kind is not Kind.FIGURE
        }

    def differences(self, before: list[Row], after: list[Row]) -> Iterator[Difference]:
        old, new = self._by_key(before), self._by_key(after)
        for key in {**old, **new}:
            yield from self._of_row(key, old.get(key), new.get(key))

    def _of_row(self, key: Key, old: Row | None, new: Row | None) -> Iterator[Difference]:
        for column in self._table.columns:
            name = column.name
            then = None if old is None else old.get(name, "")
            now = None if new is None else new.get(name, "")
            if old is None or new is None:
                differs = not is_blank(then or now)
            else:
                differs = then != now and self._meaning(name, old) != self._meaning(name, new)
            if differs:
                yield Difference(
                    table=self._table.name, key=key, column=name, before=then, after=now
                )

    def _by_key(self, rows: list[Row]) -> dict[Key, Row]:
        seen: Counter[Key] = Counter()
        found: dict[Key, Row] = {}
        for row in rows:
            key = tuple(str(self._meaning(name, row) or "") for name in self._key)
            seen[key] += 1
            numbered = seen[key] > 1 or not self._table.key
            found[(*key, str(seen[key])) if numbered else key] = row
        return found

    def _meaning(self, name: str, row: Row) -> Value:
        text = row.get(name, "")
        try:
            if name == "value" and self._table.name == "county":
                fact = fact_named(row.get("key", ""))
                return figure(fact, text) if fact else text.strip()
            value = self._readers[name](text)
        except Unreadable:
            return text.strip()
        if name == "key" and isinstance(value, str):
            fact = fact_named(value)
            return fact.key if fact else value
        return value
