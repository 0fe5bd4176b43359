"""An adopted plan becomes dated tasks, which those responsible finish and open again."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from junheng.planning.outcome import Column, Ending, Outcome, Table, packed
from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.plans.actions.adopting import adopt, withdraw
from junheng_web.plans.actions.asking import NotPossible
from junheng_web.plans.actions.task_work import finish, reopen
from junheng_web.plans.models import Adoption, Plan, PlanState, Task, TaskState
from tests.site.conftest import Land, person, signed_in
from tests.site.plans.conftest import Make


@pytest.fixture
def plan(make: Make) -> Plan:
    """A plan with tasks for schools, the finance bureau and the county."""
    return make("甲方案")


def adopted(plan: Plan, people: dict[str, User]) -> Adoption:
    """The plan adopted by the supervisor."""
    return adopt(plan=plan, note="县长办公会通过", by=By(user=people["county_supervisor"]))


def of_school(plan: Plan, land: Land) -> Task:
    """The task of 甲县第一小学."""
    return Task.everything.get(school=land.second_school)


def test_every_row_becomes_a_task(plan: Plan, people: dict[str, User], land: Land) -> None:
    adoption = adopted(plan, people)
    rows = next(each for each in plan.outcome["tables"] if each["name"] == "tasks")["rows"]
    tasks = list(adoption.tasks.order_by("order"))
    assert len(tasks) == len(rows)
    own = of_school(plan, land)
    assert (own.year, own.due, own.amount, own.unit) == (2026, date(2026, 12, 31), 1.0, "人")
    assert own.cost_yuan == 80_000
    finance = Task.everything.get(responsible="finance")
    assert (finance.department, finance.due) == (land.finance, date(2026, 3, 31))
    county = Task.everything.get(what="公布方案")
    assert (county.school, county.department, county.amount) == (None, None, None)
    entry = Entry.everything.get(action="plans.adopt")
    assert (entry.after["tasks"], entry.reason) == (len(rows), "县长办公会通过")


def test_another_plan_of_the_kind_takes_its_place(
    make: Make, plan: Plan, people: dict[str, User], land: Land
) -> None:
    first = adopted(plan, people)
    done = of_school(plan, land)
    finish(task=done, note="", by=By(user=people["county_supervisor"]))
    other = make("乙方案", moves=False)
    second = adopted(other, people)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert second.tasks.count() == 0
    states = set(first.tasks.exclude(pk=done.pk).values_list("state", flat=True))
    assert states == {TaskState.SUPERSEDED}
    done.refresh_from_db()
    assert done.state == TaskState.DONE
    with pytest.raises(NotPossible):
        reopen(task=done, note="错了", by=By(user=people["county_supervisor"]))
    with pytest.raises(NotPossible, match="已经采用"):
        adopted(other, people)


def test_the_database_knows_one_adopted_plan_of_a_kind(plan: Plan, people: dict[str, User]) -> None:
    first = adopted(plan, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.everything.create(plan=plan, county=first.county, kind=plan.kind)


def test_what_cannot_be_done_is_not_adopted(make: Make, people: dict[str, User]) -> None:
    with pytest.raises(NotPossible, match="没有做成"):
        adopted(make("不行", way="never"), people)


@pytest.mark.parametrize(
    "role", ["county_leader", "county_statistician", "prefecture_inspector", "province_assessor"]
)
def test_only_who_seals_adopts(plan: Plan, people: dict[str, User], role: str) -> None:
    with pytest.raises(PermissionDenied):
        adopt(plan=plan, note="", by=By(user=people[role]))
    assert signed_in(people[role]).post(f"/plans/{plan.pk}/adopt").status_code == 403


def test_giving_it_up_ends_the_open_tasks(plan: Plan, people: dict[str, User]) -> None:
    adoption = adopted(plan, people)
    withdraw(adoption=adoption, note="重做", by=By(user=people["county_supervisor"]))
    assert set(adoption.tasks.values_list("state", flat=True)) == {TaskState.SUPERSEDED}
    with pytest.raises(NotPossible):
        withdraw(adoption=adoption, note="", by=By(user=people["county_supervisor"]))


def shaped(assessment: Assessment, rows: list[tuple[Any, ...]], *names: str) -> Plan:
    """A finished plan whose tasks are these."""
    table = Table(
        name="tasks", title="任务", columns=tuple(Column(each, each) for each in names), rows=rows
    )
    outcome = Outcome(kind="trial", title="方案", ending=Ending.PROVEN, tables=(table,))
    return Plan.everything.create(
        round=assessment.round,
        kind="trial",
        name="方案",
        state=PlanState.DONE,
        ending="proven",
        outcome=packed(outcome),
    )


@pytest.mark.parametrize(
    ("due", "year", "wanted"),
    [
        ("2027-06-30", 2026, "2027-06-30"),
        ("2027", "", "2027-12-31"),
        ("", "2028", "2028-12-31"),
        (None, 2029, "2029-12-31"),
        ("下学期", None, "usual"),
        ("2027-02-30", 2027, "2027-12-31"),
        ("", 99999, "usual"),
    ],
)
def test_a_day_is_found_for_every_task(
    assessment: Assessment, people: dict[str, User], due: Any, year: Any, wanted: str
) -> None:
    plan = shaped(assessment, [(due, year, "做")], "due", "year", "what")
    adoption = adopted(plan, people)
    after = date(assessment.round.campaign.year + 1, 12, 31)
    usual = max(after, timezone.localdate() + timedelta(days=365)).isoformat()
    found = [task.due.isoformat() for task in adoption.tasks.all()]
    assert found == [usual if wanted == "usual" else wanted]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_departments_are_known_by_kind_or_name(
    assessment: Assessment, people: dict[str, User], land: Land, language: str
) -> None:
    rows = [(each, "做") for each in ("finance", "财政局", "人力资源和社会保障局", "水利局", "")]
    with translation.override(language):
        adoption = adopted(shaped(assessment, rows, "responsible", "what"), people)
    found = [(task.responsible, task.department) for task in adoption.tasks.order_by("order")]
    assert [kind for kind, _ in found] == ["finance", "finance", "personnel", "水利局", ""]
    assert [each for _, each in found[:2]] == [land.finance, land.finance]
    page = signed_in(people["county_leader"]).get("/plans/tasks/").content.decode()
    assert "水利局" in page
    assert "人力资源和社会保障局" in page


def test_who_may_finish_what(plan: Plan, people: dict[str, User], land: Land) -> None:
    adopted(plan, people)
    own = of_school(plan, land)
    finance = Task.everything.get(responsible="finance")
    county = Task.everything.get(what="公布方案")
    head = person("second", "school_head", school=land.second_school)
    may = {
        head: {own},
        people["department_clerk"]: {finance},
        people["county_statistician"]: {own, finance, county},
        people["county_supervisor"]: {own, finance, county},
        people["school_head"]: set(),
        people["county_leader"]: set(),
        people["prefecture_inspector"]: set(),
    }
    for user, tasks in may.items():
        for task in (own, finance, county):
            with transaction.atomic():
                try:
                    finish(task=task, note="", by=By(user=user))
                except PermissionDenied:
                    assert task not in tasks, (user, task)
                else:
                    assert task in tasks, (user, task)
                transaction.set_rollback(True)


def test_a_task_is_finished_and_opened_again_with_its_history(
    plan: Plan, people: dict[str, User], land: Land
) -> None:
    adopted(plan, people)
    task = of_school(plan, land)
    client = signed_in(person("second", "school_head", school=land.second_school))
    address = f"/plans/tasks/{task.pk}/"
    assert "记为完成" in client.get(address).content.decode()
    client.post(f"{address}finish", {"note": "已到岗 1 人"})
    task.refresh_from_db()
    assert (task.state, task.changed_by) == ("done", User.objects.get(username="second"))
    page = client.get(address).content.decode()
    assert "已到岗 1 人" in page
    assert "甲方案" not in page
    said = client.post(f"{address}finish", {}, follow=True).content.decode()
    assert "不能这样办理" in said
    said = client.post(f"{address}reopen", {"note": ""}, follow=True).content.decode()
    assert "没有写明" in said
    client.post(f"{address}reopen", {"note": "人又走了"})
    task.refresh_from_db()
    assert task.state == "open"
    acts = Entry.everything.filter(subject_kind="plans.task").values_list("action", "reason")
    assert set(acts) == {
        ("plans.finish_task", "已到岗 1 人"),
        ("plans.reopen_task", "人又走了"),
    }


def test_late_tasks_stand_in_red_on_the_front_page(
    plan: Plan, people: dict[str, User], land: Land
) -> None:
    adopted(plan, people)
    today = timezone.localdate()
    Task.everything.update(due=today + timedelta(days=400))
    Task.everything.filter(school=land.second_school).update(due=today - timedelta(days=1))
    Task.everything.filter(responsible="finance").update(due=today + timedelta(days=3))
    page = signed_in(people["county_supervisor"]).get("/").content.decode()
    assert re.search(
        r'task-late"><a href="/plans/tasks/\?standing=late&amp;whose=own">1 项规划任务已过期', page
    )
    assert "1 项规划任务 30 天内到期" in page
    clerk = signed_in(people["department_clerk"]).get("/").content.decode()
    assert "已过期" not in clerk
    assert "1 项规划任务 30 天内到期" in clerk
    head = signed_in(person("second", "school_head", school=land.second_school))
    assert "1 项规划任务已过期" in head.get("/").content.decode()
    late = head.get("/plans/tasks/?standing=late&whose=own").content.decode()
    assert late.count('<th scope="row">') == 1
    assert "✗ 已过期" in late
    assert "1 项待办，其中 1 项已过期" in late


def test_the_list_filters_and_exports(
    plan: Plan, people: dict[str, User], leader: Client, land: Land
) -> None:
    adopted(plan, people)
    every = Task.everything.count()
    assert f"{every} 项待办" in leader.get("/plans/tasks/").content.decode()
    for query, count in (
        ("responsible=finance", 1),
        (f"school_code={land.second_school.code}", 1),
        ("year=2026", every),
        ("standing=done", 0),
        ("adoption__kind=trial", every),
        ("q=公布", 1),
    ):
        page = leader.get(f"/plans/tasks/?{query}").content.decode()
        assert f"，{count} 条" in page, query
    export = leader.get("/plans/tasks/?export=xlsx")
    assert export["Content-Type"].endswith("sheet")


def test_whose_turn_it_is_can_be_asked(
    plan: Plan, people: dict[str, User], leader: Client, land: Land
) -> None:
    adopted(plan, people)
    every = Task.everything.count()
    county = signed_in(people["county_supervisor"])
    assert f"，{every} 条" in county.get("/plans/tasks/?whose=own").content.decode()
    Task.everything.filter(school=land.second_school).update(responsible="finance")
    head = signed_in(person("second", "school_head", school=land.second_school))
    assert "，0 条" in head.get("/plans/tasks/?whose=own").content.decode()
    assert "，1 条" in head.get("/plans/tasks/?whose=others").content.decode()
    assert "由谁办理" not in leader.get("/plans/tasks/").content.decode()


def test_a_school_sees_only_its_own_tasks(plan: Plan, people: dict[str, User], land: Land) -> None:
    adopted(plan, people)
    client = signed_in(person("second", "school_head", school=land.second_school))
    page = client.get("/plans/tasks/").content.decode()
    assert page.count('<th scope="row">') == 1
    assert client.get("/plans/").status_code == 403
    other = Task.everything.get(responsible="finance")
    assert client.get(f"/plans/tasks/{other.pk}/").status_code == 404
    assert signed_in(people["school_clerk"]).get("/plans/tasks/").status_code == 403


def test_a_plan_without_dated_tasks_says_so(
    make: Make, supervisor: Client, people: dict[str, User]
) -> None:
    plan = make("没有任务", kind="free")
    assert "没有带期限的任务" in supervisor.get(f"/plans/{plan.pk}/").content.decode()
    said = supervisor.post(f"/plans/{plan.pk}/adopt", {}, follow=True).content.decode()
    assert "已采用。这种规划没有带期限的任务" in said
    said = supervisor.post(f"/plans/{plan.pk}/withdraw", {}, follow=True).content.decode()
    assert "已停止采用" in said
    assert supervisor.post(f"/plans/{plan.pk}/burn").status_code == 404


def test_the_list_asks_little_of_the_database(
    plan: Plan, people: dict[str, User], leader: Client, django_assert_max_num_queries: Any
) -> None:
    adopted(plan, people)
    with django_assert_max_num_queries(20):
        leader.get("/plans/tasks/")
