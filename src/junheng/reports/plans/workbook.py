"""A plan's workbook: a sheet that sums up, then a sheet for each table, ready to filter."""

from __future__ import annotations

from pathlib import Path

from junheng.planning.outcome import Column as Told
from junheng.planning.outcome import Outcome, Shape, Table
from junheng.planning.showing import shown
from junheng.reports.across.columns import Column, Form, Sheet
from junheng.reports.across.workbook import Book

_FORMS = {
    Shape.TEXT: Form.TEXT,
    Shape.FLAG: Form.TEXT,
    Shape.COUNT: Form.COUNT,
    Shape.YUAN: Form.COUNT,
    Shape.NUMBER: Form.VALUE,
    Shape.FINE: Form.FIGURE,
    Shape.SHARE: Form.SHARE,
}
_FLAGS = {True: "是", False: "否"}
_LONGEST_TITLE = 31  # characters, by the format of workbooks
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_workbook(outcome: Outcome, path: Path) -> None:
    """Write the plan's workbook. Raises :class:`junheng.errors.UserError`."""
    book = Book(outcome.title, _lines(outcome))
    for table in outcome.tables:
        book.add(_sheet(table), list(table.records()))
    book.write(path)


def _lines(outcome: Outcome) -> list[str]:
    lines = [outcome.ending.zh]
    for each in outcome.figures:
        figure = f"{each.title}：{shown(each.value, each.shape)} {each.unit}".rstrip()
        lines.append(f"{figure}（{each.note}）" if each.note else figure)
    for reason in outcome.reasons:
        where = f"{reason.where}：" if reason.where else ""
        remedy = f"怎么办：{reason.remedy}" if reason.remedy else ""
        lines.append(f"{where}{reason.what}。{remedy}" if remedy else f"{where}{reason.what}")
    return [*lines, *outcome.notes]


def _sheet(table: Table) -> Sheet:
    return Sheet(
        title=table.title.translate(_FORBIDDEN)[:_LONGEST_TITLE],
        table=table.name,
        note=table.note,
        columns=[_column(each) for each in table.columns],
        empty="没有要列出的",
        frozen=1,
    )


def _column(told: Told) -> Column:
    header = f"{told.header}（{told.unit}）" if told.unit else told.header
    words = _FLAGS if told.shape is Shape.FLAG else {}
    return Column(name=told.name, header=header, form=_FORMS[told.shape], words=words)
