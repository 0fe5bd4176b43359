"""What if, and what can be taken away: trials change nothing, downloads are whole and noted."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile

import pytest
from django.test import Client

from junheng_web.accounts.models import User
from junheng_web.assessments.actions.exporting import archive_of, ask_files
from junheng_web.assessments.models import Assessment
from junheng_web.assessments.tasks import tell
from junheng_web.audit.actions import SYSTEM
from junheng_web.audit.models import Entry
from junheng_web.collection.models import Return, Revision, Round, Source
from junheng_web.jobs.actions import perform
from junheng_web.jobs.models import Job
from tests.site.assessments.conftest import judged
from tests.site.conftest import signed_in


@pytest.fixture
def leader(people: dict[str, User]) -> Client:
    return signed_in(people["county_leader"])


def fact(assessment: Assessment, key: str) -> tuple[str, str]:
    """The name in the form and the present value of a fact of the county."""
    for number, row in enumerate(assessment.entered["county"], 1):
        if row["key"] == key:
            return f"cell:county:{number}:value", row["value"]
    raise KeyError(key)


def mended(assessment: Assessment) -> dict[str, object]:
    """What a user types to mend the rotation: enough rotated teachers."""
    name, now = fact(assessment, "rotated")
    return {"school": "county", name: str(int(now) + 1)}


def test_a_trial_shows_what_would_change_and_changes_nothing(
    assessment: Assessment, leader: Client
) -> None:
    address = f"/assessments/{assessment.pk}/what-if/"
    before = list(Return.everything.values_list("pk", "version", "document"))
    page = leader.post(address, mended(assessment)).content.decode()
    assert "差 2 项（存档结论：未达标，差 3 项）" in page
    assert "7.11 教师交流轮岗" in page
    assert "试算，不改变数据" in page
    assert list(Return.everything.values_list("pk", "version", "document")) == before
    assert Assessment.everything.count() == 1


def test_a_trial_of_several_changes_at_once(assessment: Assessment, leader: Client) -> None:
    address = f"/assessments/{assessment.pk}/what-if/"
    line = assessment.rows.filter(status="not_met").first()
    assert line is not None
    stage = next(
        number
        for number, row in enumerate(assessment.entered["stages"], 1)
        if (row["school_code"], row["stage"]) == (line.school_code, line.stage)
    )
    given = mended(assessment) | {
        "school": ["county", line.school_code],
        f"cell:stages:{stage}:pupils": "100",
    }
    part = leader.post(address, given, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "改了 2 个数" in part


def test_a_trial_refuses_what_the_form_would_refuse(assessment: Assessment, leader: Client) -> None:
    name, _now = fact(assessment, "rotated")
    given = {"school": "county", name: "三十多"}
    page = leader.post(f"/assessments/{assessment.pk}/what-if/", given).content.decode()
    assert "填的数有问题，没有试算" in page
    assert 'value="三十多"' in page


def test_a_trial_is_exported_as_a_comparison(assessment: Assessment, leader: Client) -> None:
    given = mended(assessment) | {"do": "export"}
    answer = leader.post(f"/assessments/{assessment.pk}/what-if/", given)
    assert answer["Content-Type"].endswith("sheet")
    assert zipfile.is_zipfile(io.BytesIO(answer.content))


def test_a_change_tried_comes_out_as_the_same_change_made(
    filled: Round, assessment: Assessment, leader: Client
) -> None:
    name, now = fact(assessment, "rotated")
    page = leader.post(
        f"/assessments/{assessment.pk}/what-if/", mended(assessment)
    ).content.decode()
    for each in Return.everything.filter(round=filled, department__isnull=False):
        for row in each.document["county"]:
            if row["key"] == "rotated":
                row["value"] = str(int(now) + 1)
                each.save()
    made = judged(filled)
    assert f"差 {made.unmet} 项（存档结论" in page
    assert name


def test_the_files_are_written_in_the_background_and_taking_them_is_noted(
    assessment: Assessment, leader: Client
) -> None:
    address = f"/assessments/{assessment.pk}/files"
    assert leader.get(f"{address}/all.zip").status_code == 302
    answer = leader.post(address)
    job = Job.everything.get(kind="write-files")
    assert answer["Location"] == f"/jobs/{job.pk}/"
    perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.link) == ("done", address)
    taken = leader.get(f"{address}/all.zip")
    content = b"".join(taken.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == [
            "999901-一校一案.docx",
            "999901-报告.docx",
            "999901-报告.html",
            "999901-申报表.xlsx",
            "evaluation.json",
        ]
        assert json.loads(archive.read("evaluation.json")) == assessment.document
    result = leader.get(f"{address}/evaluation.json")
    assert json.loads(result.content) == assessment.document
    noted = Entry.everything.filter(action="assessments.download").values_list("after", flat=True)
    assert [each["what"] for each in noted] == ["evaluation.json", "甲县 2025.zip"]
    asked = Entry.everything.get(action="assessments.ask_files")
    assert (asked.subject_id, asked.channel) == (str(assessment.pk), "web")


def test_what_a_killed_worker_left_half_written_is_cleared_away(assessment: Assessment) -> None:
    place = archive_of(assessment).parent
    place.mkdir(parents=True, exist_ok=True)
    left, at_work = place / "writing-killed", place / "writing-now"
    for each in (left, at_work):
        each.mkdir()
        (each / "whole.zip").write_bytes(b"PK")
    os.utime(left, (0, 0))
    perform(ask_files(assessment=assessment, by=SYSTEM).pk)
    assert archive_of(assessment).exists()
    assert not left.exists()
    assert at_work.exists(), "another worker may still be writing there"
    shutil.rmtree(at_work)


def test_a_derivation_names_who_entered_each_cell(
    filled: Round, people: dict[str, User], land: object, leader: Client
) -> None:
    of = Return.everything.get(round=filled, school__code="9999010001")
    row = of.document["stages"][0]
    for version, user in ((1, "school_head"), (2, "county_statistician")):
        Revision.everything.create(
            of=of,
            version=version,
            by=people[user],
            source=Source.FORM,
            changes=[
                {
                    "table": "stages",
                    "key": ["9999010001", row["stage"]],
                    "column": "backbone",
                    "before": "",
                    "after": row["backbone"],
                }
            ],
        )
    assessment = judged(filled)
    address = f"/assessments/{assessment.pk}/explain/9999010001:{row['stage']}:backbone"
    page = leader.get(address).content.decode()
    assert "head君" in page
    assert "statistician君" not in page
    assert "网上填报" in page
    assert "没有逐格的修改记录" in page


def test_what_waits_is_told(filled: Round, people: dict[str, User]) -> None:
    supervisor = people["county_supervisor"]
    assert [task.text for task in tell(supervisor)] == ["1 个县已锁定，还没有判定"]
    assert tell(people["county_leader"]) == []
    judged(filled)
    assert tell(supervisor) == []
