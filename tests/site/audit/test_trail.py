"""Who reads the trail, how far, and what it shows."""

from __future__ import annotations

import io

import openpyxl
import pytest

from junheng_web.accounts.models import User
from junheng_web.audit.actions import SYSTEM, record
from junheng_web.audit.models import Entry
from tests.site.conftest import Land, person, signed_in


def written(land: Land, name: str = "collection.demo", **more: object) -> Entry:
    return record(name, by=SYSTEM, subject=land.school, path=land.county.path, **more)  # type: ignore[arg-type]


def test_an_auditor_sees_the_rows_of_the_own_region_only(land: Land) -> None:
    inside = written(land)
    outside = record("collection.demo", by=SYSTEM, subject=land.other_school, path="")
    beside = record(
        "collection.demo", by=SYSTEM, subject=land.school, path=land.other_prefecture.path
    )
    client = signed_in(person("aud", "auditor", region=land.prefecture))
    assert client.get(f"/audit/{inside.number}/").status_code == 200
    assert client.get(f"/audit/{outside.number}/").status_code == 404
    assert client.get(f"/audit/{beside.number}/").status_code == 404


def test_the_auditor_at_the_top_sees_rows_of_no_region(land: Land) -> None:
    row = record("collection.demo", by=SYSTEM, subject=land.school)
    assert land.province.parent is not None
    client = signed_in(person("top", "auditor", region=land.province.parent))
    assert client.get(f"/audit/{row.number}/").status_code == 200


@pytest.mark.parametrize("address", ["/audit/", "/audit/1/", "/audit/verify/"])
def test_only_auditors_open_the_trail(people: dict[str, User], address: str) -> None:
    for role, user in people.items():
        expected = {200, 404} if role == "auditor" else {403}
        assert signed_in(user).get(address).status_code in expected, role


def test_before_and_after_stand_side_by_side(land: Land, people: dict[str, User]) -> None:
    row = written(land, before={"name": "旧名", "same": 1}, after={"name": "新名", "same": 1})
    page = signed_in(people["auditor"]).get(f"/audit/{row.number}/").content.decode()
    assert "旧名" in page
    assert "新名" in page
    assert page.count("有变化") == 1


def test_reading_and_exporting_the_trail_is_written_down(
    land: Land, people: dict[str, User]
) -> None:
    row = written(land)
    client = signed_in(people["auditor"])
    client.get("/audit/?q=甲县")
    client.get(f"/audit/{row.number}/")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/audit/?export=xlsx").content))
    assert book.active is not None
    assert book.active.cell(1, 1).value == "序号"
    actions = list(
        Entry.everything.filter(actor=people["auditor"]).values_list("action", flat=True)
    )
    for action in ("audit.read_trail", "audit.read_entry", "audit.export_trail"):
        assert actions.count(action) == 1, action


def test_filters_narrow_the_list(land: Land, people: dict[str, User]) -> None:
    written(land, personal=True)
    client = signed_in(people["auditor"])
    page = client.get("/audit/", {"personal": "True"})
    assert page.context["listing"].page.paginator.count == 1
    page = client.get("/audit/", {"subject_kind": "accounts.user"})
    assert {row.subject_kind for row in page.context["listing"].page} <= {"accounts.user"}
    beginning = page.context["listing"].filters[0].choices[0][0]
    everything = client.get("/audit/", {"at__gte": beginning}).context["listing"].page
    assert everything.paginator.count > 1
    before = client.get("/audit/", {"at__lt": beginning}).context["listing"].page
    assert before.paginator.count == 0, "nothing was written before today"


def test_the_list_asks_the_database_as_often_for_many_rows_as_for_few(
    land: Land, people: dict[str, User], django_assert_max_num_queries: object
) -> None:
    client = signed_in(people["auditor"])
    for _each in range(60):
        written(land)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        client.get("/audit/")
