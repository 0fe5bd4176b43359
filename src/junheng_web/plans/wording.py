"""The words of plans on pages, in the language of the page. What a planner itself says is Chinese."""

from __future__ import annotations

from django.utils.translation import gettext as _

from junheng.planning.outcome import Ending
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import planner_of_kept


def ending_words(ending: Ending) -> str:
    """How a search ended."""
    return {
        Ending.PROVEN: _("已证明是最好的方案"),
        Ending.WITHIN_GAP: _("与最好的方案相差不超过所列的差距（已证明）"),
        Ending.STOPPED: _("中途停止或到了时限：目前找到的最好方案"),
        Ending.COMPUTED: _("按公式算出"),
        Ending.IMPOSSIBLE: _("做不到，原因见下"),
    }[ending]


def state_words(plan: Plan) -> str:
    """Where a plan stands, in a few words."""
    if plan.state != PlanState.DONE:
        return str(plan.get_state_display())
    return {
        Ending.PROVEN: _("已证明最好"),
        Ending.WITHIN_GAP: _("差距已证明"),
        Ending.STOPPED: _("中途停止"),
        Ending.COMPUTED: _("按公式算出"),
        Ending.IMPOSSIBLE: _("做不到"),
    }[Ending(plan.ending)]


def place(plan: Plan) -> str:
    """County and year."""
    return f"{plan.round.county.name} {plan.round.campaign.year}"


def called(plan: Plan) -> str:
    """``甲县 2025 指标到校“倾斜两成”``."""
    return _("%(place)s %(kind)s“%(name)s”") % {
        "place": place(plan),
        "kind": planner_of_kept(plan.kind).title,
        "name": plan.name,
    }


def headline(plan: Plan) -> str:
    """The sentence that answers what became of it."""
    said = (
        ending_words(Ending(plan.ending))
        if plan.state == PlanState.DONE
        else str(plan.get_state_display())
    )
    return _("%(called)s：%(said)s") % {"called": called(plan), "said": said}
