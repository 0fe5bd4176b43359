"""Posts of staff by rule, against those allotted, and the moves that repair it (编制核算)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from junheng.model import SchoolType
from junheng.planning.subjects import BY_NAME
from junheng_web.plans.kinds.shared import METHODS
from junheng_web.plans.planners import Asked, Option, Planner, Sort

if TYPE_CHECKING:
    from junheng.census.records import Census
    from junheng.planning.outcome import Outcome

_LEFT_OUT = (SchoolType.SPECIAL, SchoolType.VOCATIONAL)


def _run(asked: Asked) -> Outcome:
    from junheng.planning.apportion import Method
    from junheng.planning.inputs.posts import read_posts
    from junheng.planning.posts_told import PostsOptions, plan_posts

    options = PostsOptions(
        rules=asked.rules,
        total=asked.whole("total"),
        per_class=asked.maybe("per_class"),
        below_pupils=asked.whole("below_pupils"),
        boarders_per_post=asked.maybe("boarders_per_post"),
        method=Method(asked.options["method"]),
    )
    return plan_posts(read_posts(asked.workbook()), options, asked.watch)


def _schools(census: Census) -> Mapping[str, Sequence[Sequence[Any]]]:
    """The codes of the public schools; their posts are for people to fill in."""
    return {
        "posts": [
            (each.school_code,)
            for each in census.schools
            if each.operator.is_public and each.type not in _LEFT_OUT
        ]
    }


POSTS = Planner(
    kind="posts",
    title=_("编制核算"),
    about=_("按编制标准算各校应有的教职工编制，与核定数对照，给出动人最少、路最近的调剂。"),
    run=_run,
    libraries=("numpy", "ortools"),
    needs_assessment=True,
    subject=BY_NAME["posts"],
    prefill=_schools,
    options=(
        Option(
            name="total",
            label=_("全县可用的编制总量"),
            sort=Sort.WHOLE,
            unit=_("名"),
            optional=True,
            note=_("不填按各校核定数之和"),
        ),
        Option(
            name="per_class",
            label=_("小规模学校每班教职工"),
            sort=Sort.NUMBER,
            unit=_("名"),
            most=20,
            optional=True,
            note=_("不填按规则"),
        ),
        Option(
            name="below_pupils",
            label=_("少于多少学生算小规模"),
            sort=Sort.WHOLE,
            unit=_("人"),
            least=1,
            most=1000,
            optional=True,
            note=_("不填按规则"),
        ),
        Option(
            name="boarders_per_post",
            label=_("每多少寄宿生加一名"),
            sort=Sort.NUMBER,
            unit=_("人"),
            least=1,
            most=1000,
            optional=True,
            note=_("不填按规则"),
        ),
        Option(
            name="method",
            label=_("编制不够时的分配方法"),
            sort=Sort.CHOICE,
            default="largest-remainder",
            choices=METHODS,
        ),
    ),
)
