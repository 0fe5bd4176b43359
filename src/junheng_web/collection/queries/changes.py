"""A return beside the one of the year before: what changed, and how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from junheng.census.facts import BY_KEY as FACTS
from junheng.census.tables import BY_NAME, TABLES, Kind
from junheng_web.collection.documents import Document, keys_of

Key = tuple[str, ...]
Cells = dict[tuple[str, Key, str], str]
"""Table, key of the row (see :func:`junheng_web.collection.documents.keys_of`), column -> text."""

FAR = Decimal("0.5")
"""A value that differs from last year's by more than this share of it lies far from it ..."""
LEAST = 5
"""... if it also differs by at least this much: two rooms instead of one are no outlier."""

_NUMBERS = (Kind.COUNT, Kind.AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One number against last year's. ``share`` is the change as a share of last year's value."""

    before: Decimal
    after: Decimal

    @property
    def share(self) -> float | None:
        """0.5 for half as much again; None where last year's was 0."""
        return float((self.after - self.before) / self.before) if self.before else None

    @property
    def far(self) -> bool:
        """Whether it lies far from last year's."""
        by = abs(self.after - self.before)
        return by >= LEAST and by > FAR * abs(self.before)


def cells(document: Mapping[str, Sequence[Mapping[str, str]]]) -> Cells:
    """Every cell of a document by its place."""
    found: Cells = {}
    for table in TABLES:
        rows = document.get(table.name, ())
        for key, row in zip(keys_of(table.name, rows), rows, strict=True):
            for column in table.columns:
                found[table.name, key, column.name] = str(row.get(column.name) or "").strip()
    return found


def number(table: str, key: Key, column: str, text: str) -> Decimal | None:
    """The number that stands in a cell of counts or amounts; None where there is none."""
    kind = _kind(table, key, column)
    if kind not in _NUMBERS or not text:
        return None
    plain, percent = text.replace(",", "").replace("，", ""), text.endswith(("%", "％"))
    try:
        value = Decimal(plain.rstrip("%％"))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    fact = FACTS.get(key[1]) if table == "county" else None
    whole = fact is not None and fact.share and value > 1  # 87 stands for 87%
    return value / 100 if percent or whole else value


def changes(now: Cells, before: Cells) -> dict[tuple[str, Key, str], Change]:
    """The numbers that stand in both years, each with its change."""
    found = {}
    for place, text in now.items():
        if place not in before:
            continue
        after, last = number(*place, text), number(*place, before[place])
        if after is not None and last is not None:
            found[place] = Change(before=last, after=after)
    return found


def far_and_largest(now: Document, last: Document | None) -> tuple[int, float | None]:
    """How many numbers lie far from last year's, and the largest change as a share of last year's.

    ``(0, None)`` where there was no return last year.
    """
    if last is None:
        return 0, None
    found = changes(cells(now), cells(last)).values()
    shares = [abs(each.share) for each in found if each.share is not None]
    return sum(each.far for each in found), max(shares, default=None)


def _kind(table: str, key: Key, column: str) -> Kind | None:
    if table == "county":
        fact = FACTS.get(key[1]) if column == "value" else None
        return fact.kind if fact is not None else None
    return BY_NAME[table].column(column).kind
