"""What is wrong with the data: every defect at once, each where it stands and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from junheng.errors import UserError
from junheng.model.text import printable


class Severity(StrEnum):
    """An ``error`` refuses its row, and so the data set; a ``warning`` asks to look again."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def zh(self) -> str:
        """The word shown to users."""
        return "错误" if self is Severity.ERROR else "提醒"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One defect. ``row`` is the 1-based line of the sheet or file, ``column`` its letter or header.

    ``check`` is the stable id of the check, listed in the manual. ``found`` is the value as it stood.
    """

    check: str
    severity: Severity
    message: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    found: str = ""
    expected: str = ""
    remedy: str = ""
    school_code: str = ""

    @property
    def place(self) -> str:
        """Where it stands, in the user's words; safe to show."""
        parts = [self.file] if self.file and not self.sheet else []
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.row is not None:
            parts.append(f"第 {self.row} 行")
        if self.column or self.header:
            letter = f"{self.column} 列" if self.column else ""
            parts.append(f"{letter}“{self.header}”" if self.header else letter)
        return printable(" ".join(parts))

    def __str__(self) -> str:
        pieces = [
            f"{self.severity.zh} {self.place}：{self.message}" if self.place else self.message
        ]
        if self.found:
            pieces.append(f"填的是“{self.found}”")
        if self.expected:
            pieces.append(f"应为{self.expected}")
        if self.remedy:
            pieces.append(f"怎么改：{self.remedy}")
        return printable("；".join(pieces))


ALIKE = 20
"""So many defects of one kind in one column are listed one by one; of the others only the rows."""


def in_short(numbers: Iterable[int]) -> str:
    """Row numbers in ascending order and in short: ``3-5、9``."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def listed(errors: Sequence[Defect]) -> Iterator[str]:
    """A numbered line for each error, and one for all beyond ``ALIKE`` that are of one kind."""
    shown = 0
    alike: dict[Defect, list[Defect]] = {}
    for each in errors:
        kind = Defect(
            check=each.check,
            severity=each.severity,
            message="",
            file=each.file,
            sheet=each.sheet,
            column=each.column,
            header=each.header,
        )
        alike.setdefault(kind, []).append(each)
        found = alike[kind]
        if len(found) <= ALIKE or each.row is None:
            shown += 1
            yield f"{shown}. {each}"
    for kind, found in alike.items():
        rows = [each.row for each in found[ALIKE:] if each.row is not None]
        if rows:
            shown += 1
            message = f"同类的问题还有 {len(rows)} 处，在第 {in_short(rows)} 行"
            yield f"{shown}. {replace(kind, message=message)}"


class RefusedData(UserError):
    """The data set has errors and cannot be judged. Carries every defect, warnings included."""

    def __init__(self, source: str, defects: Sequence[Defect]) -> None:
        errors = [defect for defect in defects if defect.severity is Severity.ERROR]
        lines = "\n".join(f"  {line}" for line in listed(errors))
        super().__init__(
            f"{source} 有 {len(errors)} 处错误，不能判定：\n{lines}",
            remedy=f"逐处改正后再运行；junheng check {source} 会列出全部问题并生成标色的副本",
        )
        self.defects = tuple(defects)
