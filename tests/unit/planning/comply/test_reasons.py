"""What cannot be done is explained: which school, which clause, by how much; and nothing needless."""

from __future__ import annotations

from fractions import Fraction

from junheng.planning.comply.demands import Demands
from junheng.planning.comply.planner import CompliancePlan
from junheng.planning.comply.reasons import _every, reasons_against
from junheng.planning.inputs.comply import ComplyInputs, SiteLimit, YearTerms
from junheng.planning.outcome import Ending
from junheng.planning.watch import Watch
from tests.unit.planning.comply.counties import COUNTY, YEAR, Small, nobody_moves, of, planned

SITES = {f"{COUNTY}{n:04d}": SiteLimit(teaching=Fraction(0), sports=Fraction(0)) for n in (1, 2, 3)}


def words(plan: CompliancePlan) -> str:
    return "\n".join(f"{each.where}|{each.what}" for each in plan.reasons)


def test_a_budget_too_small_is_named_with_what_is_needed() -> None:
    schools = [Small(pupils=1000, rooms=10, equipment=1_000_000), Small(pupils=1000)]
    inputs = ComplyInputs(years={YEAR: YearTerms(budget=Fraction(100_000))})
    plan = planned(schools, inputs)
    assert plan.ending is Ending.IMPOSSIBLE
    assert plan.schedule is None
    assert "预算合计 100,000 元（1 年）" in words(plan)


def test_a_budget_that_follows_the_remedy_is_enough() -> None:
    # Three shortages, any of which a budget of 0 contradicts.
    schools = [Small(pupils=1000, rooms=10, equipment=1_000_000, sports=5000), Small(pupils=1000)]
    plan = planned(schools, ComplyInputs(years={YEAR: YearTerms(budget=Fraction(0))}))
    free = planned(schools)
    assert free.cost is not None
    text = words(plan)
    assert f"{YEAR} 年差 {int(free.cost):,} 元" in text
    assert "可能还有别的矛盾" in text
    assert "去掉其中任何一项" not in text
    enough = planned(schools, ComplyInputs(years={YEAR: YearTerms(budget=free.cost)}))
    assert enough.ending is Ending.PROVEN
    lacking = planned(schools, ComplyInputs(years={YEAR: YearTerms(budget=free.cost - 1)}))
    assert lacking.ending is Ending.IMPOSSIBLE


def test_that_one_demand_less_is_enough_is_said_where_a_plan_was_found() -> None:
    schools = [Small(pupils=1000, rooms=10), Small(pupils=1000)]
    plan = planned(schools, ComplyInputs(years={YEAR: YearTerms(budget=Fraction(0))}))
    assert "去掉其中任何一项，其余的要求都能做到" in words(plan)


def test_a_site_too_small_names_the_school_and_the_square_metres() -> None:
    schools = [Small(pupils=1000, sports=6000), Small(pupils=1000)]
    plan = planned(schools, ComplyInputs(sites=SITES))
    assert plan.ending is Ending.IMPOSSIBLE
    assert (
        "第1小学（小学）|生均体育运动场馆面积达标要增加 1,500 平方米，"
        "达到 85% 要增加 380 平方米，场地最多 0 平方米"
    ) in words(plan)


def test_a_disparity_out_of_reach_names_who_drives_it() -> None:
    # A small school with ten times the room of the others, and sites that let nobody build.
    schools = [Small(pupils=60, teaching=12_000), Small(pupils=500), Small(pupils=500)]
    plan = planned(schools, ComplyInputs(sites=SITES))
    text = words(plan)
    assert plan.ending is Ending.IMPOSSIBLE
    assert "2 项要求合在一起互相矛盾" in text
    assert "各校对 CV² 的贡献：第1小学" in text
    assert "已有的面积和设备不能减少" in text
    assert "场地限制" in text


def test_hiring_capacity_too_small_is_named() -> None:
    schools = [Small(pupils=1000, pe=0), Small(pupils=1000, pe=0)]
    terms = YearTerms(hires=2)
    plan = planned(schools, ComplyInputs(years={YEAR: terms}, eligible=nobody_moves(schools)))
    assert plan.ending is Ending.IMPOSSIBLE
    assert "招聘 16 人，各年合计最多 2 人" in words(plan)


def test_the_set_is_smallest() -> None:
    schools = [Small(pupils=1000, sports=6000, rooms=3), Small(pupils=1000, teaching=100)]
    inputs = ComplyInputs(
        sites=SITES, years={YEAR: YearTerms(budget=Fraction(10), hires=0, promotions=0)}
    )
    situation = of(schools, inputs)
    head = reasons_against(situation, watch=Watch())[0]
    # One is enough: the budget against one indicator, or a site against one indicator.
    assert "下面 2 项要求" in head.what


def test_every_demand_can_be_dropped() -> None:
    situation = of([Small(pupils=400), Small(pupils=500)])
    nothing = Demands()
    for each in _every(situation):
        assert each.dropped_too(nothing) != nothing


def test_a_stop_is_said() -> None:
    schools = [Small(pupils=1000, sports=6000), Small(pupils=1000)]
    situation = of(schools, ComplyInputs(sites=SITES))
    head = reasons_against(situation, watch=Watch(stop=lambda: True))[0]
    assert "可能偏多" in head.what
