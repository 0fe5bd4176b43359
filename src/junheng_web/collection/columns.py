"""What is asked of whom: the cells a return is expected to fill, and the words of its choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from junheng.census.tables import BY_NAME, Column, Kind
from junheng.census.template.feeds import feeds
from junheng.census.writing import word_of
from junheng_web.collection.clauses import VETO_ARTICLE
from junheng_web.collection.documents import FIXED

_ONLY_SOMETIMES = frozenset(
    (
        *("rotated_backbone", "rotation_eligible_backbone"),
        *("recognition_issued", "recognition_valid", "recognition_satisfied"),
    )
)
"""Facts used only under some options of the rules, or only to foretell."""
_NOT_AT_POINTS = ("public_fund_yuan", "training_fund_yuan")
"""A teaching point whose budget is its central school's leaves these blank."""
STOCK = (
    *("type", "parent_code", "operator", "area_class", "built_year", "boarding", "dense_centre"),
    *("lon", "lat", "teaching_area_m2", "indoor_sports_m2", "sports_ground_m2"),
    *("other_sports_m2", "leased_sports_m2", "equipment_yuan", "multimedia_rooms"),
)
"""Columns of a school that stay as they are unless something was built, bought or moved."""

Row = Mapping[str, str]


def expected_cells(document: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, int, str]]:
    """Table, row and column of every cell that the official form asks for.

    Left out: what is given, and what only an exceptional clause uses.
    """
    for table, rows in document.items():
        for place, row in enumerate(rows):
            for column in _expected(table, *_telling(table, row)):
                yield table, place, column


def _telling(table: str, row: Row) -> tuple[bool, bool]:
    """Whether the row is of a teaching point, and whether its fact is used only sometimes."""
    if table == "schools":
        return row.get("type") == "teaching_point", False
    return False, table == "county" and row.get("key") in _ONLY_SOMETIMES


@cache
def _expected(table: str, at_point: bool, only_sometimes: bool) -> tuple[str, ...]:
    if table == "county":
        return () if only_sometimes else ("value",)
    if table == "attestations":
        return ("conclusion",)
    left_out = {*FIXED[table], *(_NOT_AT_POINTS if at_point else ())}
    return tuple(
        column.name
        for column in BY_NAME[table].columns
        if column.name not in left_out and (column.required or _always_used(table, column))
    )


def _always_used(table: str, column: Column) -> bool:
    used = feeds(table, column.name)
    return bool(used) and "例外" not in used


def how_full(document: Mapping[str, Sequence[Row]]) -> tuple[int, int]:
    """How many of the expected cells are filled, and how many are expected."""
    filled = expected = 0
    for table, rows in document.items():
        for row in rows:
            columns = _expected(table, *_telling(table, row))
            expected += len(columns)
            filled += sum(1 for name in columns if (text := row.get(name)) and not text.isspace())
    return filled, expected


@cache
def words_of(table: str, column: str) -> tuple[tuple[str, str], ...]:
    """The values that a choice stores, each with its Chinese word; nothing for other columns."""
    found = BY_NAME[table].column(column)
    if found.kind is Kind.FLAG:
        return (("是", "是"), ("否", "否"))
    if column == "operator":
        stored = dict.fromkeys(found.choices.values())
        return tuple((value, f"{value} {word_of(found, value)}") for value in stored)
    return tuple((value, word_of(found, value)) for value in dict.fromkeys(found.choices.values()))


def conclusions(clause: str) -> tuple[tuple[str, str], ...]:
    """The conclusions of a clause: a veto forbids a fact, the others are met or not."""
    if clause.startswith(VETO_ARTICLE):
        return (("met", "不存在"), ("not_met", "存在"))
    return (("met", "达标"), ("not_met", "未达标"))
