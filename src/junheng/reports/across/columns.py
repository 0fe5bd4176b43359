"""How a table of results becomes a sheet: Chinese headers, forms of figures, words for codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]


class Form(StrEnum):
    """How the cells of a column are written. Figures keep all their digits; the form is for print."""

    TEXT = "text"
    CODE = "code"
    WRAPPED = "wrapped"
    YEAR = "0"
    COUNT = "#,##0"
    CHANGE = "+#,##0;-#,##0;0"
    SHARE = "0.0%"
    POINTS = "+0.0;-0.0;0.0"
    COEFFICIENT = "0.000"
    COEFFICIENT_CHANGE = "+0.000;-0.000;0.000"
    VALUE = "#,##0.00"
    VALUE_CHANGE = "+#,##0.00;-#,##0.00;0.00"
    FIGURE = "General"

    @property
    def is_text(self) -> bool:
        """Whether the cells hold text."""
        return self in (Form.TEXT, Form.CODE, Form.WRAPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet. ``words`` are what stands for the values; a value that is a list with
    commas is put into words piece by piece. An ``optional`` column is left away where it is empty.
    """

    name: str
    header: str
    form: Form = Form.TEXT
    words: Mapping[Any, str] = field(default_factory=dict)
    optional: bool = False

    def shown(self, value: Any) -> Any:
        """What is written into the cell; ``None`` leaves it empty."""
        if value is None or (value == "" and value not in self.words):
            return None
        if self.form is Form.POINTS:
            return value * 100
        if self.words and isinstance(value, str) and "," in value:
            return "、".join(self.words.get(each, each) for each in value.split(","))
        return self.words.get(value, value) if self.words else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet, made from the table of that name.

    ``keep`` says which rows are worth a person's reading, ``sort`` by which columns they stand (a
    column with words in the order of its words), ``empty`` what is said where there are none.
    """

    title: str
    table: str
    note: str
    columns: Sequence[Column]
    empty: str
    sort: Sequence[str] = ()
    keep: Callable[[Row], bool] | None = None
    frozen: int = 2

    def filled(self, rows: Sequence[Row]) -> list[Column]:
        """The columns, without the optional ones that nothing stands in."""
        return [
            column
            for column in self.columns
            if not column.optional or any(row.get(column.name) for row in rows)
        ]

    def rows(self, found: Sequence[Row]) -> list[Row]:
        """The rows shown, in their order."""
        kept = [row for row in found if self.keep is None or self.keep(row)]
        if not self.sort:
            return kept
        places = {
            column.name: {value: place for place, value in enumerate(column.words)}
            for column in self.columns
            if column.words
        }
        return sorted(
            kept, key=lambda row: [_key(row[name], places.get(name, {})) for name in self.sort]
        )


def _key(value: Any, order: Mapping[Any, int]) -> tuple[int, Any]:
    """A key that sorts known words first, then other values, missing ones last."""
    if value in order:
        return (0, order[value])
    return (2, 0) if value is None else (1, value)
