"""A stored assessment can be computed again, and any tampering shows."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from junheng_web.accounts.models import User
from junheng_web.assessments import comparing
from junheng_web.assessments.comparing import compare
from junheng_web.assessments.frozen import LINES
from junheng_web.assessments.models import Assessment
from junheng_web.audit.models import Entry
from junheng_web.jobs.actions import perform
from junheng_web.jobs.models import Job
from tests.site.conftest import signed_in


def tamper(sql: str, *values: Any) -> None:
    """What only someone with the database in hand could do: the triggers taken away first."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER assessments_assessment_frozen_update")
        for table in LINES:
            cursor.execute(f"DROP TRIGGER {table}_frozen_update")
        cursor.execute(sql, values)


def recompute(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("recompute", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_an_untouched_assessment_comes_out_equal(assessment: Assessment) -> None:
    assert compare(assessment).equal
    assert recompute(str(assessment.pk))[0] == 0
    assert recompute("--campaign", "2025")[1].endswith("核对 1 份，不一致 0 份\n")
    entry = Entry.everything.filter(action="assessments.recompute").first()
    assert entry is not None
    assert entry.after["equal"] is True


@pytest.fixture
def on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the triggers are taken away in SQLite's words")


@pytest.mark.usefixtures("on_sqlite")
def test_a_changed_input_is_found(assessment: Assessment) -> None:
    entered = assessment.entered
    entered["stages"][0]["backbone"] = "0"
    tamper(
        "UPDATE assessments_assessment SET entered = %s WHERE id = %s",
        json.dumps(entered),
        assessment.pk.hex,
    )
    code, told = recompute("--all")
    assert code == 1
    assert "输入指纹" in told
    assert "backbone" in told


@pytest.mark.usefixtures("on_sqlite")
def test_a_changed_line_is_found(assessment: Assessment) -> None:
    tamper("UPDATE assessments_clauseline SET status = 'met' WHERE clause = '7.11'")
    code, told = recompute("--all")
    assert code == 1
    assert "clauses[7.11].status：存的是 met，重算得 not_met" in told


@pytest.mark.usefixtures("on_sqlite")
def test_a_changed_document_is_found(assessment: Assessment) -> None:
    tamper(
        "UPDATE assessments_assessment SET document = "
        "json_set(document, '$.counties[0].verdict', 'met')"
    )
    found = compare(Assessment.everything.get())
    assert [str(each) for each in found.differences] == [
        "document.counties[999901].verdict：存的是 met，重算得 not_met"
    ]


@pytest.mark.usefixtures("on_sqlite")
def test_another_edition_of_the_rules_is_said(assessment: Assessment) -> None:
    tamper("UPDATE assessments_assessment SET fingerprint = %s", "0" * 64)
    found = compare(Assessment.everything.get())
    assert found.notes[0].startswith("规则版本已变：当时的规则指纹是 0000000000000000")
    assert [each.place for each in found.differences] == ["规则指纹"]


def test_another_program_is_said_and_still_compared(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "__version__", "9.9")
    found = compare(assessment)
    assert found.equal
    assert "现在 9.9" in found.notes[0]


def test_no_such_assessment(db: None) -> None:
    with pytest.raises(CommandError, match="没有这样的判定"):
        call_command("recompute", "--all")
    with pytest.raises(CommandError, match="不是判定编号"):
        call_command("recompute", "甲县")


def test_the_button_asks_a_job(assessment: Assessment, people: dict[str, User]) -> None:
    address = f"/assessments/{assessment.pk}/recompute"
    assert signed_in(people["county_leader"]).post(address).status_code == 403
    answer = signed_in(people["county_supervisor"]).post(address)
    job = Job.everything.get(kind="recompute")
    assert answer["Location"] == f"/jobs/{job.pk}/"
    asked = Entry.everything.get(action="assessments.ask_recompute")
    assert (asked.actor, asked.subject_id) == (people["county_supervisor"], str(assessment.pk))
    assert asked.path == assessment.round.county.path
    perform(job.pk)
    job.refresh_from_db()
    assert job.outcome == "重新计算的结果与存档完全一致"
