"""Schools and departments: seen by all who are signed in, changed by the region's administrators."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client

from junheng.census.facts import FACTS
from junheng.model.school import AreaClass, SchoolType
from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from junheng_web.territory.models import Department, School
from junheng_web.territory.units import UNITS
from junheng_web.territory.words import AREAS, TYPES
from tests.site.conftest import Land, signed_in

NEW = {"code": "9999010009", "name": "甲县第九小学", "type": "primary", "area_class": "rural"}


@pytest.fixture
def admin(people: dict[str, User]) -> Client:
    return signed_in(people["account_administrator"])


def test_a_school_is_registered_renamed_and_closed(admin: Client, land: Land) -> None:
    admin.post(f"/territory/regions/{land.county.pk}/schools/new", NEW)
    school = School.everything.get(code="9999010009")
    page = f"/territory/schools/{school.pk}/"
    admin.post(page, {"asked": "rename", "rename-name": "甲县城北小学"})
    admin.post(page, {"asked": "close", "close-on": "2026-09-01"})
    school.refresh_from_db()
    assert (school.name, str(school.closed)) == ("甲县城北小学", "2026-09-01")
    text = admin.get(page).content.decode()
    assert "撤销" in text
    assert "close-on" not in text, "a closed school is not closed again"
    actions = list(Entry.everything.filter(path=land.county.path).values_list("action", flat=True))
    for action in ("add_school", "rename_school", "close_school"):
        assert f"territory.{action}" in actions


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "9999010001"}, "已登记给甲县第一小学"),
        ({"code": "x y"}, "只含数字和字母"),
        ({"name": ""}, "请填写"),
        ({"type": "castle"}, "castle"),
    ],
)
def test_a_wrong_school_is_refused_in_the_form(
    admin: Client, land: Land, changes: dict[str, str], says: str
) -> None:
    page = admin.post(f"/territory/regions/{land.county.pk}/schools/new", NEW | changes)
    assert says in page.content.decode()


def test_schools_belong_to_counties_only(admin: Client, land: Land) -> None:
    address = f"/territory/regions/{land.prefecture.pk}/schools/new"
    assert admin.post(address, NEW).status_code == 404


def test_nobody_else_changes_schools_or_departments(people: dict[str, User], land: Land) -> None:
    for role, user in people.items():
        client, own = signed_in(user), role == "account_administrator"
        forbidden = [
            f"/territory/schools/{land.other_school.pk}/",
            f"/territory/regions/{land.other_county.pk}/schools/new",
            f"/territory/regions/{land.other_county.pk}/departments/",
        ]
        if not own:
            forbidden += [
                f"/territory/schools/{land.school.pk}/",
                f"/territory/regions/{land.county.pk}/schools/new",
                f"/territory/departments/{land.finance.pk}/",
            ]
        for address in forbidden:
            assert client.post(address, {"asked": "rename"}).status_code == 403, (role, address)


def test_the_list_of_schools_is_exported_as_seen(people: dict[str, User], land: Land) -> None:
    client = signed_in(people["school_clerk"])
    address = f"/territory/regions/{land.prefecture.pk}/schools/"
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, {"export": "xlsx"}).content))
    assert book.active is not None
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert [row[1] for row in rows] == ["9999010001", "9999010002", "9999020001"]
    assert rows[0][3:5] == ["小学", "镇区"]
    narrowed = client.get(address, {"q": "乙县"}).context["listing"].page
    assert narrowed.paginator.count == 1


def test_departments_are_added_once_and_renamed(admin: Client, land: Land) -> None:
    address = f"/territory/regions/{land.county.pk}/departments/"
    admin.cookies["django_language"] = "en"
    admin.post(address, {"kind": "police"})
    police = Department.everything.get(region=land.county, kind="police")
    assert police.name == "甲县公安局", "a name is kept in Chinese whatever language is spoken"
    admin.cookies["django_language"] = "zh-hans"
    assert "已经登记了" in admin.post(address, {"kind": "police"}).content.decode()
    admin.post(f"/territory/departments/{police.pk}/", {"name": "甲县公安分局"})
    police.refresh_from_db()
    assert police.name == "甲县公安分局"


def test_every_fact_of_the_county_has_a_unit_that_answers_for_it(admin: Client) -> None:
    assert {fact.key for unit in UNITS for fact in unit.facts} == {fact.key for fact in FACTS}
    page = admin.get("/territory/units/").content.decode()
    for fact in FACTS[:5]:
        assert fact.label in page


def test_a_department_shows_what_it_answers_for(admin: Client, land: Land) -> None:
    page = admin.get(f"/territory/departments/{land.finance.pk}/").content.decode()
    finance = next(unit for unit in UNITS if unit.kind == "finance")
    assert finance.facts
    assert all(fact.label in page for fact in finance.facts)


def test_every_type_of_school_and_area_has_a_name() -> None:
    assert {key: str(name) for key, name in TYPES.items()} == {
        each.value: each.zh for each in SchoolType
    }
    assert {key: str(name) for key, name in AREAS.items()} == {
        each.value: each.zh for each in AreaClass
    }


def test_lists_ask_as_often_for_many_schools_as_for_few(
    admin: Client, land: Land, django_assert_max_num_queries: object
) -> None:
    School.everything.bulk_create(
        School(
            code=f"77{number}",
            name=f"{number}小",
            county=land.county,
            type="primary",
            area_class="town",
        )
        for number in range(80)
    )
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        admin.get(f"/territory/regions/{land.prefecture.pk}/schools/")
