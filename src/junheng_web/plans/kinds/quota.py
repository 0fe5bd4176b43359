"""Places of good senior high schools for junior schools (指标到校)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from junheng.model import Stage
from junheng.planning.subjects import BY_NAME
from junheng_web.plans.kinds.shared import METHODS
from junheng_web.plans.planners import Asked, Option, Planner, Sort

if TYPE_CHECKING:
    from junheng.census.records import Census
    from junheng.planning.outcome import Outcome


def _run(asked: Asked) -> Outcome:
    from junheng.planning.apportion import Method
    from junheng.planning.inputs.quota import read_quota
    from junheng.planning.quota import QuotaOptions
    from junheng.planning.quota_told import plan_quota

    options = QuotaOptions(
        rules=asked.rules,
        method=Method(asked.options["method"]),
        rural_tilt=asked.exact("rural_tilt"),
        town_tilt=asked.exact("town_tilt"),
        least=int(asked.options["least"]),
        share=asked.maybe("share"),
        public_value=asked.options["public_value"] or None,
    )
    return plan_quota(read_quota(asked.workbook()), options, asked.watch)


def _juniors(census: Census) -> Mapping[str, Sequence[Sequence[Any]]]:
    """The schools with a junior stage: code, name and area; the graduates are for people to fill in."""
    known = {each.school_code for each in census.stages if each.stage is Stage.JUNIOR}
    return {
        "quota_juniors": [
            (each.school_code, each.name, each.area_class.zh)
            for each in census.schools
            if each.school_code in known
        ]
    }


QUOTA = Planner(
    kind="quota",
    title=_("指标到校"),
    about=_(
        "把优质高中的招生名额分到各初中：按毕业生数，可以向农村倾斜、保最低名额，逐校说明算法。"
    ),
    run=_run,
    libraries=("numpy", "ortools"),
    subject=BY_NAME["quota"],
    prefill=_juniors,
    options=(
        Option(
            name="method",
            label=_("分配方法"),
            sort=Sort.CHOICE,
            default="largest-remainder",
            choices=(*METHODS, ("lot", _("余数抽签"))),
        ),
        Option(name="rural_tilt", label=_("乡村初中的倾斜"), sort=Sort.SHARE, default="0"),
        Option(name="town_tilt", label=_("镇区初中的倾斜"), sort=Sort.SHARE, default="0"),
        Option(
            name="least",
            label=_("每所初中至少"),
            sort=Sort.WHOLE,
            default=0,
            unit=_("名"),
            most=10_000,
        ),
        Option(
            name="share",
            label=_("拿出计划的多少"),
            sort=Sort.SHARE,
            optional=True,
            note=_("高中没有填到校名额时用；不填按条款 7.14 的下限"),
        ),
        Option(
            name="public_value",
            label=_("公布的数"),
            sort=Sort.TEXT,
            optional=True,
            note=_("公布承诺值以后才产生的数，如开奖号码：相等时的先后和抽签由它决定"),
        ),
    ),
)
