"""The tables of a plan through the site's lists: searched, filtered, sorted, exported as seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from junheng.planning.outcome import Column as Told
from junheng.planning.outcome import Shape, Table, Value
from junheng.planning.showing import shown
from junheng_web.assessments.models import Assessment
from junheng_web.lib.listings import Column, Filter, Listing

PREVIEWED = 10
"""Rows of a table that the page of a plan shows at once."""
_FEW = 12
_MOST_FILTERS = 3
_WORDS = (Shape.TEXT, Shape.FLAG)
SCHOOL = "school_code"

Link = Callable[[Mapping[str, Any]], str]


def text_of(value: Value, column: Told) -> str:
    """A value as a page shows it. Years are no quantities: they have no thousands."""
    if column.name.endswith("year") and isinstance(value, int | float):
        return str(int(value))
    return shown(value, column.shape)


def columns_of(table: Table, link: Link | None = None) -> tuple[Column, ...]:
    """The columns of the table as a list has them.

    Where rows name a school, its name comes first and links to its page, its code last, on demand.
    """
    names = [each.name for each in table.columns]
    called = next((each for each in ("school", "name") if each in names), "")
    by_school = bool(called) and SCHOOL in names
    columns = [
        Column(
            key=each.name,
            label=each.header,
            unit=each.unit,
            numeric=each.shape not in _WORDS,
            text=partial(_shown, each),
            link=link if by_school and each.name == called else None,
            hidden=by_school and each.name == SCHOOL,
        )
        for each in table.columns
    ]
    if by_school:
        columns.sort(key=lambda each: (each.key != called, each.key == SCHOOL))
    return tuple(columns)


def _shown(column: Told, value: Value) -> str:
    return text_of(value, column)


def listing_of(
    request: HttpRequest, table: Table, *, name: str, link: Link | None = None
) -> Listing:
    """The whole table as a list; columns of few different words become filters."""
    rows = list(table.records())
    return Listing(
        request,
        rows,
        columns=columns_of(table, link),
        name=name,
        search=("*",) if len(rows) > _FEW else (),
        filters=_filters(table, rows),
    )


def _filters(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[Filter]:
    if len(rows) <= _FEW:
        return []
    found = []
    for each in table.columns:
        if each.shape is not Shape.TEXT and not each.name.endswith("year"):
            continue
        values = {row[each.name] for row in rows} - {None, ""}
        if 1 < len(values) <= _FEW:
            choices = [(str(value), text_of(value, each)) for value in sorted(values, key=str)]
            found.append(Filter(key=each.name, label=each.header, choices=choices))
    return found[:_MOST_FILTERS]


def previewed(table: Table, link: Link | None = None) -> dict[str, Any]:
    """The first rows of a table, ready to show: each cell its text, whether it is a number, its link."""
    told = {each.name: each for each in table.columns}
    columns = [each for each in columns_of(table, link) if not each.hidden]
    rows = [
        [
            {
                "text": text_of(row[column.key], told[column.key]),
                "numeric": column.numeric,
                "link": column.link(row) if column.link else "",
            }
            for column in columns
        ]
        for row in list(table.records())[:PREVIEWED]
    ]
    return {"table": table, "columns": columns, "rows": rows, "more": len(table.rows) - len(rows)}


def school_link(assessment: Assessment | None, codes: frozenset[str]) -> Link | None:
    """Leads from a row to the page of its school, where the assessment has that school."""
    if assessment is None or not codes:
        return None
    round_ = assessment.round
    page = reverse("assessments:school", args=[round_.county.code, round_.campaign.year, "-"])
    before = page.removesuffix("-/")

    def link(row: Mapping[str, Any]) -> str:
        code = row.get(SCHOOL)
        return f"{before}{code}/" if code in codes else ""

    return link
