"""Schools declared absent are named with the reason, wherever a judgement goes without them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from junheng_web.accounts.models import User
from junheng_web.assessments.actions.exporting import ABSENT, ask_files
from junheng_web.assessments.comparing import compare
from junheng_web.assessments.models import Assessment
from junheng_web.audit.actions import SYSTEM
from junheng_web.collection.models import Return, ReturnState, Round
from junheng_web.jobs.actions import perform
from junheng_web.lib.doors import Permission
from tests.site.api.test_tokens import client, token_of
from tests.site.assessments.conftest import judged
from tests.site.conftest import signed_in

REASON = "2025年8月已撤并到中心小学 <b>"
COUNTY = "/assessments/999901/2025/"


@pytest.fixture
def gone(filled: Round) -> Return:
    """A school that hands nothing in."""
    found = Return.everything.filter(round=filled, school__isnull=False).order_by("pk").first()
    assert found is not None
    found.state, found.absent_reason = ReturnState.ABSENT, REASON
    found.save()
    return found


@pytest.fixture
def assessment(filled: Round, gone: Return) -> Assessment:
    return judged(filled)


def test_the_county_page_names_them_and_says_that_they_are_not_judged(
    assessment: Assessment, gone: Return, people: dict[str, User]
) -> None:
    page = signed_in(people["county_leader"]).get(COUNTY).content.decode()
    section = page[page.index('id="absent"') : page.index('id="even"')]
    assert "没有参加判定的 1 个" in section
    for word in (gone.school.name, gone.school.code, "2025年8月已撤并到中心小学 &lt;b&gt;"):  # type: ignore[union-attr]
        assert word in section


def test_what_was_kept_stays_when_the_school_comes_back(
    assessment: Assessment, gone: Return, people: dict[str, User]
) -> None:
    gone.state, gone.absent_reason = ReturnState.APPROVED, ""
    gone.save()
    assert compare(assessment).equal
    page = signed_in(people["county_leader"]).get(COUNTY).content.decode()
    assert "2025年8月已撤并" in page
    fresh = judged(gone.round)
    assert fresh.absent == []
    page = signed_in(people["county_leader"]).get(f"{COUNTY}?version={fresh.pk}").content.decode()
    assert 'id="absent"' not in page


def test_the_files_and_the_interface_carry_them(
    assessment: Assessment, gone: Return, people: dict[str, User]
) -> None:
    inspector = people["prefecture_inspector"]
    program = client(token_of(inspector, Permission.READ_ASSESSMENTS))
    told = program.get(f"/api/v1/assessments/{assessment.pk}").json()
    assert gone.school is not None
    wanted = {
        "kind": "school",
        "code": gone.school.code,
        "name": gone.school.name,
        "reason": REASON,
    }
    assert told["absent"] == [wanted]
    perform(ask_files(assessment=assessment, by=SYSTEM).pk)
    taken = signed_in(inspector).get(f"/assessments/{assessment.pk}/files/all.zip")
    content = b"".join(taken.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read(ABSENT)))
    rows = list(book.worksheets[0].values)
    assert rows[1] == (gone.school.name, gone.school.code, REASON, "不参加判定")
    assert len(rows) == 2
