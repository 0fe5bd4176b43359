"""Every list of the site: searched, filtered, sorted, paged, with its columns chosen, exported as seen.

A view makes a :class:`Listing` of a query and renders ``lib/listing.html``::

    listing = Listing(request, query, columns=(...), name="学校")
    return listing.export() or render(request, "...", {"listing": listing})

All state is in the address, so that a list can be sent to a colleague. Works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from junheng_web.lib.spreadsheets import workbook_response

PER_PAGE = 50
MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``key`` is a lookup of the model; ``value`` overrides what is shown.

    ``sort`` is the lookup to sort by: the key itself by default, "" for none. ``shape`` names a filter
    of the template (``status``); ``unit`` stands in the header; ``hidden`` columns are shown on demand.
    ``text`` writes a value for the page, where it is not written as others are; exports keep the value.
    """

    key: str
    label: str | Promise
    value: Callable[[Any], Any] | None = None
    link: Callable[[Any], str] | None = None
    unit: str | Promise = ""
    numeric: bool = False
    shape: str = ""
    sort: str | None = None
    hidden: bool = False
    text: Callable[[Any], str] | None = None

    @property
    def sorted_by(self) -> str:
        """The lookup to sort by, or ""."""
        if self.sort is not None:
            return self.sort
        return "" if self.value is not None else self.key

    def of(self, row: Any) -> Any:
        """The value of a row: as it is exported."""
        if self.value is not None:
            return self.value(row)
        found: Any = row
        for name in self.key.split("__"):
            found = found.get(name) if isinstance(found, dict) else getattr(found, name, None)
            if found is None:
                return None
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A choice above the list: ``key`` is the lookup, ``choices`` value and label."""

    key: str
    label: str | Promise
    choices: Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, ready to show."""

    text: Any
    link: str
    numeric: bool
    shape: str


class Listing:
    """One list of a page, as the address asks for it. ``prefix`` tells two lists of a page apart."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any] | Sequence[Any],
        *,
        columns: Sequence[Column],
        name: str,
        search: Sequence[str] = (),
        filters: Sequence[Filter] = (),
        prefix: str = "",
    ) -> None:
        self.request, self.rows, self.all_columns = request, rows, tuple(columns)
        self.name, self.search, self.filters, self.prefix = name, tuple(search), filters, prefix
        self.given = request.GET

    def _asked(self, name: str) -> str:
        return str(self.given.get(self.prefix + name, "")).strip()

    @property
    def words(self) -> str:
        """What is searched for."""
        return self._asked("q")[:100]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns chosen, in their order; the usual ones where none are."""
        chosen = set(self.given.getlist(self.prefix + "columns"))
        found = [each for each in self.all_columns if each.key in chosen]
        return found or [each for each in self.all_columns if not each.hidden]

    @cached_property
    def _found(self) -> QuerySet[Any] | list[Any]:
        if isinstance(self.rows, QuerySet):
            return self._sorted_query(self._filtered_query(self.rows))
        rows = [row for row in self.rows if self._matches(row)]
        column = self._sort_column
        if column is not None:
            rows.sort(key=lambda row: _sort_key(column.of(row)), reverse=self.descending)
        return rows

    def _filtered_query(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for each in self.filters:
            asked = self._asked(each.key)
            if asked and asked in {value for value, _label in each.choices}:
                rows = rows.filter(**{each.key: _meant(each.key, asked)})
        if self.words and self.search:
            found = Q()
            for lookup in self.search:
                found |= Q(**{f"{lookup}__icontains": self.words})
            rows = rows.filter(found)
        return rows

    def _sorted_query(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        column = self._sort_column
        if column is None:
            return rows if rows.ordered else rows.order_by("pk")
        by = F(column.sorted_by)
        return rows.order_by(
            by.desc(nulls_last=True) if self.descending else by.asc(nulls_last=True), "pk"
        )

    def _matches(self, row: Any) -> bool:
        for each in self.filters:
            asked = self._asked(each.key)
            if asked and str(Column(key=each.key, label="").of(row)) != asked:
                return False
        words = self.words.casefold()
        return not words or any(
            words in str(column.of(row) or "").casefold() for column in self.all_columns
        )

    @property
    def sort(self) -> str:
        """The column sorted by, with "-" before it if descending."""
        return self._asked("sort")

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self.sort.startswith("-")

    @property
    def _sort_column(self) -> Column | None:
        key = self.sort.removeprefix("-")
        for column in self.all_columns:
            if column.key == key and (column.sorted_by or not isinstance(self.rows, QuerySet)):
                return column
        return None

    @cached_property
    def page(self) -> Page[Any]:
        """The page asked for; the nearest where it does not exist."""
        return Paginator(self._found, PER_PAGE).get_page(self._asked("page"))

    @property
    def lines(self) -> list[tuple[Any, list[Cell]]]:
        """The rows of this page with their cells."""
        return [(row, [self._cell(column, row) for column in self.columns]) for row in self.page]

    def _cell(self, column: Column, row: Any) -> Cell:
        value = column.of(row)
        written = column.text is not None and value is not None
        return Cell(
            text=column.text(value) if written else shown(value),  # type: ignore[misc]
            link=column.link(row) if column.link is not None else "",
            numeric=column.numeric,
            shape=column.shape,
        )

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The headers, each with the address that sorts by it and how it is sorted now."""
        now = self.sort
        heads = []
        for column in self.columns:
            sortable = bool(column.sorted_by) or not isinstance(self.rows, QuerySet)
            down = now == column.key
            heads.append(
                {
                    "column": column,
                    "order": ("descending" if now.startswith("-") else "ascending")
                    if now.removeprefix("-") == column.key
                    else "none",
                    "address": self.address(sort=("-" if down else "") + column.key, page="")
                    if sortable
                    else "",
                }
            )
        return heads

    @property
    def chosen_filters(self) -> list[dict[str, Any]]:
        """The filters, each with what is chosen."""
        return [{"filter": each, "chosen": self._asked(each.key)} for each in self.filters]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What else the address asks for, which the form of this list hands on."""
        own = {"q", "sort", "columns", "page", "export", *(each.key for each in self.filters)}
        return [
            (name, value)
            for name, values in self.given.lists()
            for value in values
            if name not in {self.prefix + each for each in own}
        ]

    def address(self, **changes: str) -> str:
        """The address of the same list with something changed; "" removes it."""
        query: QueryDict = self.given.copy()
        for name, value in changes.items():
            if value:
                query[self.prefix + name] = value
            else:
                query.pop(self.prefix + name, None)
        return "?" + query.urlencode()

    @property
    def next_page(self) -> str:
        """The address of the next page, or ""."""
        return self.address(page=str(self.page.next_page_number())) if self.page.has_next() else ""

    @property
    def previous_page(self) -> str:
        """The address of the previous page, or ""."""
        if not self.page.has_previous():
            return ""
        return self.address(page=str(self.page.previous_page_number()))

    @property
    def export_address(self) -> str:
        """The address of the same list as a workbook."""
        return self.address(export="xlsx", page="")

    def export(self) -> HttpResponse | None:
        """The list as a workbook, all pages of it, if the address asks for one."""
        if self._asked("export") != "xlsx":
            return None
        heads = [
            f"{column.label}（{column.unit}）" if column.unit else str(column.label)
            for column in self.columns
        ]
        rows = (
            [_exported(column.of(row)) for column in self.columns]
            for row in self._found[:MOST_EXPORTED]
        )
        return workbook_response(self.name, heads, rows)


def _meant(lookup: str, asked: str) -> Any:
    """What a choice means to the database: whether there is a value is asked with yes or no."""
    return asked in ("True", "1", "yes") if lookup.endswith("__isnull") else asked


def shown(value: Any) -> Any:
    """A value as a page shows it: dates and times as they are written here, nothing as a dash."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int):
        return f"{value:,}"
    return "—" if value is None or value == "" else value


def _exported(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    return str(value) if isinstance(value, Promise | Model) else value


def _sort_key(value: Any) -> tuple[int, Any]:
    """Nothing last, numbers before text."""
    if value is None:
        return (2, "")
    if isinstance(value, int | float):
        return (0, value)
    return (1, str(value))
