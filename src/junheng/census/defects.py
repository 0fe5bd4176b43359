"""What is wrong with the data: every defect at once, each where it stands and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from junheng.errors import UserError


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
        """Where it stands, in the user's words."""
        parts = [self.file] if self.file and not self.sheet else []
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.row is not None:
            parts.append(f"第 {self.row} 行")
        if self.column or self.header:
            letter = f"{self.column} 列" if self.column else ""
            parts.append(f"{letter}“{self.header}”" if self.header else letter)
        return " ".join(parts)

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
        return "；".join(pieces)


class RefusedData(UserError):
    """The data set has errors and cannot be judged. Carries every defect, warnings included."""

    def __init__(self, source: str, defects: Sequence[Defect]) -> None:
        errors = [defect for defect in defects if defect.severity is Severity.ERROR]
        lines = "\n".join(f"  {number}. {defect}" for number, defect in enumerate(errors, 1))
        super().__init__(
            f"{source} 有 {len(errors)} 处错误，不能判定：\n{lines}",
            remedy=f"逐处改正后再运行；junheng check {source} 会列出全部问题并生成标色的副本",
        )
        self.defects = tuple(defects)
