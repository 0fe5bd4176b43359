"""What the workbook checks while it is being filled in, as formulas of a spreadsheet.

The same checks colour the cells (written for one row) and are counted on the sheet 自查 (written for
all rows at once). They repeat only the plainest of the checks that ``junheng check`` makes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from junheng.census.template.sheets import FIRST, PLANS

Refer = Callable[[str], str]
"""Gives the reference for a column name: one cell, or all cells of the column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of a table.

    ``wrong`` builds a formula that is 1 for a faulty row and 0 otherwise; ``wrong_here`` replaces it
    for a single row. ``marks`` are the columns whose cells turn red.
    """

    table: str
    title: str
    marks: tuple[str, ...]
    wrong: Callable[[Refer], str]
    wrong_here: str = ""

    def for_row(self) -> str:
        """The formula for the first row to fill in, its row number left free."""
        return self.wrong_here or self.wrong(PLANS[self.table].cell)

    def for_all(self) -> str:
        """The formula over all rows, seen from another sheet."""
        plan = PLANS[self.table]
        return self.wrong(lambda name: plan.area(name, sheet=True))


def _more(table: str, part: str, whole: str) -> Check:
    """``part`` must not exceed ``whole``, where both are filled in."""
    columns = PLANS[table].table
    return Check(
        table=table,
        title=f"“{columns.column(part).header}”大于“{columns.column(whole).header}”",
        marks=(part,),
        wrong=lambda at: f'({at(part)}<>"")*({at(whole)}<>"")*({at(part)}>{at(whole)})',
    )


def _sum_more(title: str, *parts: str) -> Check:
    """The teachers of ``parts`` together must not outnumber all full-time teachers."""

    def wrong(at: Refer) -> str:
        total = "+".join(at(part) for part in parts)
        return f'({at("teachers")}<>"")*({total}>{at("teachers")})'

    return Check(table="stages", title=title, marks=parts, wrong=wrong)


def _blank(table: str) -> Check:
    """A row that was begun needs all its required cells. Yellow cells show which."""
    key, *others = (column.name for column in PLANS[table].table.columns if column.required)

    def wrong(at: Refer) -> str:
        blanks = "+".join(f'({at(name)}="")' for name in others)
        return f'({at(key)}<>"")*({blanks}>0)'

    return Check(table=table, title="必填栏没有填全（黄色单元格）", marks=(), wrong=wrong)


def _unlisted(table: str) -> Check:
    listed = PLANS["schools"].area("school_code", sheet=True)
    return Check(
        table=table,
        title="学校标识码在“学校”表中找不到",
        marks=("school_code",),
        wrong=lambda at: f'({at("school_code")}<>"")*ISNA(MATCH({at("school_code")},{listed},0))',
    )


def _without_stage() -> Check:
    listed = PLANS["stages"].area("school_code", sheet=True)
    return Check(
        table="schools",
        title="学校在“学段”表中没有任何一行（职业学校除外）",
        marks=("school_code",),
        wrong=lambda at: (
            f'({at("school_code")}<>"")*({at("type")}<>"职业学校")'
            f"*ISNA(MATCH({at('school_code')},{listed},0))"
        ),
    )


def _repeated(table: str, title: str, *names: str) -> Check:
    """No two rows may have equal ``names``.

    COUNTIF would be shorter, but takes codes of more than 15 digits for numbers and finds equal
    what is not.
    """
    plan = PLANS[table]

    def wrong(at: Refer) -> str:
        key = '&"|"&'.join(at(name) for name in names)
        return f'({at(names[0])}<>"")*(MATCH({key}&"",{key}&"",0)<>ROW({at(names[0])})-{FIRST})'

    same = "*".join(f"({plan.area(name)}={plan.cell(name)})" for name in names)
    return Check(
        table=table,
        title=title,
        marks=(names[0],),
        wrong=wrong,
        wrong_here=f'({plan.cell(names[0])}<>"")*(SUMPRODUCT({same})>1)',
    )


CHECKS = (
    _repeated("schools", "学校标识码重复", "school_code"),
    _blank("schools"),
    _without_stage(),
    _more("schools", "indoor_sports_m2", "teaching_area_m2"),
    _more("schools", "training_fund_yuan", "public_fund_yuan"),
    _repeated("stages", "同一学校的同一学段填了两行", "school_code", "stage"),
    _unlisted("stages"),
    _blank("stages"),
    _sum_more(
        "各学历教师之和大于专任教师数",
        *("degree_associate", "degree_bachelor", "degree_master", "degree_doctor"),
    ),
    _sum_more("体育、音乐、美术、艺术教师之和大于专任教师数", "pe", "music", "art", "arts"),
    _more("stages", "backbone", "teachers"),
    _more("stages", "certified", "teachers"),
    _more("stages", "trained_360", "teachers"),
    _more("stages", "boarders", "pupils"),
    _more("stages", "migrant_pupils", "pupils"),
    _more("stages", "catchment_pupils", "pupils"),
    _more("stages", "classes_over", "classes"),
    Check(
        table="stages",
        title="最大班额 × 班级数 小于在校生数",
        marks=("largest_class",),
        wrong=lambda at: (
            f'({at("largest_class")}<>"")*({at("classes")}<>"")'
            f"*({at('largest_class')}*{at('classes')}<{at('pupils')})"
        ),
    ),
    _unlisted("rooms"),
    _blank("rooms"),
    _unlisted("classes"),
    _blank("classes"),
)
"""In the order of the sheets."""
