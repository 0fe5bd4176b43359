"""Notices of one kind that come within a minute are one notice, and nothing of them is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.collection.actions.states import submit
from junheng_web.notices import actions
from junheng_web.notices.actions import mark_read, tell
from junheng_web.notices.models import Notice
from junheng_web.notices.queries import unread
from tests.site.collection.states_world import by, fill, opened, return_of
from tests.site.conftest import Land, person, signed_in


def test_several_of_one_kind_are_one_and_each_keeps_its_link(people: dict[str, User]) -> None:
    user, other = people["county_statistician"], people["county_supervisor"]
    for name in "甲乙丙":
        tell([user, other], f"{name}校已提交", link=f"/{name}/", kind="submitted")
    tell([user], "别的事", kind="else")
    tell([user], "没有种类")
    tell([user], "没有种类")
    assert unread(user) == 4
    assert unread(other) == 1
    found = Notice.everything.get(to=user, kind="submitted")
    assert (found.count, found.text) == (3, "甲校已提交")
    assert found.others == [["乙校已提交", "/乙/"], ["丙校已提交", "/丙/"]]
    browser = signed_in(user)
    listed = browser.get("/notices/").content.decode()
    assert "甲校已提交（等 3 条）" in listed
    assert f'href="/notices/{found.pk}/"' in listed
    page = browser.get(f"/notices/{found.pk}/").content.decode()
    assert all(f'<a href="/{name}/">{name}校已提交</a>' in page for name in "甲乙丙")
    assert signed_in(other).get(f"/notices/{found.pk}/").status_code == 404


@pytest.mark.parametrize("how", ["later", "read"])
def test_what_comes_later_or_after_reading_is_a_notice_of_its_own(
    people: dict[str, User], how: str
) -> None:
    user = people["county_statistician"]
    tell([user], "一", kind="k")
    if how == "later":
        Notice.everything.update(at=timezone.now() - actions.TOGETHER - timedelta(seconds=1))
    else:
        mark_read(user=user)
    tell([user], "二", kind="k")
    assert [each.count for each in Notice.everything.filter(to=user)] == [1, 1]


def test_a_flood_is_counted_and_only_so_many_are_kept(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_TOGETHER", 5)
    user = people["county_statistician"]
    for number in range(12):
        tell([user], f"第{number}件", link=f"/{number}/", kind="k")
    found = Notice.everything.get(to=user)
    assert (found.count, len(found.others)) == (12, 5)
    page = signed_in(user).get(f"/notices/{found.pk}/").content.decode()
    assert "另有 6 条没有列出" in page


def test_submissions_of_a_county_reach_its_reviewer_as_one(
    land: Land, people: dict[str, User]
) -> None:
    campaign = opened(land.prefecture, people["prefecture_inspector"])
    second = person("second", "school_head", school=land.second_school)
    User.objects.filter(pk=people["county_supervisor"].pk).update(language="en")
    for school, head in ((land.school, people["school_head"]), (land.second_school, second)):
        submit(of=fill(return_of(campaign, school)), by=by(head), note="已核实")
    for role in ("county_statistician", "county_supervisor"):
        found = Notice.everything.get(to=people[role], kind__contains="已提交报表")
        assert found.count == 2
        assert len({found.link, found.others[0][1]}) == 2
