"""Regions through time: what they were called when, and who changes that."""

from __future__ import annotations

from datetime import date

import pytest

from junheng_web.accounts.models import User
from junheng_web.audit.actions import SYSTEM
from junheng_web.audit.models import Entry
from junheng_web.territory.actions import NotPossible, add_region, rename_region
from junheng_web.territory.models import Level, Region
from junheng_web.territory.queries import region_of_code, tree_on
from tests.site.conftest import Land, person, signed_in

CHANGED = date(2021, 2, 3)


@pytest.fixture
def lufeng(db: None) -> Region:
    """禄丰 was 532331 and became 532302 when it became a city."""
    yunnan = add_region(code="530000", name="云南省", level=Level.PROVINCE, parent=None, by=SYSTEM)
    chuxiong = add_region(
        code="532300", name="楚雄州", level=Level.PREFECTURE, parent=yunnan, by=SYSTEM
    )
    found = add_region(code="532331", name="禄丰县", level=Level.COUNTY, parent=chuxiong, by=SYSTEM)
    rename_region(region=found, code="532302", name="禄丰市", since=CHANGED, by=SYSTEM)
    return found


def test_a_county_that_changes_code_keeps_its_history(lufeng: Region) -> None:
    before, after = date(2021, 2, 2), CHANGED
    assert region_of_code("532331", on=before) == lufeng
    assert region_of_code("532302", on=before) is None
    assert region_of_code("532302", on=after) == lufeng
    assert region_of_code("532331", on=after) is None
    assert [(row.code, row.name) for row in tree_on(before)][-1] == ("532331", "禄丰县")
    assert [(row.code, row.name) for row in tree_on(after)][-1] == ("532302", "禄丰市")


def test_the_pages_show_the_history_and_the_tree_of_a_day(lufeng: Region) -> None:
    client = signed_in(person("reader"))
    page = client.get(f"/territory/regions/{lufeng.pk}/").content.decode()
    for text in ("532331", "禄丰县", "532302", "禄丰市", "2021"):
        assert text in page
    now = client.get("/territory/").content.decode()
    assert "禄丰市" in now
    assert "禄丰县" not in now
    answer = client.get("/territory/on", {"day": "2020-01-01"})
    assert answer["Location"] == "/territory/on/2020-01-01/"
    then = client.get(answer["Location"]).content.decode()
    assert "禄丰县" in then
    assert "禄丰市" not in then


@pytest.mark.parametrize("day", ["yesterday", "2021-02-30", "2021"])
def test_a_day_that_is_none_is_not_found(lufeng: Region, day: str) -> None:
    assert signed_in(person("reader")).get(f"/territory/on/{day}/").status_code == 404


def test_a_code_is_borne_by_one_region_at_a_time(lufeng: Region) -> None:
    with pytest.raises(NotPossible, match="禄丰市"):
        add_region(
            code="532302", name="x", level=Level.COUNTY, parent=lufeng.parent, by=SYSTEM,
            since=date(2022, 1, 1),
        )  # fmt: skip
    other = add_region(
        code="532331", name="x", level=Level.COUNTY, parent=lufeng.parent, by=SYSTEM,
        since=date(2022, 1, 1),
    )  # fmt: skip
    with pytest.raises(NotPossible, match="禄丰市"):
        rename_region(region=other, code="532302", name="x", since=date(2023, 1, 1), by=SYSTEM)
    page = signed_in(person("reader")).get(f"/territory/regions/{other.pk}/").content.decode()
    assert "禄丰县" in page, "who bore the code before is told"


def test_changes_come_one_after_the_other(lufeng: Region) -> None:
    with pytest.raises(NotPossible, match="晚于"):
        rename_region(region=lufeng, code="532309", name="x", since=CHANGED, by=SYSTEM)


def test_an_administrator_renames_and_adds_regions(land: Land) -> None:
    client = signed_in(person("boss", "account_administrator", region=land.prefecture))
    page = f"/territory/regions/{land.county.pk}/"
    form = {"rename-code": "999911", "rename-name": "甲市", "rename-since": "2026-05-01"}
    assert client.post(page, {"asked": "rename"} | form).status_code == 302
    land.county.refresh_from_db()
    assert (land.county.code, land.county.name) == ("999911", "甲市")
    row = Entry.everything.get(action="territory.rename_region")
    assert row.before == {"code": "999901", "name": "甲县"}
    form = {"add-code": "999903", "add-name": "丙县", "add-since": "2026-05-01"}
    client.post(f"/territory/regions/{land.prefecture.pk}/", {"asked": "add"} | form)
    assert Region.everything.get(code="999903").level == Level.COUNTY


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"rename-code": "12", "rename-name": "x", "rename-since": "2026-05-01"}, "6 位数字"),
        ({"rename-code": "999902", "rename-name": "x", "rename-since": "2026-05-01"}, "乙县"),
        ({"rename-code": "999903", "rename-name": "", "rename-since": "2026-05-01"}, "请填写"),
        ({"rename-code": "999903", "rename-name": "x", "rename-since": "1980-01-01"}, "晚于"),
    ],
)
def test_a_wrong_change_is_refused_in_the_form(
    people: dict[str, User], land: Land, form: dict[str, str], says: str
) -> None:
    client = signed_in(people["account_administrator"])
    page = client.post(f"/territory/regions/{land.county.pk}/", {"asked": "rename"} | form)
    assert says in page.content.decode()
    land.county.refresh_from_db()
    assert land.county.code == "999901"


def test_nobody_changes_regions_out_of_reach(people: dict[str, User], land: Land) -> None:
    form = {"rename-code": "999933", "rename-name": "x", "rename-since": "2026-05-01"}
    for role, user in people.items():
        client = signed_in(user)
        places = [land.other_county, land.prefecture]
        places += [] if role == "account_administrator" else [land.county]
        for place in places:
            address = f"/territory/regions/{place.pk}/"
            assert client.get(address).status_code == 200
            assert client.post(address, {"asked": "rename"} | form).status_code == 403, role


def test_a_county_has_no_regions_below(people: dict[str, User], land: Land) -> None:
    client = signed_in(people["account_administrator"])
    form = {"add-code": "999909", "add-name": "x", "add-since": "2026-05-01", "asked": "add"}
    client.post(f"/territory/regions/{land.county.pk}/", form)
    assert not Region.everything.filter(code="999909").exists()


def test_the_tree_asks_the_database_once_for_all_regions(
    land: Land, django_assert_max_num_queries: object
) -> None:
    client = signed_in(person("reader"))
    for number in range(40):
        add_region(
            code=f"9998{number:02}", name=f"{number}县", level=Level.COUNTY,
            parent=land.other_prefecture, by=SYSTEM, since=date(2000, 1, 1),
        ) if number else None  # fmt: skip
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get("/territory/")
