"""Plans of small counties: what is done, what it costs, and what the evaluator says of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from junheng.errors import UserError
from junheng.evaluation.county import evaluate
from junheng.model import Stage, Status
from junheng.planning.comply.applied import applied
from junheng.planning.comply.schedule import spendings
from junheng.planning.comply.search import Way
from junheng.planning.comply.told import told
from junheng.planning.inputs.comply import ComplyInputs, SiteLimit, YearTerms
from junheng.planning.outcome import Ending
from junheng.planning.prices import Item
from junheng.synthesis import FAILS_NARROWLY, county
from tests.unit.planning.comply.counties import (
    COUNTY,
    YEAR,
    Small,
    census,
    national,
    nobody_moves,
    planned,
    prices,
)


def done(plan: object, item: Item) -> Fraction:
    found = plan.schedule  # type: ignore[attr-defined]
    return sum(
        (
            each.quantity
            for each in spendings(plan.situation, found)  # type: ignore[attr-defined]
            if each.item is item
        ),
        Fraction(0),
    )


def test_a_county_that_complies_needs_nothing() -> None:
    plan = planned([Small(pupils=400), Small(pupils=600)])
    assert plan.ending is Ending.PROVEN
    assert plan.cost == 0
    assert plan.gap == 0


def test_the_dearest_shortage_is_left_at_its_floor() -> None:
    # 1000 pupils: 4500 m2 of rooms asked for, 3825 at 85%; 23 multimedia rooms, 20 at 85%.
    short = Small(pupils=1000, teaching=3825, rooms=20)
    plan = planned([short, Small(pupils=1000)])
    assert done(plan, Item.TEACHING_BUILD) == 0
    assert done(plan, Item.MULTIMEDIA) == 3
    assert plan.cost == 3 * 45_000


def test_two_shortages_below_the_floor_cost_floor_and_bound() -> None:
    short = Small(pupils=1000, teaching=3800, rooms=10)
    plan = planned([short, Small(pupils=1000)])
    # Rooms: 13 x 45,000 to the bound or 10 to the floor; m2: 100 (the least project) or 700.
    assert plan.cost == 13 * 45_000 + 150_000 + 100 * 3200


def test_moving_teachers_is_cheaper_than_hiring_them() -> None:
    plan = planned([Small(pupils=1000, pe=6), Small(pupils=1000, pe=20)])
    assert plan.schedule is not None
    assert done(plan, Item.MOVE) == 2  # 85% of 9 is 7.65
    assert plan.cost == 2 * 6000
    assert plan.schedule.out[0].sum() == plan.schedule.into[0].sum() == 2


def test_nobody_who_may_not_leave_is_moved() -> None:
    schools = [Small(pupils=1000, pe=7), Small(pupils=1000, pe=20)]
    plan = planned(schools, ComplyInputs(eligible=nobody_moves(schools)))
    assert done(plan, Item.MOVE) == 0


def test_private_schools_take_no_part_in_moves() -> None:
    plan = planned([Small(pupils=1000, pe=6, private=True), Small(pupils=1000, pe=20)])
    assert done(plan, Item.MOVE) == 0
    assert done(plan, Item.HIRE_PE_ARTS) == 2


def test_a_disparity_is_brought_within_its_limit_exactly() -> None:
    schools = [Small(pupils=100, backbone=13), Small(pupils=900, backbone=9)]
    before = evaluate(census(schools), national()).counties[0]
    assert before.disparity(Stage.PRIMARY, "backbone").status is Status.NOT_MET
    plan = planned(schools)
    assert plan.verdict is not None
    after = plan.verdict.last.disparity(Stage.PRIMARY, "backbone")
    assert after.status is Status.MET
    assert not plan.reasons
    assert plan.cost is not None
    assert plan.cost > 0


def test_a_nine_year_school_is_planned_by_its_shares() -> None:
    plan = planned(county(3, FAILS_NARROWLY), years=2, gap=1e-3)
    assert not plan.reasons
    assert plan.verdict is not None
    assert all(row.status is Status.MET for row in plan.verdict.last.rows)
    assert plan.gap is not None
    assert plan.gap <= 2e-3


def test_rotation_is_planned_for_every_year() -> None:
    facts = {"rotation_eligible": 60, "rotated": 0, "rotated_backbone": 0}
    plan = planned([Small(pupils=600)] * 3, facts=facts, years=2)
    assert plan.verdict is not None
    assert [each.clause("7.11").status for each in plan.verdict.years] == [Status.MET] * 2
    assert plan.cost == 12 * 6000
    assert done(plan, Item.MOVE) == 12


def test_projects_have_a_fixed_charge_and_a_least_size() -> None:
    schools = [Small(pupils=1000, sports=6300), Small(pupils=1000, sports=7000)]
    plan = planned(schools)
    assert plan.cost == 60_000 + 200 * 350  # 75 m2 to the floor, 200 at least; the other is within


def test_conversion_comes_before_building_where_there_is_room() -> None:
    schools = [Small(pupils=1000, teaching=3500), Small(pupils=1000)]
    sites = {f"{COUNTY}0001": SiteLimit(convertible=Fraction(400))}
    plan = planned(schools, ComplyInputs(sites=sites))
    assert done(plan, Item.TEACHING_CONVERT) == 330
    assert done(plan, Item.TEACHING_BUILD) == 0


def test_budgets_and_capacities_hold_in_every_year() -> None:
    schools = [Small(pupils=1000, above=20, rooms=10), Small(pupils=1000, above=30)]
    terms = YearTerms(budget=Fraction(1_000_000), hires=3, upgrades=4)
    inputs = ComplyInputs(years={YEAR + t: terms for t in range(4)}, eligible=nobody_moves(schools))
    plan = planned(schools, inputs, years=4)
    assert plan.found.way in (Way.PHASED, Way.JOINT)
    assert plan.schedule is not None
    assert not plan.reasons
    assert (plan.schedule.hire.sum(axis=(1, 2)) <= 3).all()
    assert (plan.schedule.up.sum(axis=(1, 2)) <= 4).all()


def test_a_milestone_is_reached_in_its_year() -> None:
    schools = [Small(pupils=1000, rooms=10)] * 4
    inputs = ComplyInputs(years={YEAR: YearTerms(row_share=Fraction(1, 2))})
    plan = planned(schools, inputs, years=3)
    assert plan.verdict is not None
    assert not plan.reasons
    passed = [sum(row.status is Status.MET for row in each.rows) for each in plan.verdict.years]
    assert passed[0] >= 2
    assert passed[-1] == 4


def test_pupils_to_come_are_planned_for() -> None:
    schools = [Small(pupils=1000), Small(pupils=1000)]
    more = {(f"{COUNTY}0001", Stage.PRIMARY, YEAR + 1): 2000}
    plan = planned(schools, ComplyInputs(pupils=more), years=2)
    assert plan.cost is not None
    assert plan.cost > 0
    assert plan.verdict is not None
    assert plan.verdict.last.rows[0].pupils == 2000
    assert not plan.reasons


def test_tasks_tell_day_cost_clause_and_who_answers() -> None:
    schools = [
        Small(pupils=1000, pe=3, rooms=10, sports=5000, backbone=30),
        Small(pupils=1000, pe=9, backbone=5),
        Small(pupils=300, rooms=1, private=True),
    ]
    plan = planned(schools, years=2, facts={"rotation_eligible": 60})
    rows = list(told(plan).table("tasks").records())
    assert sum(row["cost_yuan"] or 0 for row in rows if not row["task"].startswith("招聘")) <= int(
        plan.cost or 0
    )
    assert {row["due"] for row in rows} <= {f"{YEAR}-12-31", f"{YEAR + 1}-12-31"}
    by_task = {(row["name"], row["task"]): row for row in rows}
    rooms = by_task["第1小学", "配备网络多媒体教室"]
    assert (rooms["cost_yuan"], rooms["clause"]) == (rooms["quantity"] * 45_000, "6.7")
    assert rooms["responsible"] == "教育体育局"
    assert by_task["第3小学", "配备网络多媒体教室"]["responsible"] == ""
    assert by_task["全县", "县内互换教师"]["clause"] == "7.11"
    for row in rows:
        assert (row["cost_yuan"] is None) == (row["task"] == "调出教师")


def test_years_outside_the_plan_are_named() -> None:
    first = (f"{COUNTY}0001", Stage.PRIMARY)
    inputs = ComplyInputs(
        years={YEAR + 5: YearTerms(budget=Fraction(0))}, pupils={(*first, YEAR + 7): 9}
    )
    notes = "".join(told(planned([Small(pupils=400), Small(pupils=600)], inputs)).notes)
    assert f"“达标年度”表里 {YEAR + 5} 年不在" in notes
    assert f"“各年在校生”表里 {YEAR + 7} 年不在" in notes


def test_a_school_that_loses_all_pupils_is_left_out() -> None:
    schools = [Small(pupils=1000, rooms=1), Small(pupils=1000)]
    none = {(f"{COUNTY}0001", Stage.PRIMARY, YEAR): 0}
    plan = planned(schools, ComplyInputs(pupils=none))
    assert plan.cost == 0
    assert plan.verdict is not None
    assert len(plan.verdict.last.rows) == 1


def test_missing_cells_are_named_and_never_taken_for_nothing() -> None:
    schools = [
        Small(pupils=400, blank=("equipment_yuan",)),
        Small(pupils=500, blank=("backbone", "teachers")),
    ]
    with pytest.raises(UserError) as refused:
        planned(schools)
    text = str(refused.value)
    assert "有 3 格没有填" in text
    assert "第1小学：教学仪器设备资产值" in text
    assert "第2小学（小学）：县级及以上骨干教师数" in text
    assert "第2小学（小学）：专任教师数" in text


def test_a_county_without_rows_cannot_be_planned() -> None:
    with pytest.raises(UserError, match="没有一个可以判定"):
        planned([Small(pupils=0)])


def test_an_unknown_county_is_named() -> None:
    data = census([Small(pupils=400)])
    other = replace(data.schools[0], county_code="999911")
    from junheng.planning.comply.situation import situation  # noqa: PLC0415

    with pytest.raises(UserError, match="没有县级行政区划代码 999988"):
        situation(
            replace(data, schools=(other,)),
            national(),
            ComplyInputs(),
            code="999988",
            years=[YEAR],
        )


def test_teachers_who_join_and_leave_add_up_in_the_census() -> None:
    schools = [Small(pupils=1000, above=20, pe=4), Small(pupils=1000, backbone=5)]
    plan = planned(schools)
    assert plan.schedule is not None
    after = applied(plan.situation, plan.schedule, 0)
    change = plan.schedule.change(0)
    for row, now, moved in zip(after.stages, plan.situation.census.stages, change, strict=True):
        assert row.teachers == (now.teachers or 0) + moved.sum()
        degrees = [row.degree_associate, row.degree_bachelor, row.degree_master, row.degree_doctor]
        assert sum(each or 0 for each in degrees) <= (row.teachers or 0)


def test_free_things_are_no_reason_to_stumble() -> None:
    plan = planned([Small(pupils=1000, rooms=1)], ComplyInputs(prices=prices(multimedia=0, move=0)))
    assert plan.cost == 0
    assert plan.gap == 0


def test_a_site_below_the_least_project_is_no_site() -> None:
    schools = [Small(pupils=1000, sports=6000), Small(pupils=1000)]
    sites = {f"{COUNTY}0001": SiteLimit(sports=Fraction(450))}
    assert planned(schools, ComplyInputs(sites=sites)).ending is not Ending.IMPOSSIBLE
    sites = {f"{COUNTY}0001": SiteLimit(sports=Fraction(190))}
    plan = planned([replace(schools[0], sports=6200), schools[1]], ComplyInputs(sites=sites))
    assert plan.ending is Ending.IMPOSSIBLE


def test_a_disparity_that_does_not_hold_exactly_is_searched_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from junheng.planning.comply import planner  # noqa: PLC0415

    tightened = []
    whole, judge = planner.search, planner.verdict

    def search(*args: object, tight: bool = False, **more: object) -> object:
        tightened.append(tight)
        return whole(*args, tight=tight, **more)  # type: ignore[arg-type]

    def judged(*args: object) -> object:
        found = judge(*args)  # type: ignore[arg-type]
        return replace(found, disparity=len(tightened) == 1)

    monkeypatch.setattr(planner, "search", search)
    monkeypatch.setattr(planner, "verdict", judged)
    plan = planned([Small(pupils=100, backbone=13), Small(pupils=900, backbone=9)])
    assert tightened == [False, True]
    assert not plan.reasons
    assert plan.gap is not None


def test_a_stop_leaves_a_plan_that_says_what_it_breaks() -> None:
    from junheng.planning.comply.planner import ComplyOptions, plan  # noqa: PLC0415
    from junheng.planning.watch import Watch  # noqa: PLC0415
    from tests.unit.planning.comply.counties import of  # noqa: PLC0415

    calls = iter(range(10_000))
    watch = Watch(stop=lambda: next(calls) > 30)
    situation = of([Small(pupils=1000, rooms=10), Small(pupils=800, pe=1)] * 4, years=3)
    found = plan(situation, ComplyOptions(gap=0.0), watch)
    assert found.ending in (Ending.STOPPED, Ending.PROVEN)
    assert found.schedule is not None or found.reasons


def test_comparison_tells_peers_savings_and_the_earliest_year() -> None:
    schools = [Small(pupils=1000, rooms=10, teaching=3000), Small(pupils=800, pe=1)]
    inputs = ComplyInputs(years={YEAR: YearTerms(budget=Fraction(50_000))})
    plan = planned(schools, inputs, years=2, compare=True)
    assert plan.cost is not None
    assert plan.earliest == YEAR + 1
    assert [peer.name for peer in plan.peers] == ["fill", "careful"]
    assert all(peer.yuan >= plan.cost for peer in plan.peers)
    assert plan.savings
    assert all(0 < each.least <= each.most <= plan.cost for each in plan.savings)
