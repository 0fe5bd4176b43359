"""Programs read, fill, submit and judge through the same doors as people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.collection.actions.campaigns import Plan, open_campaign, plan_campaign
from junheng_web.collection.models import Campaign, Return, Revision
from junheng_web.jobs.actions import perform
from junheng_web.lib.doors import Permission
from tests.site.api.test_tokens import client, token_of
from tests.site.conftest import Land


@pytest.fixture
def campaign(people: dict[str, User], land: Land) -> Campaign:
    """The campaign of a year, open in the prefecture."""
    by = By(user=people["prefecture_inspector"])
    plan = Plan(
        year=2026,
        title="2026年采集",
        opens_on=date(2026, 9, 1),
        deadline=date(2027, 1, 31),
        rules_on=date(2026, 9, 1),
    )
    made = plan_campaign(region=land.prefecture, plan=plan, by=by)
    open_campaign(campaign=made, by=by)
    return made


def patch(program: Client, of: Return, version: int, **cells: str) -> Any:
    """Change cells of the school's own row."""
    assert of.school is not None
    changes = [
        {"table": "schools", "key": [of.school.code], "column": column, "value": value}
        for column, value in cells.items()
    ]
    return program.patch(
        f"/api/v1/returns/{of.pk}/cells",
        {"version": version, "changes": changes},
        content_type="application/json",
    )


def own(land: Land) -> Return:
    """The return of the school."""
    return Return.everything.get(school=land.school)


def test_a_program_fills_cells_and_learns_what_is_wrong(
    people: dict[str, User], land: Land, campaign: Campaign
) -> None:
    program = client(
        token_of(people["school_clerk"], Permission.READ_RETURNS, Permission.FILL_SCHOOL)
    )
    listed = program.get("/api/v1/returns").json()
    assert [each["school_code"] for each in listed["items"]] == [land.school.code]
    answer = patch(program, own(land), 0, teaching_area_m2="4512.5", multimedia_rooms="很多")
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert (said["version"], said["changed"]) == (1, 2)
    assert any(each["column"] == "multimedia_rooms" for each in said["findings"])
    row = program.get(f"/api/v1/returns/{own(land).pk}").json()["document"]["schools"][0]
    assert row["teaching_area_m2"] == "4512.5"
    assert Revision.everything.get().source == "api"
    assert Entry.everything.filter(action="collection.save").get().channel == "api"


def test_a_program_learns_which_tables_and_columns_there_are_not(
    people: dict[str, User], land: Land, campaign: Campaign
) -> None:
    program = client(
        token_of(people["school_head"], Permission.READ_RETURNS, Permission.FILL_SCHOOL)
    )
    answer = patch(program, own(land), 0, teaching_area_m2="4000", roof="1")
    assert answer.status_code == 422
    assert "学校 schools" in answer.json()["message"]
    assert "roof" in answer.json()["message"]
    changes = [
        {"table": table, "key": ["x"], "column": "name", "value": "1"}
        for table in ("nothing", "county")
    ]
    answer = program.patch(
        f"/api/v1/returns/{own(land).pk}/cells",
        {"version": 0, "changes": changes},
        content_type="application/json",
    )
    assert answer.status_code == 422
    told = [each["message"] for each in answer.json()["defects"]]
    assert [("nothing" in told[0], "county" in told[1]), len(told)] == [(True, True), 2]
    assert not Revision.everything.exists()


def test_a_program_that_saw_an_older_version_is_told_and_overwrites_nothing(
    people: dict[str, User], land: Land, campaign: Campaign
) -> None:
    program = client(
        token_of(people["school_head"], Permission.READ_RETURNS, Permission.FILL_SCHOOL)
    )
    assert patch(program, own(land), 0, teaching_area_m2="4000").status_code == 200
    late = patch(program, own(land), 0, teaching_area_m2="5000")
    assert late.status_code == 409
    assert late.json()["defects"][0]["theirs"] == "4000"
    assert own(land).document["schools"][0]["teaching_area_m2"] == "4000"


def test_a_program_without_the_right_changes_nothing(
    people: dict[str, User], land: Land, campaign: Campaign
) -> None:
    reader = client(token_of(people["county_leader"], Permission.READ_RETURNS))
    assert patch(reader, own(land), 0, teaching_area_m2="1").status_code == 403
    stranger = client(
        token_of(people["school_clerk"], Permission.READ_RETURNS, Permission.FILL_SCHOOL)
    )
    other = Return.everything.get(school=land.second_school)
    assert patch(stranger, other, 0, teaching_area_m2="1").status_code == 404
    assert not Revision.everything.exists()


def test_a_return_with_defects_is_not_submitted_and_all_of_them_are_told(
    people: dict[str, User], land: Land, campaign: Campaign
) -> None:
    program = client(
        token_of(people["school_head"], Permission.READ_RETURNS, Permission.SUBMIT_SCHOOL)
    )
    answer = program.post(
        f"/api/v1/returns/{own(land).pk}/submit", {}, content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.json()["defects"]
    assert own(land).state == "draft"


def test_a_program_asks_for_a_judgement_and_watches_it(
    people: dict[str, User], land: Land, campaign: Campaign
) -> None:
    program = client(
        token_of(
            people["county_supervisor"],
            Permission.READ_RETURNS,
            Permission.RUN_ASSESSMENTS,
            Permission.READ_ASSESSMENTS,
        )
    )
    rounds = program.get("/api/v1/rounds").json()["items"]
    assert [each["county_code"] for each in rounds] == ["999901"]
    answer = program.post(
        f"/api/v1/rounds/{rounds[0]['id']}/assessments",
        {"basis": "draft"},
        content_type="application/json",
    )
    assert answer.status_code == 202, answer.content
    perform(answer.json()["id"])
    assert program.get(f"/api/v1/jobs/{answer.json()['id']}").json()["state"] in ("done", "failed")
    assert program.get("/api/v1/assessments").json()["count"] == 1
    locked = program.post(
        f"/api/v1/rounds/{rounds[0]['id']}/assessments",
        {"basis": "locked"},
        content_type="application/json",
    )
    assert locked.status_code == 422
