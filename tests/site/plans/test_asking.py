"""A plan is asked for, worked out in the background, stored whole and frozen."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from openpyxl import Workbook, load_workbook

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.collection.models import Round
from junheng_web.jobs.actions import perform, stop
from junheng_web.jobs.models import Job, State
from junheng_web.notices.models import Notice
from junheng_web.plans import planners
from junheng_web.plans.actions.asking import NotPossible, Wish, ask_plan
from junheng_web.plans.actions.planning_work import Followed
from junheng_web.plans.models import Plan, PlanState
from tests.site.plans.conftest import Make
from tests.site.plans.trial import TRIAL

FORM = {
    "name": "三年到位",
    "option-years": "3",
    "option-tilt": "20%",
    "option-way": "cheap",
    "option-moves": "1",
    "option-seed": "",
    "minutes": "5",
}


def ask(client: Client, round_: Round, **changes: Any) -> Any:
    return client.post(f"/plans/new/trial/{round_.pk}/", {**FORM, **changes})


def asked(round_: Round, **options: Any) -> Plan:
    wish = Wish(name="一个方案", options={**TRIAL.defaults(), **options})
    return ask_plan(round=round_, planner=TRIAL, wish=wish, by=By(user=None))


def prices(rows: list[list[Any]]) -> SimpleUploadedFile:
    """A workbook with a sheet of prices."""
    book = Workbook()
    sheet = book.active
    sheet.title = "价格"
    for row in (["名称", "单价"], *rows):
        sheet.append(row)
    made = BytesIO()
    book.save(made)
    return SimpleUploadedFile("价格表.xlsx", made.getvalue())


def test_a_plan_is_asked_for_and_comes_out(
    assessment: Assessment, supervisor: Client, people: dict[str, User]
) -> None:
    answer = ask(supervisor, assessment.round)
    plan = Plan.everything.get()
    assert answer["Location"] == f"/plans/{plan.pk}/"
    assert plan.options == {"years": 3, "tilt": "1/5", "way": "cheap", "moves": True, "seed": ""}
    assert (plan.state, plan.seconds, plan.assessment) == ("pending", 300, assessment)
    assert "正在后台计算" in supervisor.get(answer["Location"]).content.decode()
    assert plan.job_id is not None
    perform(plan.job_id)
    plan.refresh_from_db()
    assert (plan.state, plan.ending, plan.figures[0][1]) == ("done", "proven", "费用")
    assert Job.everything.get(pk=plan.job_id).link == f"/plans/{plan.pk}/"
    trail = Entry.everything.filter(subject_id=str(plan.pk)).values_list("action", flat=True)
    assert list(trail) == ["plans.made", "plans.ask"]
    assert "已证明是最好的方案" in Notice.everything.get(to=people["county_supervisor"]).text


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("option-years", "0", "应在 1 到 9 之间"),
        ("option-years", "三", "应是整数"),
        ("option-years", "9" * 30, "应是整数"),
        ("option-tilt", "120%", "应是比例"),
        ("option-tilt", "nan", "应是比例"),
        ("option-way", "other", "请选一项"),
        ("option-seed", "x" * 101, "太长"),
        ("name", " ", "请填写"),
        ("name", "长" * 81, "不超过 80 个字"),
        ("minutes", "0", "应在 1 到 60 之间"),
        ("minutes", "-1", "应在 1 到 60 之间"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    assessment: Assessment, supervisor: Client, field: str, text: str, said: str
) -> None:
    answer = ask(supervisor, assessment.round, **{field: text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'role="alert"' in page
    assert not Plan.everything.exists()


def test_a_plan_needs_an_assessment_where_its_planner_does(
    filled: Round, supervisor: Client
) -> None:
    page = supervisor.get(f"/plans/new/trial/{filled.pk}/").content.decode()
    assert "先发起判定" in page
    assert "还没有判定" in ask(supervisor, filled).content.decode()
    assert not Plan.everything.exists()
    answer = supervisor.post(f"/plans/new/free/{filled.pk}/", {"name": "一", "minutes": "1"})
    assert answer.status_code == 302


def test_the_same_scenario_is_not_queued_twice(
    assessment: Assessment, people: dict[str, User]
) -> None:
    first = asked(assessment.round)
    with pytest.raises(NotPossible, match="同名"):
        asked(assessment.round)
    assert first.job is not None
    stop(job=first.job, by=By(user=people["county_supervisor"]))
    first.refresh_from_db()
    assert (first.state, first.reason) == (PlanState.FAILED, "已停止")
    assert asked(assessment.round).pk != first.pk


def test_tables_of_a_workbook_reach_the_planner(assessment: Assessment, supervisor: Client) -> None:
    template = supervisor.get(f"/plans/new/trial/{assessment.round.pk}/template.xlsx")
    book = load_workbook(BytesIO(template.content))
    assert book.sheetnames == ["填表说明", "价格"]
    assert [cell.value for cell in book["价格"][1]] == ["名称", "单价（元）"]
    ask(supervisor, assessment.round, workbook=prices([["教师", 100]]))
    plan = Plan.everything.get()
    assert plan.job_id is not None
    perform(plan.job_id)
    plan.refresh_from_db()
    assert plan.outcome["basis"]["prices"] == {"teacher": 100}
    again = {**FORM, "name": "再算", "like": str(plan.pk)}
    supervisor.post(f"/plans/new/trial/{assessment.round.pk}/", again)
    assert Plan.everything.get(name="再算").workbook_digest == plan.workbook_digest
    kept = supervisor.get(f"/plans/{plan.pk}/workbook")
    assert load_workbook(BytesIO(kept.content))["价格"]["B2"].value == 100


def test_a_workbook_with_errors_is_refused_in_the_words_of_the_workbook(
    assessment: Assessment, supervisor: Client
) -> None:
    ask(supervisor, assessment.round, workbook=prices([["教师", "很贵"]]))
    plan = Plan.everything.get()
    assert plan.job_id is not None
    perform(plan.job_id)
    plan.refresh_from_db()
    assert plan.state == PlanState.REFUSED
    assert "价格表.xlsx" in plan.reason
    assert "单价" in plan.reason
    assert "/tmp" not in plan.reason
    page = supervisor.get(f"/plans/{plan.pk}/").content.decode()
    assert "很贵" in page
    assert "没有编制成" in supervisor.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.txt", b"x", "不是工作簿"), ("a.xlsx", b"", "是空的")],
)
def test_what_is_no_workbook_is_refused_at_once(
    assessment: Assessment, supervisor: Client, name: str, content: bytes, said: str
) -> None:
    answer = ask(supervisor, assessment.round, workbook=SimpleUploadedFile(name, content))
    assert said in answer.content.decode()
    assert not Plan.everything.exists()


def test_a_file_that_only_claims_to_be_a_workbook_is_refused_by_the_work(
    assessment: Assessment, supervisor: Client
) -> None:
    ask(supervisor, assessment.round, workbook=SimpleUploadedFile("a.xlsx", b"nothing"))
    plan = Plan.everything.get()
    assert plan.job_id is not None
    perform(plan.job_id)
    plan.refresh_from_db()
    assert plan.state == PlanState.REFUSED
    assert "a.xlsx" in plan.reason


def test_a_finished_plan_is_frozen(make: Make) -> None:
    plan = make("甲")
    light = Plan.everything.filter(pk=plan.pk)
    for change in (lambda: light.update(name="乙"), light.delete):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_a_job_done_twice_stores_once(make: Make) -> None:
    plan = make("甲")
    Job.everything.filter(pk=plan.job_id).update(state=State.WAITING)
    assert plan.job_id is not None
    perform(plan.job_id)
    assert Job.everything.get(pk=plan.job_id).outcome == "已证明是最好的方案"
    assert Entry.everything.filter(action="plans.made").count() == 1


def test_stopping_keeps_the_best_so_far(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("junheng_web.plans.actions.planning_work._PAUSE", -1.0)
    plan = asked(assessment.round)
    tell = Followed._tell

    def told(self: Followed, *given: Any) -> None:
        Job.everything.filter(pk=plan.job_id).update(stop_asked=True)
        tell(self, *given)

    monkeypatch.setattr(Followed, "_tell", told)
    assert plan.job_id is not None
    perform(plan.job_id)
    plan.refresh_from_db()
    assert (plan.state, plan.ending) == ("done", "stopped")
    assert Job.everything.get(pk=plan.job_id).state == State.DONE


def test_a_worker_that_lost_its_job_stores_nothing(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("junheng_web.plans.actions.planning_work._PAUSE", -1.0)
    plan = asked(assessment.round)
    tell = Followed._tell

    def told(self: Followed, *given: Any) -> None:
        Job.everything.filter(pk=plan.job_id).update(attempts=5)
        tell(self, *given)

    monkeypatch.setattr(Followed, "_tell", told)
    assert plan.job_id is not None
    perform(plan.job_id)
    plan.refresh_from_db()
    assert plan.state == PlanState.PENDING


def test_progress_tells_cost_bound_and_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("junheng_web.plans.actions.planning_work._PAUSE", -1.0)
    said: list[str] = []
    followed = Followed(lambda doing, _done, _total: said.append(doing), 60)
    followed.watch.tell("搜索", 1_200_000.0, 1_140_000.0)
    followed.watch.tell("搜索", None, None)
    assert said == ["搜索，目前最好 1,200,000，不可能低于 1,140,000，差距 5.00%", "搜索"]


def test_a_kind_that_is_gone_says_so(
    make: Make, supervisor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make("甲")
    monkeypatch.delitem(planners._REGISTRY.planners, "trial")
    assert supervisor.get(f"/plans/{plan.pk}/").status_code == 200
    assert supervisor.get("/plans/").status_code == 200
    assert supervisor.get(f"/plans/new/trial/{plan.round.pk}/").status_code == 404
