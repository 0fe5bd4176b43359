"""The rule book as a workbook: one row a clause, with columns to sign after comparing it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from junheng.files import write_whole
from junheng.rulebook.readable.content import Entry, Handbook
from junheng.rulebook.readable.phrases import counts, in_brackets, said, sources
from junheng.rulebook.readable.words import label, pick
from junheng.rulebook.readable.wrapping import wrapped

_FONT = "Noto Sans CJK SC"
_OPINIONS = ("一致", "不一致", "待核"), ("agrees", "differs", "to be checked")
_TALL = 14.5
"""Height of one line of text, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    name: str
    width: float
    words: Callable[[Entry, str], str]


def source(entry: Entry, lang: str) -> str:
    """Citation, document, lineage and note, a line each."""
    lines = [sources(entry, lang), f"《{entry.document.title}》"]
    if entry.document.standing == "secondary":
        lines.append(label("secondary", lang))
    if len(entry.lineage) > 1:
        lines.append(f"{said('lineage', lang)}{' → '.join(entry.lineage)}")
    if entry.note:
        lines.append(f"{said('note', lang)}{entry.note}")
    return "\n".join(lines)


def variants(entry: Entry, lang: str) -> str:
    """Options and exceptions, with a dot before what is in use."""
    lines = [
        f"{'●' if on else '○'} {option.id}={name} {words}"
        for option in entry.options
        for name, words, on in option.choices
    ]
    lines += [
        f"{'●' if each.on else '○'} {each.id}{in_brackets(label('on_' if each.on else 'off', lang), lang)} "
        f"{each.summary}"
        for each in entry.switches
    ]
    return "\n".join(lines)


_COLUMNS = (
    _Column(name="clause", width=10, words=lambda entry, _: entry.id),
    _Column(name="title", width=17, words=lambda entry, _: entry.title),
    _Column(name="condition", width=46, words=lambda entry, _: entry.summary),
    _Column(name="bound", width=25, words=lambda entry, _: "\n".join(entry.bounds) or "—"),
    _Column(name="how", width=14, words=lambda entry, _: f"{entry.judged}\n{entry.weight}"),
    _Column(name="cite", width=25, words=source),
    _Column(name="since", width=11.5, words=lambda entry, _: entry.since.isoformat()),
    _Column(name="checked", width=11.5, words=lambda entry, _: entry.checked.isoformat()),
    _Column(name="variants", width=34, words=variants),
    _Column(name="examples", width=34, words=lambda entry, _: _examples(entry)),
)
_SIGNED = (("checker", 10.0), ("check_date", 12.0), ("opinion", 14.0))


def write_sheet(book: Handbook, path: Path) -> None:
    """Write the rule book as .xlsx to ``path``. No text ever becomes a formula or a link.

    Raises :class:`junheng.errors.UserError` where it cannot be written.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as workbook:
        workbook.set_properties({"title": book.title, "subject": book.places[-1]})
        _Rules(book, workbook).write()
        _documents(book, workbook)
    write_whole(path, made.getvalue())


def _examples(entry: Entry) -> str:
    return "\n".join(f"{each.mark} {each.outcome}：{each.text}" for each in entry.examples)


class _Rules:
    """The first sheet. A class because its cursor and formats go together."""

    def __init__(self, book: Handbook, workbook: Any) -> None:
        self.book = book
        self.lang = book.lang
        self.sheet = workbook.add_worksheet(label("book", self.lang))
        base = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        edge = {**base, "border": 1, "border_color": "#B8C2CC"}
        add = workbook.add_format
        self.plain = add(base)
        self.title = add({**base, "bold": True, "font_size": 16, "text_wrap": False})
        self.facts = add({**base, "font_color": "#5B6675", "text_wrap": False})
        self.head = add(
            {
                **edge,
                "bold": True,
                "bg_color": "#0B5A82",
                "font_color": "#FFFFFF",
                "valign": "vcenter",
            }
        )
        self.section = add({**edge, "bold": True, "bg_color": "#DCE8EF", "text_wrap": False})
        self.cell = add(edge)
        self.strong = add({**edge, "bold": True})
        self.bound = add({**edge, "bold": True, "font_color": "#1F6B3A"})
        self.signed = add({**edge, "bg_color": "#FFFBEA", "locked": False})

    def write(self) -> None:
        """Title, header, one row a clause by section, and the row to sign."""
        columns = [*((each.name, each.width) for each in _COLUMNS), *_SIGNED]
        for at, (_, width) in enumerate(columns):
            self.sheet.set_column(at, at, width, self.plain)
        self.sheet.write_string(0, 0, self.book.title, self.title)
        facts = (
            f"{said('place', self.lang)}{' › '.join(self.book.places)}　"
            f"{said('on', self.lang)}{self.book.on}　"
            f"{said('counts', self.lang)}{counts(self.book)}　"
            f"{said('fingerprint', self.lang)}{self.book.fingerprint[:16]}"
        )
        self.sheet.write_string(1, 0, facts, self.facts)
        self.sheet.set_row(0, 26)
        for at, (name, _) in enumerate(columns):
            self.sheet.write_string(2, at, _heading(name, self.lang), self.head)
        self.sheet.set_row(2, 24)
        row = 3
        for section in self.book.sections:
            text = f"{section.title}　{section.introduction}".strip("　")
            self.sheet.merge_range(row, 0, row, len(columns) - 1, "", self.section)
            self.sheet.write_string(row, 0, text, self.section)
            row += 1
            for entry in section.entries:
                self._entry(row, entry)
                row += 1
        self._sign(row, len(columns))
        self._print_setup(row, len(columns))

    def _entry(self, row: int, entry: Entry) -> None:
        lines = 1
        for at, column in enumerate(_COLUMNS):
            words = column.words(entry, self.lang)
            style = {"clause": self.strong, "title": self.strong, "bound": self.bound}
            self.sheet.write_string(row, at, words, style.get(column.name, self.cell))
            lines = max(lines, _lines(words, column.width))
        for at in range(len(_COLUMNS), len(_COLUMNS) + len(_SIGNED)):
            self.sheet.write_blank(row, at, None, self.signed)
        self.sheet.set_row(row, min(409.0, lines * _TALL + 4))

    def _sign(self, row: int, width: int) -> None:
        self.sheet.set_row(row, 60)
        self.sheet.merge_range(row, 0, row, 1, "", self.strong)
        self.sheet.write_string(row, 0, label("sign_off", self.lang), self.strong)
        self.sheet.merge_range(row, 2, row, width - 1, "", self.signed)

    def _print_setup(self, row: int, width: int) -> None:
        opinions = _OPINIONS[0 if self.lang == "zh" else 1]
        self.sheet.data_validation(
            3,
            width - 1,
            row - 1,
            width - 1,
            {"validate": "list", "source": list(opinions), "error_type": "information"},
        )
        self.sheet.freeze_panes(3, 2)
        self.sheet.set_landscape()
        self.sheet.set_paper(8)  # A3
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.repeat_rows(2)
        self.sheet.print_area(0, 0, row, width - 1)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P / &N")


_HEADINGS = {
    "variants": ("口径和例外（● 为所用）", "Options and exceptions (● in use)"),
    "since": ("版本施行日", "Edition since"),
    "checked": ("上次核对", "Last checked"),
}


def _heading(name: str, lang: str) -> str:
    return pick(_HEADINGS[name], lang) if name in _HEADINGS else label(name, lang)


def _lines(text: str, width: float) -> int:
    """About how many lines the text takes in a column of that width."""
    return sum(len(wrapped(part, max(4, int(width * 1.08)))) for part in text.split("\n"))


def _documents(book: Handbook, workbook: Any) -> None:
    sheet = workbook.add_worksheet(label("documents", book.lang))
    base = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    head = workbook.add_format(
        {**base, "bold": True, "bg_color": "#0B5A82", "font_color": "#FFFFFF"}
    )
    cell = workbook.add_format(base)
    columns = (("number", 26), ("document", 60), ("issuer", 34), ("issued", 13), ("standing", 34))
    for at, (name, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, label(name, book.lang), head)
    for row, each in enumerate(book.documents, 1):
        issued = each.issued.isoformat() if each.issued else label("unknown", book.lang)
        standing = label(each.standing, book.lang)
        for at, words in enumerate((each.number, each.title, each.issuer, issued, standing)):
            sheet.write_string(row, at, words, cell)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
