"""Numbers of headings, tables and figures, as official papers write them: 一、（一）1. and 表1, 图1."""

from __future__ import annotations

from dataclasses import dataclass, field

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese: 十, 十二, 二十, 二十三.

    Raises ``ValueError`` outside that range.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese numeral for {number}")
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


@dataclass(slots=True)
class Numbering:
    """Counts headings and captions in the order in which a document is drawn."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    tables: int = 0
    figures: int = 0

    def heading(self, level: int) -> str:
        """The number before a heading of that level (1-3)."""
        self.counts[level - 1] += 1
        for below in range(level, len(self.counts)):
            self.counts[below] = 0
        number = self.counts[level - 1]
        if level == 1:
            return f"{chinese(number)}、"
        return f"（{chinese(number)}）" if level == 2 else f"{number}."

    def table(self) -> str:
        """The number of the next table."""
        self.tables += 1
        return f"表{self.tables}"

    def figure(self) -> str:
        """The number of the next figure."""
        self.figures += 1
        return f"图{self.figures}"
