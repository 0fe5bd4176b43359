"""The posts (编制) each school has: approved, filled, and staff outside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from junheng.census.other_tables import Rows, read_tables
from junheng.census.reading import read
from junheng.census.records import Census, School, StageRow
from junheng.census.tables import SCHOOLS, Column, Kind, Table
from junheng.errors import UserError
from junheng.model import COMPULSORY, SchoolType

MOST_POSTS = 5000
"""More in one school are a slip of the pen."""
_LEFT_OUT = {SchoolType.SPECIAL: "特殊教育学校", SchoolType.VOCATIONAL: "职业学校"}

POSTS = Table(
    name="posts",
    sheet="编制",
    key=("school_code",),
    required=True,
    note="每所公办学校一行；完全中学、十二年一贯制学校只填义务教育段的数",
    columns=(
        SCHOOLS.column("school_code"),
        Column(
            name="allotted",
            header="核定编制数",
            kind=Kind.COUNT,
            required=True,
            unit="名",
            aliases=("编制数", "核定教职工编制"),
        ),
        Column(
            name="staff",
            header="在编教职工数",
            kind=Kind.COUNT,
            unit="人",
            note="可不填；填了就先调剂空编，少动人",
            aliases=("在编人数", "实有在编教职工数"),
        ),
        Column(
            name="outside",
            header="编外教师数",
            kind=Kind.COUNT,
            unit="人",
            note="可不填；填了就核对有没有有编不补（条款 10.4）",
            aliases=("编外聘用教师数",),
        ),
    ),
)
TABLES = (POSTS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The posts of one school. ``staff`` and ``outside`` are ``None`` where not given."""

    school: School
    stages: tuple[StageRow, ...]
    allotted: int
    staff: int | None = None
    outside: int | None = None

    @property
    def pupils(self) -> int:
        """Pupils of the compulsory stages."""
        return sum(row.pupils for row in self.stages)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsInputs:
    """The schools with posts, in the order of the census; ``left_out`` are schools the rule does not
    look at, each with the reason.
    """

    census: Census
    schools: tuple[Posts, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def read_posts(path: Path) -> PostsInputs:
    """Read census and posts. Raises :class:`junheng.errors.UserError` with every defect."""
    census = read(path).require()
    if len(census.county_codes) != 1:
        raise UserError(
            f"数据里有 {len(census.county_codes)} 个县", remedy="编制在县内调剂，一次规划一个县"
        )
    tables = read_tables(path, TABLES)
    rows = tables[POSTS.name]
    left_out = {school.school_code: why for school in census.schools if (why := _why_out(school))}
    _check(rows, census, left_out)
    tables.require()
    by_code = {row["school_code"]: row for row in rows.rows}
    return PostsInputs(
        census=census,
        schools=tuple(
            Posts(
                school=school,
                stages=_stages(census, school),
                allotted=by_code[school.school_code]["allotted"],
                staff=by_code[school.school_code]["staff"],
                outside=by_code[school.school_code]["outside"],
            )
            for school in census.schools
            if school.school_code not in left_out
        ),
        left_out=tuple(
            (school.name, left_out[school.school_code])
            for school in census.schools
            if school.school_code in left_out
        ),
    )


def _why_out(school: School) -> str:
    if not school.operator.is_public:
        return "民办学校没有编制"
    return f"{_LEFT_OUT[school.type]}另有编制标准" if school.type in _LEFT_OUT else ""


def _stages(census: Census, school: School) -> tuple[StageRow, ...]:
    return tuple(
        row
        for row in census.stages
        if row.school_code == school.school_code and row.stage in COMPULSORY
    )


def _check(rows: Rows, census: Census, left_out: Mapping[str, str]) -> None:
    known = {school.school_code for school in census.schools}
    rows.linked("school_code", known.__contains__, "学校表")
    for row in rows.rows:
        for column in ("allotted", "staff", "outside"):
            if row[column] is not None and row[column] > MOST_POSTS:
                rows.refuse(row, column, "一所学校不会有这么多", expected=f"至多 {MOST_POSTS}")
        if row["school_code"] in left_out:
            rows.refuse(row, "school_code", left_out[row["school_code"]], remedy="删去这一行")
    if not rows.given:
        return
    listed = {row["school_code"] for row in rows.rows}
    absent = [
        school.name
        for school in census.schools
        if school.school_code not in listed and school.school_code not in left_out
    ]
    if rows.rows and absent:
        shown = "、".join(absent[:10]) + ("等" if len(absent) > 10 else "")
        rows.refuse(
            rows.rows[-1],
            "school_code",
            f"有 {len(absent)} 所公办学校没有填：{shown}",
            "plan.link",
            found="",
            remedy="补上这些学校；没有编制的填 0",
        )
