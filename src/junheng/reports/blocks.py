"""What a report is made of, before it becomes a Word document or a page: said once, drawn twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from junheng.evaluation.results import IndicatorStatus
from junheng.model import Status

Spec = Mapping[str, Any]
"""A Vega-Lite specification."""


class Align(StrEnum):
    """How a column stands: words left, figures right, statuses in the middle."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1-3; its number is given when it is drawn. ``anchor`` names it in a page."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph. ``lead`` marks the sentence that answers the reader's question; ``status`` colours
    it; ``small`` is for notes.
    """

    text: str
    lead: bool = False
    small: bool = False
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table. ``width`` is its part of the whole, in any unit."""

    header: str
    align: Align = Align.LEFT
    width: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: what is printed, what it is sorted by, and the status it shows, if any."""

    text: str
    sort: float | None = None
    status: Status | IndicatorStatus | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. ``note`` stands below it; ``long`` tables can be searched in a page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart. ``summary`` says in words what it shows; ``data`` is its table, shown in a page only
    (in Word the same figures stand in the tables beside it).
    """

    id: str
    title: str
    summary: str
    spec: Spec
    data: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """The heading that follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Grid | Figure | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole document. Its title is the place and the subject; ``facts`` are the lines under it."""

    place: str
    subject: str
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The title in one line."""
        return f"{self.place}{self.subject}"


def words(text: str) -> Cell:
    """A cell of words."""
    return Cell(text=text)


def number(text: str, value: Fraction | int | None) -> Cell:
    """A cell with a figure: printed as ``text``, sorted by ``value``; missing ones sort last."""
    return Cell(text=text, sort=None if value is None else float(value))


def status(of: Status | IndicatorStatus) -> Cell:
    """A cell with a status, told by shape, word and colour."""
    return Cell(text=f"{of.mark} {of.zh}", sort=_ORDER[of.value], status=of)


_ORDER = {
    "not_met": 0,
    "below_floor": 0,
    "within_floor": 1,
    "undetermined": 2,
    "met": 3,
    "not_applicable": 4,
}
