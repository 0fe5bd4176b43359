"""Columns that are tested but not stored: credit codes, identity numbers, postcodes.

Nothing is kept of them, and a defect never shows more of an identity number than its ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from junheng.census.catalogue import SEVERITY
from junheng.census.checks.premises import AREAS
from junheng.census.codes import code
from junheng.census.defects import Defect
from junheng.census.grids import Cell, Grid
from junheng.census.headers import Heading
from junheng.census.places import Place
from junheng.census.values import Unreadable, shown
from junheng.model.identifiers import credit_code_problem, identity_number_problem, masked


class ExtraColumns:
    """Tests the extra cells of one line after another."""

    def __init__(self, grid: Grid, heading: Heading, place: Place) -> None:
        self._place = place
        self._columns = heading.checked
        self._letters = {name: grid.letter(index) for name, (index, _) in heading.checked.items()}
        self._today = date.today()
        self._credit_codes: dict[str, int] = {}

    def read(self, row: Mapping[str, Any], cells: Sequence[Cell]) -> Iterator[Defect]:
        """What is wrong with the extra cells of this line."""
        for name, (index, _) in self._columns.items():
            try:
                value = code(cells[index])
            except Unreadable as problem:
                hidden = name == "identity_number"
                yield self._defect(
                    name,
                    row,
                    f"extra.{name}",
                    problem.message,
                    found="" if hidden else shown(cells[index]),
                    remedy=problem.remedy,
                )
                continue
            if value is None:
                continue
            if name == "credit_code":
                yield from self._credit(row, value.upper())
            elif name == "identity_number":
                problem_found = identity_number_problem(value, today=self._today)
                if problem_found:
                    yield self._defect(
                        name, row, "extra.identity_number", problem_found, found=masked(value)
                    )
            else:
                yield from self._postcode(row, value)

    def _credit(self, row: Mapping[str, Any], value: str) -> Iterator[Defect]:
        problem = credit_code_problem(value)
        if problem:
            yield self._defect("credit_code", row, "extra.credit_code", problem, found=value)
            return
        first = self._credit_codes.setdefault(value, row["row"])
        if first != row["row"]:
            yield self._defect(
                "credit_code",
                row,
                "extra.credit_code_twice",
                f"与第 {first} 行的统一社会信用代码相同",
                found=value,
                remedy="核对是不是同一所学校填了两次",
            )

    def _postcode(self, row: Mapping[str, Any], value: str) -> Iterator[Defect]:
        if not value.isdecimal():
            return
        for column in AREAS:
            if row.get(column) == int(value):
                yield self._place.defect(
                    "premises.postcode",
                    f"与本行的邮政编码 {value} 相同",
                    row=row["row"],
                    column=column,
                    found=value,
                    expected="以平方米为单位的面积",
                    remedy="多半是粘贴时串了列；填写实际面积",
                    school_code=row.get("school_code") or "",
                )

    def _defect(
        self,
        name: str,
        row: Mapping[str, Any],
        check: str,
        message: str,
        *,
        found: str,
        remedy: str = "",
    ) -> Defect:
        return Defect(
            check=check,
            severity=SEVERITY[check],
            message=message,
            file=self._place.file,
            sheet=self._place.sheet,
            row=row["row"],
            column=self._letters[name],
            header=self._columns[name][1],
            found=found,
            remedy=remedy or "对照证照原件改正",
            school_code=row.get("school_code") or "",
        )
