"""One sheet of the forms: title, merged headers, ruled cells, notes, lines to sign, print set-up.

Figures are written as numbers already rounded the way the forms round them
(docs/explanation/rounding.md), with a number format of as many decimals, so that they print exactly
and can still be added up. Text is always written as text: a school named ``=1+1`` stays a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from junheng.model.quantity import round_half_up
from junheng.model.text import printable
from junheng.reports.figures import FLIP, MISSING

_STARTS = ("=", "+", "-", "@", "\t", "\r", "|")


class Shade(StrEnum):
    """Grounds that stay apart on a black and white printer."""

    NONE = ""
    HEAD = "#F2F2F2"
    NEAR = "#E3E3E3"
    SHORT = "#B9B9B9"
    MISSING = "#FFF8E1"


class Formats:
    """Cell formats of a workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """The format with these properties over the plain one of the forms."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
            self._made[key] = self._workbook.add_format({**plain, **properties})
        return self._made[key]

    def cell(self, *, shade: Shade = Shade.NONE, **properties: object) -> Format:
        """A ruled cell."""
        ground = {"bg_color": shade.value, "pattern": 1} if shade else {}
        return self.get(border=1, **{"align": "center", **ground, **properties})


class Sheet:
    """Writes one form from the top down. Rows and columns count from 0."""

    def __init__(self, workbook: Workbook, formats: Formats, name: str, widths: Sequence[float]):
        self.page: Worksheet = workbook.add_worksheet(name)
        self.formats = formats
        self.columns = len(widths)
        self.width = sum(widths)
        self.row = 0
        for place, width in enumerate(widths):
            self.page.set_column(place, place, width)
        self.page.set_paper(9)
        self.page.set_landscape()
        self.page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        self.page.center_horizontally()
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&C&10第 &P 页　共 &N 页")
        self.page.hide_gridlines(2)

    @property
    def last(self) -> int:
        """The last column."""
        return self.columns - 1

    def title(self, text: str, unit: str, day: str) -> None:
        """The form's title over all columns, then who fills it in and as of when."""
        big = self.formats.get(font_name="方正小标宋简体", font_size=18, align="center")
        self.page.merge_range(self.row, 0, self.row, self.last, "", big)
        self._string(self.row, 0, text, big)
        self.page.set_row(self.row, 32)
        half = max(self.columns // 2, 1)
        left, right = self.formats.get(), self.formats.get(align="right")
        self._span(self.row + 1, 0, self.row + 1, half - 1, f"填表单位（盖章）：{unit}", left)
        self._span(self.row + 1, half, self.row + 1, self.last, f"规则日期：{day}", right)
        self.page.set_row(self.row + 1, 20)
        self.row += 2

    def header(self, height: int, cells: Mapping[tuple[int, int, int, int], str]) -> None:
        """Merged header cells, keyed ``(top, left, bottom, right)`` relative to the current row; the
        header repeats on every printed page.
        """
        form = self.formats.cell(shade=Shade.HEAD, bold=True)
        for (top, left, bottom, right), text in cells.items():
            shown = text.replace("（", "\n（") if left == right else text
            self._span(self.row + top, left, self.row + bottom, right, shown, form)
        self.page.repeat_rows(0, self.row + height - 1)
        self.row += height
        self.page.freeze_panes(self.row, 0)

    def text(
        self,
        column: int,
        text: str,
        *,
        shade: Shade = Shade.NONE,
        left: bool = False,
        rows: int = 1,
    ) -> None:
        """A ruled cell of text in the current row, over ``rows`` rows."""
        more: dict[str, object] = {"align": "left", "indent": 1} if left else {}
        if text.startswith(_STARTS):
            more["quote_prefix"] = True
        form = self.formats.cell(shade=shade, **more)
        self._span(self.row, column, self.row + rows - 1, column, text, form)

    def figure(
        self,
        column: int,
        value: Fraction | int | None,
        places: int,
        *,
        suffix: str = "",
        flip: bool = False,
        shade: Shade = Shade.NONE,
        rows: int = 1,
    ) -> None:
        """A ruled figure, rounded half up; missing ones are a dash on a ground of their own."""
        if value is None:
            self.text(column, MISSING, shade=Shade.MISSING, rows=rows)
            return
        decimals = f"0.{'0' * places}" if places else "0"
        tail = suffix + (FLIP if flip else "")
        form = self.formats.cell(
            shade=shade,
            num_format=f'{decimals}"{tail}"' if tail else decimals,
            bold=shade is Shade.SHORT,
            italic=shade is Shade.NEAR,
        )
        if rows > 1:
            self.page.merge_range(self.row, column, self.row + rows - 1, column, "", form)
        self.page.write_number(self.row, column, float(round_half_up(value, places)), form)

    def next(self, height: float | None = None) -> None:
        """Go to the next row; ``height`` sets that of the one left."""
        if height is not None:
            self.page.set_row(self.row, height)
        self.row += 1

    def note(self, text: str) -> None:
        """A line below the table, over all columns, as high as its text needs."""
        form = self.formats.get(font_size=9)
        self._span(self.row, 0, self.row, self.last, text, form)
        lines = -(-_width(text) // int(self.width * 1.1))
        self.page.set_row(self.row, 14 * max(lines, 1))
        self.row += 1

    def sign(self, *, filled: str) -> None:
        """The lines to sign and seal."""
        self.row += 1
        text = f"填表人：　　　　　　审核人：　　　　　　单位负责人（签章）：　　　　　　填表日期：{filled}"
        self._span(self.row, 0, self.row, self.last, text, self.formats.get(text_wrap=False))
        self.page.set_row(self.row, 26)
        self.row += 1

    def _span(self, top: int, left: int, bottom: int, right: int, text: str, form: Format) -> None:
        if (top, left) != (bottom, right):
            self.page.merge_range(top, left, bottom, right, "", form)
        self._string(top, left, text, form)

    def _string(self, row: int, column: int, text: str, form: Format) -> None:
        self.page.write_string(row, column, printable(text), form)


def _width(text: str) -> int:
    """About how many character widths a line of 9 pt takes: Chinese characters are two wide."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)
