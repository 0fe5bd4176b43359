"""Looks at lines that stand twice, and at schools entered twice under different codes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add, and_

import ibis
import ibis.expr.types as ir

from junheng.census.checks.doubled import FIGURES, TELLING
from junheng.census.checks.premises import AREAS
from junheng.census.tables import SCHOOLS
from junheng.engine.checks.drafts import SCHOOL, Draft, beside, chinese, first_lines, stage_totals
from junheng.engine.checks.looks import Look, every
from junheng.engine.defects import plain
from junheng.engine.people.words import normal
from junheng.model import Stage

_STAGE_SUFFIX = "[(]?(小学|初中|中学|高中)部[)]?$"
_SAME = FIGURES[:3]
KEYS = {
    "schools": ("code.school_twice", ("school_code",), "学校标识码", "{school_code}"),
    "stages": ("code.stage_twice", ("school_code", "stage"), "学校的这个学段", "{stage_zh}"),
    "classes": (
        "code.class_twice",
        ("school_code", "stage", "grade", "class_no"),
        "班级",
        "{class_no}",
    ),
    "county": ("code.fact_twice", ("county_code", "key"), "项目", "{key}"),
    "attestations": ("code.clause_twice", ("county_code", "clause"), "条款", "{clause}"),
}
"""By table: the check, what a line is known by, what that is called, and what is shown of it."""


def views(draft: Draft) -> Iterator[tuple[str, ir.Table]]:
    """The keys that stand twice, table by table, then pairs of schools, then six-digit areas."""
    for table, (_, key, _, _) in KEYS.items():
        lines: ir.Table | None = getattr(draft, table)
        if lines is not None:
            yield f"twice in {table}", _twice(lines, key)
    namesakes = _namesakes(draft)
    yield "namesakes", namesakes
    yield "lookalikes", _lookalikes(draft, namesakes)
    yield "postcodes", _six_digits(draft.schools)


def looks() -> Iterator[Look]:
    """All of them."""
    for table, (check, key, what, found) in KEYS.items():
        yield Look(
            check=check,
            view=f"twice in {table}",
            table=table,
            column=key[-1],
            fails=every,
            message=f"这个{what}有 {{times}} 行",
            found=found,
            remedy="只留下一行；如果是两个不同的，改正代码",
        )
    who = "“{name}”与“{first_name}”（{first_code}）"
    yield Look(
        check="doubled.school",
        view="namesakes",
        table="schools",
        column="name",
        fails=lambda t: t.equal != "",
        message=f"{who}是同一个校名，{{equal}}也完全相同：全校的数填了两次",
        found="{name}",
        expected="一所学校一行",
        remedy="一贯制学校在“学校”表只填一行，在“学段”表每个学段填一行",
    )
    yield Look(
        check="doubled.name",
        view="namesakes",
        table="schools",
        column="name",
        fails=lambda t: t.equal == "",
        message=f"{who}是同一个校名，学校标识码不同",
        found="{name}",
        remedy="是同一所学校的，只留一行；是两所学校的，把校名写全",
    )
    figures = "、".join(f"{SCHOOLS.column(each).header} {{{each}}}" for each in _SAME)
    yield Look(
        check="doubled.figures",
        view="lookalikes",
        table="schools",
        column="teaching_area_m2",
        fails=every,
        message=f"{who}的{figures}完全相同",
        found="{teaching_area_m2}",
        remedy="核对是不是同一所学校填了两次，或复制后没有改",
    )
    for check, fails, why in (
        ("premises.postcode", lambda t: t.often > 1, "有 {often} 所学校都是它，应是邮政编码"),
        ("premises.six_digits", lambda t: t.often == 1, "像是邮政编码"),
    ):
        yield Look(
            check=check,
            view="postcodes",
            table="schools",
            column="{column}",
            fails=fails,
            message=f"{{area}} 是六位数，{why}",
            found="{area}",
            expected="以平方米为单位的面积",
            remedy="多半是粘贴时串了列；填写实际面积",
        )


def _twice(lines: ir.Table, key: tuple[str, ...]) -> ir.Table:
    place = [each for each in ("county_code",) if each in lines.columns and each not in key]
    grouped = lines.group_by(list(key)).aggregate(
        times=lines.count(), **{each: lines[each].min() for each in place}
    )
    doubled = grouped.filter(grouped.times > 1)
    if "stage" in key:
        doubled = doubled.mutate(stage_zh=chinese(doubled.stage, Stage))
    return doubled


def _namesakes(draft: Draft) -> ir.Table:
    """Schools with the name of another one of their county that has a smaller code."""
    schools = _with_totals(draft)
    schools = schools.mutate(key=normal(schools.name).re_replace(_STAGE_SUFFIX, ""))
    pairs = _pairs(schools, ("key",))
    return pairs.mutate(equal=_equal(pairs))


def _lookalikes(draft: Draft, namesakes: ir.Table) -> ir.Table:
    """Schools of other names with the figures of another one of their county."""
    schools = _with_totals(draft)
    given = reduce(and_, (schools[each] > 0 for each in _SAME))
    largest = ibis.greatest(*(schools[each] for each in _SAME))
    pairs = _pairs(schools.filter(given & (largest > TELLING)), _SAME)
    return pairs.anti_join(namesakes, "school_code")


def _with_totals(draft: Draft) -> ir.Table:
    schools = draft.schools.select("county_code", "school_code", "name", *FIGURES)
    return beside(schools, stage_totals(draft), key=SCHOOL)


def _pairs(schools: ir.Table, alike: tuple[str, ...]) -> ir.Table:
    """Each school beside the one with the smallest code of those that are ``alike`` in its county."""
    place = ["county_code", *alike]
    codes = schools.group_by(place).aggregate(
        first_code=schools.school_code.min(), last_code=schools.school_code.max()
    )
    codes = codes.filter(codes.first_code != codes.last_code).drop("last_code")
    later = beside(schools, codes, key=tuple(place))
    later = later.filter(later.school_code != later.first_code)
    first = first_lines(schools, SCHOOL)
    first = first.select(**{f"first_{name}": first[name] for name in _COMPARED}).rename(
        first_code="first_school_code"
    )
    return beside(later, first, key=("first_code",))


_COMPARED = ("school_code", "name", *FIGURES, "stage_bits", "all_pupils", "all_teachers")


def _equal(pair: ir.Table) -> ir.StringValue:
    """What the two have in common, in words; zeros and blanks say nothing."""
    words = [
        ibis.ifelse(
            ((pair[each] > 0) & (pair[each] == pair[f"first_{each}"])).fill_null(False),
            ibis.literal(f"、{SCHOOLS.column(each).header} ") + plain(pair[each]),
            ibis.literal(""),
        )
        for each in FIGURES
    ]
    pupils, teachers, bits = (
        (pair[name].fill_null(0), pair[f"first_{name}"].fill_null(0))
        for name in ("all_pupils", "all_teachers", "stage_bits")
    )
    parts = (
        (bits[0] != bits[1])
        & (pupils[0] == pupils[1])
        & (teachers[0] == teachers[1])
        & ((pupils[0] > 0) | (teachers[0] > 0))
    )
    said = ibis.literal("、学生 ") + pupils[0].cast("string") + ibis.literal(" 人和专任教师")
    words.append(ibis.ifelse(parts, said, ibis.literal("")))
    return reduce(add, words).substr(1)


def _six_digits(schools: ir.Table) -> ir.Table:
    """Every area that is a whole number of six digits, and how many schools of the county have it."""
    areas = ibis.union(
        *(
            schools.select(
                "county_code", "school_code", column=ibis.literal(name), area=schools[name]
            )
            for name in AREAS
        )
    )
    whole = (areas.area >= 100_000) & (areas.area <= 999_999) & (areas.area % 1 == 0)
    suspects = areas.filter(whole)
    often = suspects.count().over(group_by=["county_code", "column", "area"])
    return suspects.mutate(often=often)
