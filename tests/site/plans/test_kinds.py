"""The planners of the library, as the site offers them: asked for with their tables, they come out."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from junheng.planning.subjects import BY_NAME
from junheng_web.accounts.models import User
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.assessments.models import Assessment
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.collection.models import Round
from junheng_web.jobs.actions import perform
from junheng_web.plans.actions.adopting import adopt
from junheng_web.plans.actions.asking import Wish, ask_plan
from junheng_web.plans.kinds import KINDS
from junheng_web.plans.models import Plan, PlanState, Task
from junheng_web.plans.planners import Planner, Sort, planner_of
from junheng_web.plans.template import template
from tests.site.conftest import signed_in

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "plans"


def workbook(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> SimpleUploadedFile:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made = BytesIO()
    book.save(made)
    return SimpleUploadedFile("附表.xlsx", made.getvalue())


def example(subject: str) -> SimpleUploadedFile:
    """The example of the manual as a workbook: a sheet for each of the subject's files."""
    sheets = {}
    for table in BY_NAME[subject].tables:
        for path in (EXAMPLES / subject).glob(f"{table.name}.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                sheets[table.sheet] = list(csv.reader(file))
    return workbook(sheets)


def planned(
    round_: Round, kind: str, file: SimpleUploadedFile | None, user: User, **options: Any
) -> Plan:
    """A plan made through the queue."""
    planner = planner_of(kind)
    wish = Wish(name="试", options={**planner.defaults(), **options}, file=file)
    asked = ask_plan(round=round_, planner=planner, wish=wish, by=By(user=user))
    assert asked.job_id is not None
    perform(asked.job_id)
    return Plan.everything.get(pk=asked.pk)


def tables(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """The rows of a plan's tables by name."""
    return {
        each["name"]: [
            dict(zip([column[0] for column in each["columns"]], row, strict=True))
            for row in each["rows"]
        ]
        for each in plan.outcome["tables"]
    }


@pytest.mark.parametrize("planner", KINDS, ids=lambda each: each.kind)
def test_every_default_is_what_its_own_field_reads(planner: Planner) -> None:
    for option in planner.options:
        if option.sort is not Sort.FLAG:
            assert option.read(option.typed(option.default)) == option.default, option.name
        assert option.said(option.default)


def test_quota_shares_the_places_of_the_workbook(
    assessment: Assessment, people: dict[str, User]
) -> None:
    user, file = people["county_supervisor"], example("quota")
    plan = planned(assessment.round, "quota", file, user, rural_tilt="1/5")
    assert plan.state == PlanState.DONE, plan.reason
    rows = tables(plan)["schools"]
    figures = {name: value for name, _, value, *_ in plan.figures}
    assert sum(row["places"] for row in rows if row["school_code"]) == figures["allotted"]
    assert plan.assessment is None


def test_places_are_forecast_from_the_workbook(
    assessment: Assessment, people: dict[str, User]
) -> None:
    plan = planned(assessment.round, "places", example("places"), people["county_supervisor"])
    assert plan.state == PlanState.DONE, plan.reason
    assert tables(plan)["demand"]


def test_posts_are_held_against_the_rule(assessment: Assessment, people: dict[str, User]) -> None:
    planner = planner_of("posts")
    census = evaluation_of(assessment).census
    assert planner.prefill is not None
    rows = planner.prefill(census)["posts"]
    pupils = {each.school_code: 0 for each in census.schools}
    for each in census.stages:
        pupils[each.school_code] += each.pupils
    allotted = [(code, pupils[code] // 17 + 1, pupils[code] // 17) for (code,) in rows]
    file = workbook({"编制": [("学校标识码", "核定编制数", "在编教职工数"), *allotted]})
    plan = planned(assessment.round, "posts", file, people["county_supervisor"])
    assert plan.state == PlanState.DONE, plan.reason
    assert {row["school_code"] for row in tables(plan)["schools"]} >= {code for (code,) in rows}
    assert plan.assessment == assessment


def test_the_cheapest_way_to_comply_becomes_tasks_once_adopted(
    assessment: Assessment, people: dict[str, User]
) -> None:
    user = people["county_supervisor"]
    plan = planned(assessment.round, "comply", None, user, years=2, compare=False, gap="5")
    assert plan.state == PlanState.DONE, plan.reason
    rows = tables(plan)["tasks"]
    adopt(plan=plan, note="", by=By(user=user))
    tasks = list(Task.everything.order_by("order"))
    assert [task.amount for task in tasks] == [row["quantity"] for row in rows]
    assert [task.school_code for task in tasks] == [row["school_code"] for row in rows]
    assert {task.due.isoformat()[4:] for task in tasks} == {"-12-31"}
    assert all(task.what for task in tasks)


def test_large_classes_end_by_the_year_asked_for(
    assessment: Assessment, people: dict[str, User]
) -> None:
    user = people["county_supervisor"]
    plan = planned(assessment.round, "classes-needed", None, user, within_years=2, large_years=2)
    assert plan.state == PlanState.DONE, plan.reason
    assert plan.figures
    late = planned(assessment.round, "classes-needed", None, user, within_years=1, large_years=3)
    assert (late.state, "晚于" in late.reason) == (PlanState.REFUSED, True)


def test_schools_are_laid_out_from_the_workbook(
    assessment: Assessment, people: dict[str, User]
) -> None:
    planner = planner_of("layout")
    assert planner.prefill is not None
    assert planner.prefill(evaluation_of(assessment).census)["sites"]
    user = people["county_supervisor"]
    plan = planned(assessment.round, "layout", example("layout"), user)
    assert plan.state == PlanState.DONE, plan.reason
    assert plan.figures
    adopt(plan=plan, note="", by=By(user=user))
    tasks = list(Task.everything.order_by("order"))
    assert [task.what for task in tasks] == [row["task"] for row in tables(plan)["tasks"]]
    assert {task.responsible for task in tasks} == {"education"}
    assert all(task.due >= timezone.localdate() + timedelta(days=365) for task in tasks)


def test_teachers_rotate_and_their_roster_is_not_for_all(
    assessment: Assessment, people: dict[str, User]
) -> None:
    census = evaluation_of(assessment).census
    rows = [
        (each.school_code, each.stage.zh, f"T{number}-{each.school_code}-{each.stage.value}", "语文",
         "本科", "否", 8)
        for each in census.stages
        for number in range(4)
        if each.stage.value in ("primary", "junior")
    ]  # fmt: skip
    table = BY_NAME["rotate"].tables[0]
    names = ("school_code", "stage", "person_id", "subject", "degree", "backbone",
             "years_at_school")  # fmt: skip
    known = {column.name: column.header for column in table.columns}
    assert set(names) <= set(known), known
    file = workbook({table.sheet: [[known[name] for name in names], *rows]})
    plan = planned(assessment.round, "rotate", file, people["county_supervisor"], furthest_km="40")
    assert plan.state == PlanState.DONE, plan.reason
    address = f"/plans/{plan.pk}/workbook"
    assert signed_in(people["county_supervisor"]).get(address).status_code == 200
    assert Entry.everything.filter(action="plans.download", personal=True).exists()
    assert signed_in(people["county_leader"]).get(address).status_code == 403
    page = signed_in(people["county_leader"]).get(f"/plans/{plan.pk}/").content.decode()
    assert address not in page


def test_the_template_holds_what_the_county_is_known_for(assessment: Assessment) -> None:
    planner = planner_of("quota")
    assert planner.subject is not None
    assert planner.prefill is not None
    known = planner.prefill(evaluation_of(assessment).census)
    book = load_workbook(BytesIO(template(planner.subject, known)))
    codes = [cell.value for cell in book["初中毕业生"]["A"][1:] if cell.value]
    assert codes == [row[0] for row in known["quota_juniors"]]
    assert codes


def test_what_looks_like_a_formula_stays_text_in_the_template() -> None:
    subject = BY_NAME["quota"]
    book = load_workbook(BytesIO(template(subject, {"quota_juniors": [("1", "=1+1", "乡村")]})))
    cell = book["初中毕业生"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_workbook_of_another_subject_is_refused_with_what_is_missing(
    assessment: Assessment, people: dict[str, User]
) -> None:
    plan = planned(assessment.round, "quota", example("places"), people["county_supervisor"])
    assert plan.state == PlanState.REFUSED
    assert "初中毕业生" in plan.reason
