"""Layouts of small counties: what is built, extended, closed; who goes where; what is never done."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.planning.layout.county import County, Group, Road, SiteType
from junheng.planning.layout.layout import plan_layout
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.plan import Decision, LayoutPlan, NoLayout, lay_out
from junheng.planning.layout.telling import outcome
from junheng.planning.layout.ways import Mode
from junheng.planning.outcome import Ending
from junheng.planning.watch import Watch
from tests.unit.planning.layout.counties import (
    ALL_STEPS,
    along_a_road,
    candidate,
    school,
    village,
)


def laid_out(county: County, **options: object) -> LayoutPlan:
    plan = lay_out(county, LayoutOptions(**options), Watch())  # type: ignore[arg-type]
    assert isinstance(plan, LayoutPlan)
    return plan


def decisions(plan: LayoutPlan) -> dict[str, Decision]:
    return {each.site.code: each.decision for each in plan.sites}


def test_pupils_go_to_the_nearest_school_with_places() -> None:
    county = along_a_road(
        [village("甲", 0, low=10)], [school("近", 1000, 20), school("远", 2000, 20)]
    )
    plan = laid_out(county)
    assert [(g.site, g.pupils, g.metres, g.mode) for g in plan.goings] == [(0, 10, 1000, Mode.DAY)]


def test_a_village_may_be_split() -> None:
    county = along_a_road(
        [village("甲", 0, low=30)], [school("近", 1000, 20), school("远", 2000, 20)]
    )
    assert [(g.site, g.pupils) for g in laid_out(county).goings] == [(0, 20), (1, 10)]


def test_the_cost_is_building_and_the_years_of_running_and_travel() -> None:
    county = along_a_road([village("甲", 0, low=10)], [candidate("新", 1000, 50)])
    plan = laid_out(county, years=5, km_yuan=Fraction(300))
    assert plan.build_yuan == 1_000_000 + 10 * 10_000
    assert plan.run_yuan == 100_000
    assert plan.travel_yuan == 10 * 300
    assert plan.cost_yuan == 1_100_000 + 5 * 103_000
    assert plan.gap < Fraction(1, 10**9)


def test_a_school_is_extended_where_that_is_cheaper_than_building() -> None:
    old = school("旧", 0, 10, most_places=40, place_yuan=10_000)
    county = along_a_road([village("甲", 0, low=25)], [old, candidate("新", 0, 40)])
    plan = laid_out(county)
    assert decisions(plan) == {"旧": Decision.EXTEND, "新": Decision.LEAVE}
    assert plan.sites[0].places == 25


@pytest.mark.parametrize("missing", ["argued", "announced", "approved"])
def test_no_school_is_closed_without_every_legal_step(missing: str) -> None:
    empty = school("空", 1000, 50, done=ALL_STEPS - {missing})
    county = along_a_road([village("甲", 0, low=10)], [school("大", 0, 50), empty])
    plan = laid_out(county)
    assert decisions(plan)["空"] is Decision.KEEP
    word = {"argued": "论证", "announced": "公示", "approved": "审批"}[missing]
    assert [each.steps for each in plan.locks if each.site == 1] == [(word,)]
    proposals = outcome(plan).table("proposals").rows
    assert [tuple(row) for row in proposals] == [("大", "大", "论证、公示、审批")] or proposals == [
        ("空", "空", word)
    ]


def test_a_school_with_every_step_is_closed_where_that_saves() -> None:
    county = along_a_road(
        [village("甲", 0, low=10), village("乙", 1000, low=2)],
        [school("大", 0, 50), school("空", 1000, 50, done=ALL_STEPS)],
    )
    plan = laid_out(county)
    assert decisions(plan)["空"] is Decision.CLOSE
    assert plan.sites[1].merged_into == 0
    assert plan.sites[1].places == 0


def test_a_school_marked_to_be_kept_is_never_closed() -> None:
    kept = school("空", 1000, 50, done=ALL_STEPS, kept=True)
    county = along_a_road([village("甲", 0, low=10)], [school("大", 0, 50), kept])
    plan = laid_out(county)
    assert decisions(plan)["空"] is Decision.KEEP
    assert plan.proposed in ((), (0,))


def test_no_village_loses_its_only_school_within_the_limit() -> None:
    only = school("小", 4000, 50, done=ALL_STEPS, run_yuan=10_000_000)
    county = along_a_road(
        [village("甲", 0, low=10), village("乙", 4000, low=1)], [school("大", 0, 50), only]
    )
    plan = laid_out(county)
    assert decisions(plan)["小"] is Decision.KEEP
    assert (1, Group.LOW) in plan.locks[-1].alone_for


def test_nor_does_a_village_whose_pupils_are_few_or_none_today() -> None:
    only = school("小", 4000, 50, done=ALL_STEPS, run_yuan=10_000_000)
    county = along_a_road(
        [village("甲", 0, low=10), village("乙", 4000)], [school("大", 0, 50), only]
    )
    assert decisions(laid_out(county))["小"] is Decision.KEEP


def test_grades_one_to_three_never_board() -> None:
    home = school("寄", 0, 100, beds=100, most_beds=100)
    county = along_a_road([village("远", 9000, low=10, high=10)], [home])
    plan = laid_out(county)
    assert {g.group: g.mode for g in plan.goings} == {
        Group.LOW: Mode.BEYOND,
        Group.HIGH: Mode.BOARD,
    }


def test_nobody_boards_who_lives_within_the_limit() -> None:
    home = school("寄", 0, 100, beds=100, most_beds=100)
    county = along_a_road([village("近", 4900, high=10)], [home])
    assert [g.mode for g in laid_out(county).goings] == [Mode.DAY]


def test_boarders_have_a_limit_of_their_own_where_it_is_given() -> None:
    home = school("寄", 0, 100, beds=100, most_beds=100)
    county = along_a_road([village("远", 9000, high=10)], [home])
    assert [g.mode for g in laid_out(county, board_km=Fraction(8)).goings] == [Mode.BEYOND]


def test_beds_are_not_overbooked() -> None:
    home = school("寄", 0, 100, beds=4, most_beds=6, bed_yuan=1000)
    county = along_a_road([village("远", 9000, high=10)], [home])
    plan = laid_out(county)
    assert plan.sites[0].boarders == 6
    assert sum(g.pupils for g in plan.goings if g.mode is Mode.BEYOND) == 4
    assert plan.build_yuan == 2 * 1000


def test_the_limit_itself_is_within_it() -> None:
    county = along_a_road(
        [village("甲", 3000, low=1), village("乙", 3001, low=1)], [school("校", 0, 10)]
    )
    assert [g.mode for g in laid_out(county).goings] == [Mode.DAY, Mode.BEYOND]


def test_fewer_pupils_beyond_the_limit_come_before_every_cost() -> None:
    dear = candidate("近", 9000, 50, build_yuan=10**9)
    county = along_a_road([village("远", 9000, low=3)], [school("校", 0, 50), dear])
    plan = laid_out(county)
    assert decisions(plan)["近"] is Decision.BUILD
    assert not [g for g in plan.goings if g.mode is Mode.BEYOND]


def test_villages_beyond_the_limit_are_named_with_what_they_lack() -> None:
    county = along_a_road([village("远", 9000, low=3)], [school("校", 0, 50)])
    told = plan_layout(county, LayoutOptions(), Watch())
    assert told.ending is Ending.PROVEN
    assert told.reasons[0].where == "远（小学1至3年级 3 人）"
    assert "超出走读距离 6.00 公里" in told.reasons[0].what
    assert told.figure("beyond_pupils") == 3
    assert told.table("beyond").rows[0][-1] == 6


def test_too_few_places_are_counted() -> None:
    county = along_a_road(
        [village("甲", 0, low=30, junior=10)],
        [school("校", 0, 20), school("中", 0, 10, type=SiteType.JUNIOR)],
    )
    plan = lay_out(county, LayoutOptions(), Watch())
    assert isinstance(plan, NoLayout)
    told = outcome(plan)
    assert told.ending is Ending.IMPOSSIBLE
    assert any(
        "学生 30 人，所有校点都建到最多也只有 20 个学位，差 10 个" in r.what for r in told.reasons
    )
    assert not any(r.where == "初中" for r in told.reasons)


def test_a_village_without_a_road_to_any_school_of_its_stage_is_named() -> None:
    road = along_a_road([village("甲", 0, low=5)], [school("校", 500, 20)])
    alone = village("岛", 9000, low=3)
    county = County(
        villages=(*road.villages, alone),
        sites=road.sites,
        roads=(*road.roads, Road(one="9000", other="9001", metres=1)),
    )
    told = plan_layout(county, LayoutOptions(), Watch())
    assert told.ending is Ending.IMPOSSIBLE
    assert told.reasons[0].where == "岛（小学1至3年级 3 人）"
    assert "没有路可以到" in told.reasons[0].what


def test_a_stage_that_no_site_teaches_is_not_blamed_on_roads() -> None:
    county = along_a_road([village("甲", 0, junior=5)], [school("校", 0, 20)])
    told = plan_layout(county, LayoutOptions(), Watch())
    assert told.ending is Ending.IMPOSSIBLE
    assert told.reasons[0].where == "初中 5 人"
    assert not any("没有路" in each.what for each in told.reasons)


def test_a_budget_that_is_too_small_says_what_would_do() -> None:
    county = along_a_road([village("甲", 0, low=10)], [candidate("新", 0, 50)])
    told = plan_layout(county, LayoutOptions(budget_yuan=Fraction(1_099_999)), Watch())
    assert told.ending is Ending.IMPOSSIBLE
    assert "至少要 1,100,000 元，差 1 元" in told.reasons[0].what


def test_a_budget_is_kept_and_may_be_used_up() -> None:
    county = along_a_road([village("甲", 0, low=10)], [candidate("新", 0, 50)])
    plan = laid_out(county, budget_yuan=Fraction(1_100_000))
    assert plan.build_yuan == 1_100_000


def test_with_a_budget_pupils_stay_beyond_the_limit_that_could_be_reached() -> None:
    near = candidate("近", 9000, 50)
    county = along_a_road([village("远", 9000, low=3)], [school("校", 0, 50), near])
    told = plan_layout(county, LayoutOptions(budget_yuan=Fraction(1_015_000)), Watch())
    assert told.figure("beyond_pupils") == 2  # one place can be paid for


def test_proposals_never_take_the_only_school_away() -> None:
    county = along_a_road(
        [village("甲", 0, low=10), village("乙", 4000, low=1)],
        [school("大", 0, 50), school("小", 4000, 50)],
    )
    assert laid_out(county).proposed == ()


def test_without_the_wish_no_proposals_are_worked_out() -> None:
    county = along_a_road([village("甲", 0, low=1)], [school("一", 0, 50), school("二", 0, 50)])
    assert laid_out(county, proposals=False).proposed == ()
    assert len(laid_out(county).proposed) == 1


def test_a_search_that_is_stopped_at_once_says_so() -> None:
    county = along_a_road([village("甲", 0, low=10)], [candidate("新", 0, 50)])
    told = plan_layout(county, LayoutOptions(), Watch(stop=lambda: True))
    assert told.ending in (Ending.STOPPED, Ending.PROVEN)


def test_three_runs_give_the_same_plan() -> None:
    county = along_a_road(
        [village(f"村{k}", 700 * k, low=3 + k, high=2, junior=1) for k in range(8)],
        [
            school("甲", 0, 60, most_places=90, place_yuan=20_000),
            school("中", 2100, 40, type=SiteType.NINE_YEAR, done=ALL_STEPS),
            candidate("乙", 4200, 80),
        ],
    )
    first, *others = [plan_layout(county, LayoutOptions(), Watch()) for _ in range(3)]
    assert all(each == first for each in others)
