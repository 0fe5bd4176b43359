"""Where a table stood, so that every defect can name sheet, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypedDict, Unpack

from junheng.census.catalogue import SEVERITY
from junheng.census.defects import Defect
from junheng.census.tables import Table


class More(TypedDict, total=False):
    """What else a defect may tell."""

    found: str
    expected: str
    remedy: str
    school_code: str


class Place(NamedTuple):
    """A table's source. ``columns`` maps a column's name to its letter (``""`` in a file) and header."""

    table: Table
    file: str
    sheet: str
    columns: Mapping[str, tuple[str, str]]

    def defect(
        self,
        check: str,
        message: str,
        *,
        row: int | None = None,
        column: str = "",
        **more: Unpack[More],
    ) -> Defect:
        """The failure of ``check`` at that row and column (its English name)."""
        letter, header = self.columns.get(column, ("", ""))
        if column and not header:
            header = self.table.column(column).header
        return Defect(
            check=check,
            severity=SEVERITY[check],
            message=message,
            file=self.file,
            sheet=self.sheet,
            row=row,
            column=letter,
            header=header,
            **more,
        )
