"""The pages of plans: each answers first, and shows only what the user may see."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment
from junheng_web.audit.models import Entry
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import planner_of
from tests.site.assessments.conftest import census_of, judged
from tests.site.assessments.filling import fill
from tests.site.conftest import Land, signed_in
from tests.site.plans.conftest import Make


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def heading(page: str) -> str:
    found = re.search(r'<h1 class="answer">(.*?)</h1>', page, re.DOTALL)
    assert found is not None
    return found[1].strip()


def test_the_plan_answers_first(make: Make, leader: Client, assessment: Assessment) -> None:
    plan = make("三年到位")
    page = page_of(leader, f"/plans/{plan.pk}/")
    assert heading(page) == "甲县 2025 试验规划“三年到位”：已证明是最好的方案"
    for word in ("分校方案", "费用", "20.00%", "3 年", "prices.teacher", "价格是示例。"):
        assert word in page, word
    assert f"?version={assessment.pk}" in page
    school = assessment.cases.order_by("school_code")[1]
    assert f'href="/assessments/999901/2025/schools/{school.school_code}/"' in page
    assert "采用这个方案" not in page
    assert "改一改再算" not in page


def test_the_supervisor_may_adopt_and_ask_again(make: Make, supervisor: Client) -> None:
    plan = make("三年到位", years=2)
    page = page_of(supervisor, f"/plans/{plan.pk}/")
    assert "采用这个方案" in page
    again = page_of(supervisor, f"/plans/new/trial/{plan.round.pk}/?like={plan.pk}")
    assert 'name="option-years" value="2"' in again
    assert "三年到位（改）" in again


def test_what_cannot_be_done_says_where_and_by_how_much(make: Make, leader: Client) -> None:
    page = page_of(leader, f"/plans/{make('不行', way='never').pk}/")
    assert heading(page).endswith("做不到，原因见下")
    for word in ("甲县第一小学", "7.5 教师编制差 3 名", "增加编制", "为什么做不到"):
        assert word in page, word


def test_the_map_shapes_each_school_by_its_part(
    make: Make, leader: Client, assessment: Assessment
) -> None:
    plan = make("三年到位")
    placed = assessment.cases.exclude(lon=None).count()
    page = page_of(leader, f"/plans/{plan.pk}/")
    assert page.count('class="point gives-') == placed
    assert 'gives-more"><title>' in page
    assert 'gives-none"><title>' in page
    other = page_of(leader, f"/plans/{plan.pk}/?map=schools.hired")
    assert re.search(r"<title>[^<]*：3 人</title>", other)
    assert page_of(leader, f"/plans/{plan.pk}/?map=nothing.there").count("point gives-") == placed


def test_a_table_is_a_list_like_all_others(
    make: Make, leader: Client, assessment: Assessment
) -> None:
    plan = make("三年到位")
    address = f"/plans/{plan.pk}/tables/schools/"
    every = assessment.cases.count()
    assert f"，{every} 条" in page_of(leader, address)
    rural = [each for each in plan.outcome["tables"][0]["rows"] if each[2] == "乡村"]
    assert f"，{len(rural)} 条" in page_of(leader, f"{address}?area=乡村")
    costs = re.findall(
        r'<td class="num">([\d,]+)</td>\s*<td>', page_of(leader, f"{address}?sort=-cost")
    )
    assert costs
    assert costs == sorted(costs, key=lambda each: -int(each.replace(",", "")))
    export = leader.get(f"{address}?export=xlsx&sort=-cost")
    sheet = load_workbook(BytesIO(export.content)).active
    assert sheet["D1"].value == "费用（元）"
    assert sheet["D2"].value == 240_000
    assert leader.get(f"/plans/{plan.pk}/tables/nothing/").status_code == 404


def test_years_are_written_without_thousands(make: Make, leader: Client) -> None:
    page = page_of(leader, f"/plans/{make('三年').pk}/tables/tasks/")
    assert "2,026" not in page
    assert "2026" in page


@pytest.mark.parametrize(
    ("what", "start"), [("workbook", b"PK"), ("report", b"PK"), ("page", b"<"), ("data", b"{")]
)
def test_a_plan_is_downloaded_and_that_is_noted(
    make: Make, leader: Client, what: str, start: bytes
) -> None:
    plan = make("三年到位")
    answer = leader.get(f"/plans/{plan.pk}/files/{what}")
    assert answer.content.startswith(start)
    assert "attachment" in answer["Content-Disposition"]
    assert Entry.everything.filter(action="plans.download", subject_id=str(plan.pk)).exists()
    assert leader.get(f"/plans/{plan.pk}/files/other").status_code == 404


def test_scenarios_stand_side_by_side(make: Make, leader: Client) -> None:
    few, many = make("一年", years=1), make("九年", years=9, tilt="0")
    address = f"/plans/compare/?plan={few.pk}&plan={many.pk}"
    page = page_of(leader, address)
    assert heading(page) == "一年 / 九年"
    costs = [each.figures[0][2] for each in (few, many)]
    for number in (*costs, costs[1] - costs[0]):
        assert f"{number:,}" in page
    assert page.count('<tr class="this">') == 2  # years and tilt differ
    export = leader.get(f"{address}&figures-export=xlsx")
    sheet = load_workbook(BytesIO(export.content)).active
    assert [cell.value for cell in sheet[2]] == ["费用（元）", *costs, costs[1] - costs[0]]
    export = leader.get(f"{address}&schools-export=xlsx")
    rows = list(load_workbook(BytesIO(export.content)).active.values)
    assert len(rows) == len(few.outcome["tables"][0]["rows"]) + 1
    column = rows[0].index("补充教师 · 九年（人）")
    assert sum(row[column] for row in rows[1:]) == many.figures[1][2]
    tasks = page_of(leader, f"{address}&table=tasks")
    assert 'name="plan" value="' in tasks
    assert "任务 分校对比" in tasks


def test_tasks_of_one_school_add_up_in_the_comparison(make: Make, leader: Client) -> None:
    one, other = make("一"), make("二")
    page = page_of(leader, f"/plans/compare/?plan={one.pk}&plan={other.pk}&table=tasks")
    assert "费用 · 一" in page


def test_what_cannot_be_compared_is_said(
    make: Make, leader: Client, land: Land, people: dict[str, User]
) -> None:
    plans = [make(name) for name in "甲乙丙丁戊"]
    query = "&".join(f"plan={each.pk}" for each in plans)
    assert "最多比较 4 个" in page_of(leader, f"/plans/compare/?{query}")
    assert "选两到四个" in page_of(leader, f"/plans/compare/?plan={plans[0].pk}&plan=junk")
    other = judged(fill(land.other_county, census_of("passes", "999902"))).round
    far = make("远", kind="free", of=other)
    inspector = signed_in(people["prefecture_inspector"])
    both = f"/plans/compare/?plan={plans[0].pk}&plan={far.pk}"
    assert "只能比较同一个县" in page_of(inspector, both)
    assert "选两到四个" in page_of(leader, both)


def test_the_list_shows_what_is_in_reach(
    make: Make, leader: Client, land: Land, people: dict[str, User]
) -> None:
    make("我们的")
    other = judged(fill(land.other_county, census_of("passes", "999902"))).round
    make("别人的", of=other)
    mine = page_of(leader, "/plans/")
    assert "我们的" in mine
    assert "别人的" not in mine
    both = page_of(signed_in(people["prefecture_inspector"]), "/plans/")
    assert "别人的" in both
    assert "编制规划" not in both
    assert leader.get("/plans/?export=xlsx")["Content-Type"].endswith("sheet")
    assert "1 个方案" in page_of(leader, "/plans/?kind=trial")


def test_kinds_to_choose_from_say_what_they_need(
    filled: Any, supervisor: Client, leader: Client
) -> None:
    page = page_of(supervisor, "/plans/new/")
    assert "试验规划" in page
    assert "先发起判定" in page
    assert f'href="/plans/new/free/{filled.pk}/"' in page
    assert leader.get("/plans/new/").status_code == 403
    assert supervisor.get(f"/plans/new/nothing/{filled.pk}/").status_code == 404
    assert supervisor.get("/plans/new/free/999999/").status_code == 404


def test_a_library_that_is_not_installed_is_told(
    filled: Any, supervisor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = planner_of("quota").libraries[0]
    monkeypatch.setattr(
        "junheng_web.plans.planners.find_spec", lambda name: None if name == missing else name
    )
    assert "指标到校" not in page_of(supervisor, "/plans/new/")
    form = {"name": "一", "minutes": "1", "option-method": "dean", "option-least": "0"}
    form |= {"option-rural_tilt": "0", "option-town_tilt": "0"}
    answer = supervisor.post(f"/plans/new/quota/{filled.pk}/", form)
    assert "没有安装" in answer.content.decode()


def test_pages_ask_little_of_the_database(
    make: Make, leader: Client, django_assert_max_num_queries: Any
) -> None:
    plans = [make(name) for name in "甲乙丙"]
    Plan.everything.filter(state=PlanState.PENDING).count()
    query = "&".join(f"plan={each.pk}" for each in plans)
    for address in ("/plans/", f"/plans/{plans[0].pk}/", f"/plans/compare/?{query}"):
        with django_assert_max_num_queries(20):
            page_of(leader, address)


def test_pages_speak_english(make: Make, leader: Client) -> None:
    plan = make("plan")
    leader.cookies["django_language"] = "en"
    with translation.override("zh-hans"):
        page = page_of(leader, f"/plans/{plan.pk}/")
        assert "Proven to be the best plan" in heading(page)
        for address in ("/plans/", "/plans/tasks/", f"/plans/compare/?plan={plan.pk}"):
            page_of(leader, address)
