"""Looks at a row of the table stages: people and classes, a part never more than the whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from junheng.census.checks.people import DEGREES, OF_PUPILS, OF_TEACHERS, PE_ARTS
from junheng.census.tables import STAGES
from junheng.engine.checks.drafts import BITS, Draft, bits_of_type, chinese, with_school
from junheng.engine.checks.looks import Condition, Look, exceeds, look_at
from junheng.engine.class_list import class_limit
from junheng.model import SchoolType, Stage

VIEW = "stages"
_CHECK_FIGURES = "核对在校生数、班级数、最大班额三个数"
_SUMS = {"degrees": DEGREES, "pe_arts": PE_ARTS}


def view(draft: Draft) -> ir.Table:
    """Every row with its school, and what is derived from the row."""
    row = with_school(draft.stages, draft)
    row = row.mutate(
        class_limit=class_limit(row.stage),
        room_for=row.largest_class * row.classes,
        least_class=ibis.ifelse(
            row.classes > 0, (row.pupils + row.classes - 1) // row.classes, ibis.null("int64")
        ),
        type_zh=chinese(row.type, SchoolType),
        stages_zh=_stages_zh(row.type),
        allowed=_allowed(row),
        **{f"sum_{name}": _sum(row, parts) for name, parts in _SUMS.items()},
        **{f"list_{name}": _list(row, parts) for name, parts in _SUMS.items()},
        **{f"most_{name}": _largest(row, parts) for name, parts in _SUMS.items()},
    )
    row = row.mutate(over_pupils=row.classes_over * (row.class_limit + 1))
    return row.mutate(over_case=_over(row))


_look = look_at(VIEW, "stages")


def looks() -> Iterator[Look]:
    """All of them."""
    yield _look(
        "link.no_school",
        "school_code",
        lambda t: ~t.listed,
        "“学校”表里没有这个学校标识码",
        found="{school_code}",
        remedy="在“学校”表补上这所学校，或改正代码",
    )
    yield _look(
        "link.stage_not_allowed",
        "stage",
        lambda t: ~t.allowed,
        "“{school}”的学校类型是{type_zh}，不会有{stage_zh}学段",
        found="{stage_zh}",
        expected="{stages_zh}",
        remedy="改正学段，或在“学校”表改正学校类型",
    )
    yield from _people()
    yield from _classes()


def _people() -> Iterator[Look]:
    for parts, whole, check in (
        (OF_PUPILS, "pupils", "people.more_than_pupils"),
        (OF_TEACHERS, "teachers", "people.more_than_teachers"),
    ):
        label = STAGES.column(whole).header
        for part in parts:
            header = STAGES.column(part).header
            yield _look(
                check,
                part,
                exceeds(part, whole),
                f"{header} {{{part}}} 大于{label} {{{whole}}}",
                found=f"{{{part}}}",
                expected=f"不大于{label} {{{whole}}}",
                remedy="核对这两个数，改正填错的一个",
            )
    for name, what in (
        ("degrees", "各学历专任教师数之和"),
        ("pe_arts", "体育、音乐、美术、艺术专任教师数之和"),
    ):
        yield _look(
            f"people.{name}",
            f"{{most_{name}}}",
            exceeds(f"sum_{name}", "teachers"),
            f"{what} {{sum_{name}}} 大于专任教师数 {{teachers}}",
            found=f"{{list_{name}}}",
            expected="合起来不大于 {teachers}",
            remedy="核对各项；兼职、代课教师不计入，一名教师只计一次",
        )
    yield _look(
        "people.no_pupils",
        "pupils",
        lambda t: (t.pupils == 0) & (t.teachers > 0),
        "在校生数是 0，却有 {teachers} 名专任教师",
        found="0",
        remedy="核对在校生数；已停办的学段，专任教师数填 0",
    )
    yield _look(
        "people.no_teachers",
        "teachers",
        lambda t: (t.pupils > 0) & (t.teachers == 0),
        "有 {pupils} 名学生，专任教师数却是 0",
        found="0",
        remedy="核对专任教师数；不知道就留空",
    )


def _classes() -> Iterator[Look]:
    yield _look(
        "class.none",
        "classes",
        lambda t: (t.classes == 0) & (t.pupils > 0),
        "有 {pupils} 名学生，班级数却是 0",
        found="0",
        remedy="核对班级数；不知道就留空",
    )
    yield _look(
        "class.fewer_than_grades",
        "classes",
        lambda t: (t.classes > 0) & (t.classes < t.grades) & ~_point(t),
        "班级数 {classes} 小于年级数 {grades}",
        found="{classes}",
        expected="不小于年级数 {grades}",
        remedy="核对两个数；确有复式班的不用改",
    )
    yield _look(
        "class.largest_over_pupils",
        "largest_class",
        lambda t: t.largest_class > t.pupils,
        "最大班额 {largest_class} 大于在校生数 {pupils}",
        found="{largest_class}",
        expected="不大于 {pupils}",
        remedy=_CHECK_FIGURES,
    )
    yield _look(
        "class.largest_too_small",
        "largest_class",
        lambda t: (t.classes > 0) & (t.room_for < t.pupils),
        "{classes} 个班、每班最多 {largest_class} 人，最多 {room_for} 人，容不下在校生 {pupils} 人",
        found="{largest_class}",
        expected="不小于 {least_class}",
        remedy=_CHECK_FIGURES,
    )
    for case, message in enumerate(_OVER):
        yield _look(
            "class.over",
            "classes_over",
            _is_case(case),
            message,
            found="{classes_over}",
            expected="{stage_zh}超过 {class_limit} 人的班级数",
            remedy="核对最大班额和超标班级数",
        )


def _is_case(case: int) -> Condition:
    return lambda t: t.over_case == case


_OVER = (
    "超标班级数 {classes_over} 大于班级数 {classes}",
    "有 {classes_over} 个超标班级，最大班额却只有 {largest_class}，没有超过 {class_limit}",
    "最大班额 {largest_class} 超过 {class_limit}，超标班级数却是 0",
    "{classes_over} 个超标班级至少有 {over_pupils} 人，在校生却只有 {pupils} 人",
)


def _over(row: ir.Table) -> ir.Value:
    """Which of the four contradictions there is, the first of them."""
    over, largest = row.classes_over, row.largest_class
    found = ibis.cases(
        (over > row.classes, 0),
        ((over > 0) & (largest <= row.class_limit), 1),
        ((over == 0) & (largest > row.class_limit), 2),
        (row.over_pupils > row.pupils, 3),
        else_=ibis.null("int8"),
    )
    return ibis.ifelse(row.class_limit.notnull(), found, ibis.null("int8"))


def _point(row: ir.Table) -> ir.BooleanValue:
    return (row.type == SchoolType.TEACHING_POINT.value).fill_null(False)


def _stages_zh(kind: ir.Value) -> ir.Value:
    words = [(each.value, "、".join(stage.zh for stage in each.stages)) for each in SchoolType]
    return kind.cases(*words, else_="")


def _allowed(row: ir.Table) -> ir.BooleanValue:
    """Whether the school may have that stage; a school that is not there may have any."""
    bits = bits_of_type(row.type)
    there = ibis.cases(
        *((row.stage == stage.value, bits.isin(_sets_with(stage))) for stage in Stage),
        else_=True,
    )
    return row.type.isnull() | there


def _sets_with(stage: Stage) -> list[int]:
    return [number for number in range(8) if number & BITS[stage]]


def _sum(row: ir.Table, parts: tuple[str, ...]) -> ir.Value:
    """The sum of those that are given."""
    return reduce(add, (row[part].fill_null(0) for part in parts))


def _list(row: ir.Table, parts: tuple[str, ...]) -> ir.Value:
    """Those that are given, with plus signs between them."""
    words = [
        ibis.coalesce(ibis.literal(" + ") + row[part].cast("string"), ibis.literal(""))
        for part in parts
    ]
    return reduce(add, words).substr(3)


def _largest(row: ir.Table, parts: tuple[str, ...]) -> ir.Value:
    """The name of the largest; the first of several."""
    most = ibis.greatest(*(row[part].fill_null(-1) for part in parts))
    return ibis.cases(*((row[part] == most, part) for part in parts), else_=ibis.null("string"))
