"""The cheapest way for every school and every disparity to comply by a year (达标方案)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from junheng.planning.subjects import BY_NAME
from junheng_web.plans.planners import Asked, Option, Planner, Sort

if TYPE_CHECKING:
    from junheng.census.records import Census
    from junheng.planning.outcome import Outcome

_MOST_YEARS = 10
_USUAL_YEARS = 3


def _run(asked: Asked) -> Outcome:
    from junheng.planning.comply.planner import ComplyOptions, plan_comply
    from junheng.planning.inputs.comply import read_inputs

    census = asked.counted()
    return plan_comply(
        census,
        asked.rules,
        read_inputs(asked.workbook(), census, now=asked.year),
        code=census.county_codes[0],
        years=_years(asked),
        options=ComplyOptions(
            gap=float(asked.exact("gap") / 100), compare=bool(asked.options["compare"])
        ),
        watch=asked.watch,
    )


def _years(asked: Asked) -> tuple[int, ...]:
    """The years of the plan: as many as asked for, else to the year in which the rules see it pass."""
    now, span = asked.year, asked.whole("years")
    if span is None:
        clause = asked.rules.clauses.get("T.pass_year")
        last = int(clause.figure("pass_year")) if clause else now + _USUAL_YEARS
        span = min(max(last - now, 1), _MOST_YEARS)
    return tuple(range(now + 1, now + span + 1))


def _sites(census: Census) -> Mapping[str, Sequence[Sequence[Any]]]:
    """The codes of the schools; what their sites allow is for people to fill in."""
    return {"comply_schools": [(each.school_code,) for each in census.schools]}


COMPLY = Planner(
    kind="comply",
    title=_("达标方案"),
    about=_(
        "到目标年份，各校过关、差异系数达标、交流轮岗够比例，最省的办法：分校分年的任务和花费。"
    ),
    run=_run,
    libraries=("numpy", "highspy", "pyscipopt"),
    needs_assessment=True,
    subject=BY_NAME["comply"],
    prefill=_sites,
    options=(
        Option(
            name="years",
            label=_("几年达标"),
            sort=Sort.WHOLE,
            unit=_("年"),
            least=1,
            most=_MOST_YEARS,
            optional=True,
            note=_("不填按规则里本县的目标年份，没有就 3 年"),
        ),
        Option(
            name="gap",
            label=_("与最好的方案最多差"),
            sort=Sort.NUMBER,
            default="0.1",
            unit="%",
            most=50,
        ),
        Option(
            name="compare",
            label=_("也算不统筹的做法要多少钱、最早哪一年、每一条的代价"),
            sort=Sort.FLAG,
            default=True,
        ),
    ),
)
