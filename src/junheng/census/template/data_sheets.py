"""The sheets that are filled in: 学校, 学段, 专用教室, 班级."""

from __future__ import annotations

from typing import Any

from junheng.census.grids import letter
from junheng.census.tables import Kind
from junheng.census.template.checks import CHECKS
from junheng.census.template.entries import entry_of, shown_word
from junheng.census.template.feeds import feeds
from junheng.census.template.looks import Looks, page, protect
from junheng.census.template.prefill import Listed
from junheng.census.template.sheets import (
    FIRST,
    HEADER,
    NOTES,
    PLANS,
    TITLE,
    Field,
    SheetPlan,
)
from junheng.census.writing import write_value

_STYLES = {
    Kind.TEXT: "text",
    Kind.CHOICE: "choice",
    Kind.FLAG: "choice",
    Kind.YEAR: "year",
}
_NAMES_AHEAD = 200
"""Rows beyond the listed ones for which the school's name shows: more would print as empty pages."""


def write_data_sheet(
    sheet: Any, plan: SheetPlan, schools: tuple[Listed, ...], looks: Looks
) -> None:
    """One sheet with its headers, notes, checks, and what is known beforehand."""
    write_head(sheet, plan, looks)
    for place, field in enumerate(plan.fields):
        sheet.set_column(place, place, field.width, looks[_style(field)])
        entry = field.column and entry_of(plan, field.column)
        if entry:
            sheet.data_validation(FIRST, place, plan.last, place, entry)
    _colour(sheet, plan, looks)
    if plan.table.name == "schools":
        _list_schools(sheet, plan, schools, looks)
    if plan.table.name == "stages":
        listed = _list_stages(sheet, plan, schools, looks)
        _show_names(sheet, plan, listed + _NAMES_AHEAD, looks)
    if plan.table.name == "rooms":
        _show_names(sheet, plan, _NAMES_AHEAD, looks)


def write_head(sheet: Any, plan: SheetPlan, looks: Looks) -> None:
    """Title, headers with comments, notes; frozen, protected, ready to print."""
    sheet.set_row(TITLE, 26)
    sheet.write_string(
        TITLE, 0, f"{plan.table.sheet}　　{plan.title or plan.table.note}", looks["title"]
    )
    sheet.set_row(HEADER, 52)
    sheet.set_row(NOTES, _notes_height(plan))
    for place, field in enumerate(plan.fields):
        sheet.write_string(HEADER, place, field.header, looks[_head_style(field)])
        sheet.write_string(NOTES, place, _note(field, first=place == 0), looks["notes"])
        comment = _comment(plan, field)
        if comment:
            size = {"x_scale": 2.0, "y_scale": 0.5 + 0.2 * comment.count("\n")}
            sheet.write_comment(HEADER, place, comment, {**size, "font_size": 9})
    sheet.freeze_panes(FIRST, plan.frozen)
    sheet.set_zoom(100)
    page(sheet, title=plan.table.sheet, wide=plan.pages_wide, repeat=(HEADER, HEADER))
    if plan.pages_wide > 1:
        sheet.repeat_columns(0, plan.frozen - 1)
    protect(sheet)


def _notes_height(plan: SheetPlan) -> int:
    """High enough for the longest note: a sign of 8-point text is about 1.6 units of width."""
    lines = [
        -(-16 * len(_note(field, first=place == 0)) // (10 * field.width))
        for place, field in enumerate(plan.fields)
    ]
    return 8 + 12 * max(lines)


def _style(field: Field) -> str:
    kind = field.column.kind if field.column else Kind.TEXT
    return _STYLES.get(kind, "number")


def _head_style(field: Field) -> str:
    if field.column is None:
        return "helping"
    return "required" if field.required else "optional"


def _note(field: Field, *, first: bool) -> str:
    need = "" if field.column is None else "必填。" if field.required else "选填。"
    return f"{'说明：' if first else ''}{need}{field.note}"


def _comment(plan: SheetPlan, field: Field) -> str:
    """What a clerk reads when resting on a header."""
    column = field.column
    if column is None:
        return ""
    used = feeds(plan.table.name, column.name)
    lines = (
        column.header,
        "必填：不填这一行不能读取" if column.required else "选填：不知道就留空，不要填 0",
        f"单位：{column.unit}" if column.unit else "",
        f"用于：{used}" if used else "",
        column.note,
    )
    return "\n".join(line for line in lines if line)


def _colour(sheet: Any, plan: SheetPlan, looks: Looks) -> None:
    """Red where a check fails, yellow where a required cell is blank, a grid where a row is used."""
    for check in CHECKS:
        if check.table == plan.table.name:
            for name in check.marks:
                place = plan.index(name)
                rule = {
                    "type": "formula",
                    "criteria": f"={check.for_row()}",
                    "format": looks["wrong"],
                }
                sheet.conditional_format(FIRST, place, plan.last, place, rule)
    key = next(field.column.name for field in plan.fields if field.required and field.column)
    for place, field in enumerate(plan.fields):
        if field.required and field.column and field.column.name != key:
            blank = f'=({plan.cell(key)}<>"")*({plan.cell(field.column.name)}="")'
            rule = {"type": "formula", "criteria": blank, "format": looks["blank"]}
            sheet.conditional_format(FIRST, place, plan.last, place, rule)
    used = f'={plan.cell(key)}<>""'
    whole = (FIRST, 0, plan.last, len(plan.fields) - 1)
    rule = {"type": "formula", "criteria": used, "format": looks["grid"]}
    sheet.conditional_format(*whole, rule)


def _list_schools(sheet: Any, plan: SheetPlan, schools: tuple[Listed, ...], looks: Looks) -> None:
    for line, school in enumerate(schools, FIRST):
        for name, value in school.cells.items():
            shown = shown_word(plan.table.column(name), value)
            place = plan.index(name)
            write_value(sheet, (line, place), shown, looks[_style(plan.fields[place])])


def _list_stages(sheet: Any, plan: SheetPlan, schools: tuple[Listed, ...], looks: Looks) -> int:
    """Prepare a row for every stage of a listed school; how many there are."""
    line = FIRST
    for school in schools:
        for stage in school.stages:
            sheet.write_string(line, plan.index("school_code"), school.code, looks["text"])
            sheet.write_string(line, plan.index("stage"), stage.zh, looks["choice"])
            line += 1
    return line - FIRST


def _show_names(sheet: Any, plan: SheetPlan, rows: int, looks: Looks) -> None:
    """The school's name beside its code, looked up on the sheet 学校."""
    schools = PLANS["schools"]
    code, name = letter(schools.index("school_code")), letter(schools.index("name"))
    area = f"'{schools.table.sheet}'!${code}${FIRST + 1}:${name}${schools.last + 1}"
    for line in range(FIRST, min(FIRST + rows, plan.last + 1)):
        cell = f"$A{line + 1}"
        formula = f'=IF({cell}="","",IFERROR(VLOOKUP({cell},{area},2,FALSE)&"","（学校表中没有）"))'
        sheet.write_formula(line, 1, formula, looks["shown"], "")
