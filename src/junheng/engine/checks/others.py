"""Looks at rooms, at classes against the table stages, and at attested conclusions."""

from __future__ import annotations

from collections.abc import Iterator

import ibis.expr.types as ir

from junheng.census.checks.premises import ROOM_TOO_LARGE, ROOM_TOO_SMALL
from junheng.census.tables import STAGES
from junheng.engine.checks.drafts import Draft, beside, with_school
from junheng.engine.checks.looks import Condition, Look, every
from junheng.engine.checks.schools import county_codes
from junheng.engine.class_list import KEY, sizes

_NO_SCHOOL = "“学校”表里没有这个学校标识码"
_ADD_SCHOOL = "在“学校”表补上这所学校，或改正代码"
_WHO = "“{school}”{stage_zh}"


def views(draft: Draft) -> Iterator[tuple[str, ir.Table]]:
    """Those of the tables that there are."""
    if draft.rooms is not None:
        yield "rooms", with_school(draft.rooms, draft)
    if draft.classes is not None:
        yield "classes", with_school(draft.classes, draft)
        listed = sizes(draft.classes).rename(
            counted_largest_class="largest_class", counted_classes_over="classes_over"
        )
        written = with_school(draft.written, draft)
        yield (
            "stages with classes",
            beside(written, listed, key=KEY).filter(lambda t: t.class_rows.notnull()),
        )
        lacking = listed.anti_join(draft.written, list(KEY))
        lacking = lacking.semi_join(draft.listed, "school_code")
        yield (
            "classes without stage",
            with_school(lacking.anti_join(draft.unread, "school_code"), draft),
        )
    if draft.attestations is not None:
        yield "attestations", beside(draft.attestations, draft.codes, key=("county_code",))


def looks() -> Iterator[Look]:
    """All of them."""
    for table in ("rooms", "classes"):
        yield Look(
            check="link.no_school",
            view=table,
            table=table,
            column="school_code",
            fails=lambda t: ~t.listed,
            message=_NO_SCHOOL,
            found="{school_code}",
            remedy=_ADD_SCHOOL,
        )
    yield Look(
        check="premises.room",
        view="rooms",
        table="rooms",
        column="area_m2",
        fails=lambda t: (t.area_m2 < ROOM_TOO_SMALL) | (t.area_m2 > ROOM_TOO_LARGE),
        message="一间教室 {area_m2} 平方米，不像是真的",
        found="{area_m2}",
        expected=f"{ROOM_TOO_SMALL} 到 {ROOM_TOO_LARGE} 平方米",
        remedy="核对面积；每间教室填一行，不要把几间加在一起",
    )
    yield from _classes()
    yield from county_codes("attestations", "attestations")


def _classes() -> Iterator[Look]:
    view = "stages with classes"
    yield Look(
        check="class.pupils_differ",
        view=view,
        table="stages",
        column="pupils",
        fails=lambda t: t.class_pupils != t.pupils,
        message=f"{_WHO}在校生数是 {{pupils}}，“班级”表各班相加是 {{class_pupils}}",
        found="{pupils}",
        expected="{class_pupils}",
        remedy="核对两张表，改正填错的一张",
    )
    yield Look(
        check="class.number_differs",
        view=view,
        table="stages",
        column="classes",
        fails=lambda t: t.class_rows != t.classes,
        message=f"{_WHO}班级数是 {{classes}}，“班级”表里有 {{class_rows}} 个班",
        found="{classes}",
        expected="{class_rows}",
        remedy="核对两张表，改正填错的一张",
    )
    for column in ("largest_class", "classes_over"):
        header = STAGES.column(column).header
        yield Look(
            check="class.overridden",
            view=view,
            table="stages",
            column=column,
            fails=_differs(column),
            message=f"{_WHO}{header}填的是 {{{column}}}，按“班级”表是 {{counted_{column}}}；"
            "以“班级”表为准",
            found=f"{{{column}}}",
            expected=f"{{counted_{column}}}",
            remedy="核对两张表",
        )
    yield Look(
        check="class.no_stage",
        view="classes without stage",
        table="classes",
        column="stage",
        fails=every,
        message="“{school}”在“学段”表里没有{stage_zh}一行",
        found="{stage_zh}",
        remedy="在“学段”表补上这个学段，或改正这里的学段",
    )


def _differs(column: str) -> Condition:
    return lambda t: t[column] != t[f"counted_{column}"]
