"""Two plans of the second county, which falls short; it goes by the first of them."""

from __future__ import annotations

from junheng.planning.outcome import Ending
from junheng_web.accounts.models import User
from junheng_web.audit.actions import By
from junheng_web.collection.models import Round
from junheng_web.jobs.actions import perform
from junheng_web.plans.actions.adopting import adopt
from junheng_web.plans.actions.asking import Wish, ask_plan
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import planner_of

_SCENARIOS = (("三年到位", 3), ("两年到位", 2))


def make_plans(round_: Round, supervisor: User) -> int:
    """Make the plans of a judged round, and adopt the first that can be done; how many were made.

    None where the libraries for planning are not installed.
    """
    planner = planner_of("comply")
    if not planner.available:
        return 0
    by = By(user=supervisor, channel="command")
    adopted = False
    for name, years in _SCENARIOS:
        options = {**planner.defaults(), "years": years, "gap": "5", "compare": False}
        wish = Wish(name=name, options=options, seconds=120)
        asked = ask_plan(round=round_, planner=planner, wish=wish, by=by)
        if asked.job is not None:
            perform(asked.job.pk)
        plan = Plan.everything.select_related("round__campaign", "round__county").get(pk=asked.pk)
        if not adopted and plan.state == PlanState.DONE and plan.ending != Ending.IMPOSSIBLE:
            adopt(plan=plan, note="演示数据", by=by)
            adopted = True
    return len(_SCENARIOS)
