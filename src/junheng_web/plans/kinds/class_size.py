"""The end of large classes: classes, rooms and teachers, year by year (消除大班额)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from junheng.errors import UserError
from junheng.model import Stage
from junheng.planning.subjects import BY_NAME
from junheng_web.plans.kinds.shared import GRADES
from junheng_web.plans.planners import Asked, Option, Planner, Sort

if TYPE_CHECKING:
    from junheng.planning.outcome import Outcome

_MOST_YEARS = 8


def _run(asked: Asked) -> Outcome:
    from junheng.planning.class_size.told import plan_class_size
    from junheng.planning.inputs.class_size import read_class_size

    inputs = read_class_size(asked.workbook(), asked.counted())
    return plan_class_size(inputs, asked.rules, _options(asked), asked.watch)


def _options(asked: Asked) -> Any:
    from junheng.planning.class_size.model import Prices
    from junheng.planning.class_size.plan import ClassSizeOptions

    year, within = asked.year, int(asked.options["within_years"])
    large, extra = int(asked.options["large_years"]), int(asked.options["extra_years"])
    if large > within or extra > within:
        raise UserError(
            said("大班额、超大班额的消除期限晚于全部达标的期限"),
            remedy=said("把前两个年限改短，或把后一个改长"),
        )
    staff = {Stage.PRIMARY: asked.maybe("staff_primary"), Stage.JUNIOR: asked.maybe("staff_junior")}
    return ClassSizeOptions(
        year=year,
        by=year + within,
        large_by=year + large,
        extra_by=year + extra,
        within_km=float(asked.exact("within_km")),
        share=asked.exact("share"),
        moves=bool(asked.options["moves"]),
        rooms_a_year=asked.whole("rooms_a_year"),
        staff={stage: each for stage, each in staff.items() if each is not None},
        prices=Prices(
            room=asked.exact("room_yuan"),
            teacher_year=asked.exact("teacher_yuan"),
            class_year=asked.exact("class_yuan"),
            pupil_km_year=asked.exact("travel_yuan"),
            early=asked.exact("early_yuan"),
        ),
        primary=int(asked.options["primary"]),
    )


def _years(name: str, label: Any, default: int) -> Option:
    return Option(
        name=name,
        label=label,
        sort=Sort.WHOLE,
        default=default,
        unit=_("年"),
        least=1,
        most=_MOST_YEARS,
    )


def _yuan(name: str, label: Any, default: str) -> Option:
    return Option(
        name=name,
        label=label,
        sort=Sort.NUMBER,
        default=default,
        unit=_("元"),
        most=100_000_000,
    )


CLASS_SIZE = Planner(
    kind="classes-needed",
    title=_("消除大班额"),
    about=_("没有一个班超过上限，最少要几个班、几间教室、几名教师；分校分年级的台账。"),
    run=_run,
    libraries=("numpy", "highspy"),
    needs_assessment=True,
    subject=BY_NAME["classes-needed"],
    options=(
        _years("within_years", _("几年以后没有超过上限的班"), 3),
        _years("large_years", _("几年以后没有 56 人以上的班"), 2),
        _years("extra_years", _("几年以后没有 66 人以上的班"), 1),
        Option(name="moves", label=_("新生可以调剂到邻近的公办学校"), sort=Sort.FLAG, default=True),
        Option(
            name="within_km",
            label=_("调剂的学校相距不超过"),
            sort=Sort.NUMBER,
            default="3",
            unit=_("公里"),
            most=100,
        ),
        Option(name="share", label=_("一所学校最多调出新生的"), sort=Sort.SHARE, default="1/5"),
        Option(
            name="rooms_a_year",
            label=_("全县一年最多新增普通教室"),
            sort=Sort.WHOLE,
            unit=_("间"),
            most=10_000,
            optional=True,
            note=_("不填不限"),
        ),
        Option(
            name="staff_primary",
            label=_("小学每班教师"),
            sort=Sort.NUMBER,
            unit=_("名"),
            most=20,
            optional=True,
            note=_("不填按班额上限和编制的生师比"),
        ),
        Option(
            name="staff_junior",
            label=_("初中每班教师"),
            sort=Sort.NUMBER,
            unit=_("名"),
            most=20,
            optional=True,
            note=_("不填按班额上限和编制的生师比"),
        ),
        _yuan("room_yuan", _("新增一间教室"), "250000"),
        _yuan("teacher_yuan", _("一名教师一年"), "120000"),
        _yuan("class_yuan", _("一个班一年运转（不含教师）"), "10000"),
        _yuan("travel_yuan", _("调剂的学生每公里一年"), "300"),
        _yuan("early_yuan", _("一名学生在超限的班里多待一年"), "0"),
        Option(name="primary", label=_("学制"), sort=Sort.CHOICE, default="6", choices=GRADES),
    ),
)
