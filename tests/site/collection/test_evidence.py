"""Evidence files: known by their content, served as downloads only, never thrown away."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from junheng_web.collection.models import Evidence, Return, ReturnState
from tests.site.collection.fill_world import Season, season_of
from tests.site.conftest import Land, person, signed_in

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF"


def office(part: str, *more: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", part, *more):
            archive.writestr(name, "<x/>")
    return made.getvalue()


@pytest.fixture
def season(land: Land) -> Season:
    return season_of(land)


@pytest.fixture
def client(season: Season, people: dict[str, User]) -> Client:
    return signed_in(people["county_statistician"])


def add(client: Client, of: Return, name: str, content: bytes, clause: str = "7.1") -> Any:
    return client.post(
        reverse("collection:evidence", args=[of.pk]),
        {"clause": clause, "file": SimpleUploadedFile(name, content)},
        follow=True,
    )


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("规划.pdf", PDF, "pdf"),
        ("照片.JPEG", b"\xff\xd8\xff\xe0rest", "jpg"),
        ("图.png", b"\x89PNG\r\n\x1a\nrest", "png"),
        ("文件.docx", office("word/document.xml"), "docx"),
        ("表.xlsx", office("xl/workbook.xml"), "xlsx"),
    ],
)
def test_files_of_the_kinds_taken_are_kept_under_a_name_nobody_can_guess(
    season: Season, client: Client, name: str, content: bytes, kind: str
) -> None:
    page = add(client, season.education, name, content).content.decode()
    assert name in page
    kept = Evidence.everything.get()
    assert (kept.kind, kept.name, kept.size) == (kind, name, len(content))
    assert kept.digest == hashlib.sha256(content).hexdigest()
    assert name.rpartition(".")[0] not in kept.file.name
    with kept.file.open("rb") as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>", "不是能收的文件"),
        ("a.html", PDF, "名称却以 html 结尾"),
        ("a.png", PDF, "内容是 PDF"),
        ("a.docx", office("xl/workbook.xml"), "内容是 XLSX"),
        ("a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), "不是能收的文件"),
        ("a.docx", b"PK\x03\x04broken", "不是能收的文件"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是能收的文件"),
        ("a.pdf", b"", "文件是空的"),
    ],
)
def test_other_files_are_refused_in_words(
    season: Season, client: Client, name: str, content: bytes, said: str
) -> None:
    answer = add(client, season.education, name, content)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert not Evidence.everything.exists()


def test_a_file_beyond_the_limit_is_refused(season: Season, client: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 20
    assert "文件太大" in add(client, season.education, "a.pdf", PDF).content.decode()


def test_a_clause_that_needs_no_evidence_is_refused(season: Season, client: Client) -> None:
    page = add(client, season.education, "a.pdf", PDF, clause="6.1").content.decode()
    assert "不需要佐证" in page


def test_the_same_file_twice_is_told(season: Season, client: Client) -> None:
    add(client, season.education, "a.pdf", PDF)
    assert "已经上传过" in add(client, season.education, "b.pdf", PDF).content.decode()
    page = add(client, season.education, "b.pdf", PDF, clause="7.2").content.decode()
    assert "同一个文件也是第 7.1 条的佐证" in page
    assert Evidence.everything.count() == 2


def test_a_file_is_served_as_a_download_that_no_browser_runs_and_on_record(
    season: Season, client: Client, people: dict[str, User]
) -> None:
    add(client, season.education, "规 划.pdf", PDF)
    kept = Evidence.everything.get()
    answer = client.get(reverse("collection:evidence_file", args=[kept.pk]))
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.everything.get(action="collection.read_evidence")
    assert entry.actor == people["county_statistician"]


def test_a_file_is_withdrawn_and_not_deleted(season: Season, client: Client) -> None:
    add(client, season.education, "a.pdf", PDF)
    kept = Evidence.everything.get()
    withdraw = reverse("collection:withdraw_evidence", args=[kept.pk])
    assert client.get(withdraw).status_code == 405
    for _ in range(2):
        client.post(withdraw)
    kept.refresh_from_db()
    assert kept.withdrawn_at is not None
    assert kept.file.storage.exists(kept.file.name)
    assert Entry.everything.filter(action="collection.withdraw_evidence").count() == 1
    assert add(client, season.education, "a.pdf", PDF).status_code == 200


def test_others_neither_see_nor_add_nor_withdraw(
    season: Season, client: Client, people: dict[str, User], land: Land
) -> None:
    add(client, season.education, "a.pdf", PDF)
    kept = Evidence.everything.get()
    file = reverse("collection:evidence_file", args=[kept.pk])
    withdraw = reverse("collection:withdraw_evidence", args=[kept.pk])
    strangers = [
        people["school_clerk"],
        people["department_clerk"],
        people["auditor"],
        person("neighbour", "county_statistician", region=land.other_county),
    ]
    for user in strangers:
        other = signed_in(user)
        assert other.get(file).status_code == 404
        assert other.post(withdraw).status_code == 404
        assert add(other, season.education, "b.pdf", PDF + b"2").status_code == 404
    leader = signed_in(people["county_leader"])
    assert b"".join(leader.get(file)) == PDF
    assert leader.post(withdraw).status_code == 403
    assert add(leader, season.education, "b.pdf", PDF + b"2").status_code == 403
    assert Client().get(file).status_code == 302
    kept.refresh_from_db()
    assert kept.withdrawn_at is None


def test_nothing_is_added_to_a_return_that_is_closed(season: Season, client: Client) -> None:
    Return.everything.filter(pk=season.education.pk).update(state=ReturnState.LOCKED)
    assert "不能修改" in add(client, season.education, "a.pdf", PDF).content.decode()
    assert not Evidence.everything.exists()
