"""School-age children and places by town and year (学位预测)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from junheng.planning.subjects import BY_NAME
from junheng_web.plans.kinds.shared import GRADES
from junheng_web.plans.planners import Asked, Option, Planner, Sort

if TYPE_CHECKING:
    from junheng.planning.outcome import Outcome


def _run(asked: Asked) -> Outcome:
    from junheng.planning.inputs.places import read_places
    from junheng.planning.places import PlacesOptions
    from junheng.planning.places_told import plan_places
    from junheng.projection.ratios import Method

    options = PlacesOptions(
        years=int(asked.options["years"]),
        method=Method(asked.options["method"]),
        school_births=asked.options["births"] == "school",
        seed=int(asked.options["seed"]),
    )
    inputs = read_places(asked.workbook(), primary=int(asked.options["primary"]))
    return plan_places(inputs, options, asked.watch)


PLACES = Planner(
    kind="places",
    title=_("学位预测"),
    about=_("按出生人数和历年在校生推算各乡镇以后几年的学生数和区间，对照学位给出缺口和预警。"),
    run=_run,
    libraries=("numpy",),
    subject=BY_NAME["places"],
    options=(
        Option(
            name="years",
            label=_("推算几个学年"),
            sort=Sort.WHOLE,
            default=6,
            unit=_("年"),
            least=1,
            most=15,
            note=_("更远的入学儿童还没有出生"),
        ),
        Option(
            name="method",
            label=_("升级比率"),
            sort=Sort.CHOICE,
            default="mean",
            choices=(("mean", _("历年平均")), ("smoothing", _("指数平滑，近年为重"))),
        ),
        Option(
            name="births",
            label=_("出生人数的统计"),
            sort=Sort.CHOICE,
            default="calendar",
            choices=(("calendar", _("自然年")), ("school", _("上年 9 月至当年 8 月"))),
        ),
        Option(name="primary", label=_("学制"), sort=Sort.CHOICE, default="6", choices=GRADES),
        Option(
            name="seed",
            label=_("模拟用的种子"),
            sort=Sort.WHOLE,
            default=1,
            most=2**31,
            note=_("同一个种子结果相同"),
        ),
    ),
)
