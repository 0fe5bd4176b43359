"""Journey: what a role does not reach is neither offered nor opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_stranger_is_asked_to_sign_in_and_then_brought_where_they_wanted(visit: Visit) -> None:
    visitor = visit()
    page = visitor.opens("/account/me/")
    assert "/account/sign-in/" in page.url
    person = visitor.site.land["people"]["school_clerk"]
    page.locator("[name=login]").fill(person["username"])
    page.locator("[name=password]").fill(person["password"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/account/me/")


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ("school_clerk", "/account/users/"),
        ("school_clerk", "/audit/"),
        ("county_leader", "/account/users/invite"),
        ("account_administrator", "/audit/"),
        ("auditor", "/account/users/"),
        ("auditor", "/collection/review/"),
    ],
)
def test_what_a_role_may_not_do_is_refused_in_words(
    visit: Visit, person: str, address: str
) -> None:
    visitor = visit(person)
    menu = visitor.page.get_by_role("navigation", name="主菜单")
    expect(menu.locator(f'a[href="{address}"]')).to_have_count(0)
    with visitor.watch.expecting(403):
        page = visitor.opens(address)
        expect(page.locator("h1")).to_contain_text("您的角色不能打开这一页")
    visitor.keeps_a_picture("denied")
    page.get_by_role("link", name="回到首页").click()
    expect(page.locator("h1")).to_be_visible()


def test_what_lies_outside_of_a_roles_place_is_as_if_it_were_not_there(visit: Visit) -> None:
    visitor = visit("school_clerk")
    with visitor.watch.expecting(404):
        page = visitor.opens("/collection/returns/{submitted}/".format(
            **visitor.site.land["returns"]))  # fmt: skip
        expect(page.locator("h1")).to_contain_text("没有这一页")
