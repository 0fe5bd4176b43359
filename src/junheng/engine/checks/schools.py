"""Looks at a row of the table schools: code, stages, central school, premises, money, position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import ibis
import ibis.expr.types as ir

from junheng.census.checks.draft import SPLIT
from junheng.census.checks.funds import LEAST_A_PUPIL
from junheng.census.checks.links import NOT_JUDGED
from junheng.census.checks.positions import EARLIEST, EAST, NORTH
from junheng.engine.checks.drafts import (
    BITS,
    SCHOOL,
    Draft,
    beside,
    bits_of_type,
    chinese,
    marked,
    stage_totals,
)
from junheng.engine.checks.looks import Condition, Look, look_at
from junheng.model import SchoolType, Stage

VIEW = "schools"
_SPLIT = [each.value for each in SchoolType if each in SPLIT]


def view(draft: Draft) -> ir.Table:
    """Every school with its stages, its central school, and the usual length of codes in its county."""
    parents = marked(draft.listed.rename(parent_code="school_code"), "parent_listed")
    row = beside(draft.schools, stage_totals(draft), marked(draft.unread, "unread"), key=SCHOOL)
    row = beside(row, parents, key=("parent_code",))
    row = beside(row, _usual_lengths(draft.schools), draft.codes, key=("county_code",))
    row = row.mutate(
        stages=row.stages.fill_null(0),
        unread=row.unread.fill_null(False),
        parent_listed=row.parent_listed.fill_null(False),
        split=row.type.isin(_SPLIT),
        type_bits=bits_of_type(row.type),
        type_zh=chinese(row.type, SchoolType),
        code_length=row.school_code.length(),
        least_year=ibis.literal(EARLIEST),
        last_year=ibis.literal(date.today().year + 1),
    )
    whole = (row.stage_bits == row.type_bits) | ~row.split | row.parent_code.notnull()
    pupils = ibis.ifelse(whole, row.all_pupils, ibis.null("int64"))
    swapped = _within(row.lat, EAST) & _within(row.lon, NORTH)
    return row.mutate(
        lacking=_lacking(row),
        swapped=swapped.fill_null(False),
        pupils_of=pupils,
        **{f"each_{name}": (row[name] / pupils).round(2) for name in LEAST_A_PUPIL},
    )


_look = look_at(VIEW, "schools")


def looks() -> Iterator[Look]:
    """All of them."""
    yield from _codes()
    yield from _links()
    yield _look(
        "premises.indoor_sports",
        "indoor_sports_m2",
        lambda t: t.indoor_sports_m2 > t.teaching_area_m2,
        "室内体育用房面积 {indoor_sports_m2} 大于教学及辅助用房面积 {teaching_area_m2}",
        found="{indoor_sports_m2}",
        expected="不大于 {teaching_area_m2}",
        remedy="教学及辅助用房面积应包含室内体育用房；核对这两个数",
    )
    yield from _funds()
    yield from _positions()


def county_codes(view_: str, table: str) -> Iterator[Look]:
    """The form of the county's code, in a view with the column ``form``; and, once for each county,
    whether it lies in a province, in the view :func:`elsewhere`.
    """
    for check, where, problem in (
        ("code.county_form", view_, "form"),
        ("code.county_place", elsewhere(table), "place"),
    ):
        yield Look(
            check=check,
            view=where,
            table=table,
            column="county_code",
            fails=_given(problem),
            message=f"{{{problem}}}",
            found="{county_code}",
            expected="6 位县级行政区划代码（GB/T 2260），如 532323",
        )


def elsewhere(table: str) -> str:
    """What the view of the counties of ``table`` is called whose codes are in no province."""
    return f"counties elsewhere in {table}"


def strangers(draft: Draft) -> Iterator[tuple[str, ir.Table]]:
    """These views, for every table that names counties."""
    places = draft.codes.filter(draft.codes.place.notnull())
    for name in ("schools", "county", "attestations"):
        table: ir.Table | None = getattr(draft, name)
        if table is not None:
            there = table.select("county_code").distinct()
            yield elsewhere(name), places.semi_join(there, "county_code")


def _codes() -> Iterator[Look]:
    yield from county_codes(VIEW, "schools")
    yield _look(
        "code.school_length",
        "school_code",
        lambda t: t.mostly & (t.code_length != t.usual_length),
        "是 {code_length} 位，别的学校都是 {usual_length} 位，可能丢了前面的 0 或少了几位",
        found="{school_code}",
        expected="{usual_length} 位的学校标识码",
        remedy="把整列的格式改为“文本”，再按原始材料填写",
    )


def _links() -> Iterator[Look]:
    yield _look(
        "link.no_stage",
        "school_code",
        lambda t: (t.stages == 0) & ~t.unread & t.type.notin([each.value for each in NOT_JUDGED]),
        "“{name}”在“学段”表里没有一行，在校生数不明，无法判定",
        found="{school_code}",
        remedy="在“学段”表为每个学段填一行；已停办的学校从“学校”表删去",
    )
    yield _look(
        "link.stage_missing",
        "type",
        lambda t: (
            (t.stages > 0)
            & t.split
            & ~t.unread
            & (t.lacking != "")
            & ~(t.parent_code.notnull() & (t.stages == 1))
        ),
        "“{name}”是{type_zh}，“学段”表里缺{lacking}一行，全校的面积、设备、教室无法在学段之间拆分",
        found="{type_zh}",
        remedy="补上缺的学段；确实没有学生的，在校生数填 0",
    )
    for message, fails in (
        ("中心校填成了学校自己", lambda t: t.parent_code == t.school_code),
        ("“学校”表里没有这个中心校", lambda t: (t.parent_code != t.school_code) & ~t.parent_listed),
    ):
        yield _look(
            "link.no_parent",
            "parent_code",
            fails,
            message,
            found="{parent_code}",
            remedy="填中心校（本部）的学校标识码；没有中心校就留空",
        )


def _funds() -> Iterator[Look]:
    yield _look(
        "fund.training",
        "training_fund_yuan",
        lambda t: t.training_fund_yuan > t.public_fund_yuan,
        "教师培训经费预算 {training_fund_yuan} 大于公用经费预算 {public_fund_yuan}",
        found="{training_fund_yuan}",
        expected="不大于 {public_fund_yuan}",
        remedy="教师培训经费是公用经费的一部分；核对这两个数和它们的单位",
    )
    for column, least in LEAST_A_PUPIL.items():
        yield _look(
            "fund.unit",
            column,
            _too_little(column, least),
            f"{{{column}}} 元，平均每名学生只有 {{each_{column}}} 元，像是以万元填报的",
            found=f"{{{column}}}",
            expected="以元为单位的数",
            remedy="换算成元再填",
        )


def _positions() -> Iterator[Look]:
    yield _look(
        "position.built_year",
        "built_year",
        lambda t: (t.built_year < t.least_year) | (t.built_year > t.last_year),
        "建校年份 {built_year} 不可能",
        found="{built_year}",
        expected="{least_year} 到 {last_year}",
    )
    yield _look(
        "position.swapped",
        "lon",
        lambda t: t.swapped,
        "经度 {lon}、纬度 {lat}，像是填反了",
        found="{lon}, {lat}",
        remedy="把经度和纬度对调",
    )
    for column, bounds in (("lon", EAST), ("lat", NORTH)):
        yield _look(
            "position.abroad",
            column,
            _abroad(column, bounds),
            f"{{{column}}} 度不在中国",
            found=f"{{{column}}}",
            expected=f"{bounds[0]} 到 {bounds[1]} 度之间",
            remedy="按 WGS 84 十进制度填写，不知道就留空",
        )


def _given(column: str) -> Condition:
    return lambda t: t[column].notnull()


def _too_little(column: str, least: int) -> Condition:
    return lambda t: (t[column] > 0) & (t[column] < t.pupils_of * least)


def _abroad(column: str, bounds: tuple[int, int]) -> Condition:
    return lambda t: ~_within(t[column], bounds) & ~t.swapped


def _usual_lengths(schools: ir.Table) -> ir.Table:
    """By county: the most frequent length of a school code, and whether nearly all have it."""
    lengths = schools.mutate(code_length=schools.school_code.length())
    counts = lengths.group_by(["county_code", "code_length"]).aggregate(often=lengths.count())
    county = counts.group_by("county_code").aggregate(
        usual_length=counts.code_length.argmax(counts.often),
        most=counts.often.max(),
        all=counts.often.sum(),
    )
    mostly = county.most * 10 >= county["all"] * 9
    return county.select("county_code", "usual_length", mostly=mostly)


def _lacking(row: ir.Table) -> ir.Value:
    """The stages that the type demands and the data lacks, in Chinese."""
    names = {
        lost: "、".join(stage.zh for stage in Stage if lost & BITS[stage]) for lost in range(1, 8)
    }
    there = row.stage_bits.fill_null(0)
    lost = row.type_bits & (sum(BITS.values()) - there)
    return lost.cases(*names.items(), else_="")


def _within(value: ir.Value, bounds: tuple[int, int]) -> ir.BooleanValue:
    return (value >= bounds[0]) & (value <= bounds[1])
