"""Who moves to which school in the rotation of teachers (教师交流轮岗)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from junheng.planning.subjects import BY_NAME
from junheng_web.plans.planners import Asked, Option, Planner, Sort

if TYPE_CHECKING:
    from junheng.planning.outcome import Outcome


def _run(asked: Asked) -> Outcome:
    """The plan by staff number; the list with names stays with those who hold the roster."""
    from junheng.planning.inputs.rotate import read_rotation
    from junheng.planning.rotate.situation import RotateOptions
    from junheng.planning.rotate.told import plan_rotate

    options = RotateOptions(
        rules=asked.rules,
        year=asked.year,
        years=int(asked.options["years"]),
        rest=int(asked.options["rest"]),
        share=asked.maybe("share"),
        furthest_km=asked.maybe("furthest_km"),
        wait_km=asked.exact("wait_km"),
        most_out=asked.exact("most_out"),
        lower=asked.exact("lower"),
        gap=float(asked.exact("gap")),
    )
    return plan_rotate(read_rotation(asked.workbook()), options, asked.watch).outcome


ROTATE = Planner(
    kind="rotate",
    title=_("教师交流轮岗"),
    about=_("谁去哪所学校：路最近，等得久的先去，学科不断人，差异降低。名册不要填姓名，用工号。"),
    run=_run,
    libraries=("numpy", "highspy", "ortools"),
    needs_assessment=True,
    subject=BY_NAME["rotate"],
    personal=True,
    options=(
        Option(
            name="years",
            label=_("在本校满几年符合条件"),
            sort=Sort.WHOLE,
            default=6,
            unit=_("年"),
            least=1,
            most=30,
        ),
        Option(
            name="rest",
            label=_("上次交流后几年内不再动"),
            sort=Sort.WHOLE,
            default=3,
            unit=_("年"),
            most=30,
        ),
        Option(
            name="share",
            label=_("交流的人占符合条件的"),
            sort=Sort.SHARE,
            optional=True,
            note=_("不填按条款 7.11 的下限"),
        ),
        Option(
            name="furthest_km",
            label=_("最远"),
            sort=Sort.NUMBER,
            unit=_("公里"),
            most=1000,
            optional=True,
            note=_("名册里个人填得更近的按个人"),
        ),
        Option(
            name="wait_km",
            label=_("等的年数少一年，当作多走"),
            sort=Sort.WHOLE,
            default=1,
            unit=_("公里"),
            most=100,
            note=_("0 表示只看路程"),
        ),
        Option(
            name="most_out",
            label=_("一所学校一个学段一年至多走"),
            sort=Sort.SHARE,
            default="1/5",
        ),
        Option(
            name="lower",
            label=_("教师指标的差异系数降低"),
            sort=Sort.SHARE,
            default="1/20",
            note=_("不给岗位时用；做不到就尽力"),
        ),
        Option(name="gap", label=_("与最好的方案最多差"), sort=Sort.SHARE, default="1/50"),
    ),
)
