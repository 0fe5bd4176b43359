"""Journey: a county is sealed by two people, and locked by the prefecture."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_two_people_seal_a_county_and_the_prefecture_locks_it(visit: Visit) -> None:
    first = visit("ready_statistician")
    address = f"/collection/rounds/{first.site.land['rounds']['ready']}/seal/"
    page = first.page
    page.locator("main").get_by_role("link", name="可以提出封存").first.click()
    first.keeps_a_picture("seal-propose")
    page.get_by_role("button", name="提出封存").click()
    expect(page.locator("main")).to_contain_text("等待另一人复核")
    expect(page.get_by_role("button", name="复核并封存")).to_have_count(0)

    second = visit("ready_supervisor")
    page = second.page
    page.locator("main").get_by_role("link", name="复核封存").first.click()
    second.keeps_a_picture("seal-confirm")
    page.get_by_role("button", name="复核并封存").click()
    expect(page.locator("h1")).to_contain_text("已封存")

    inspector = visit("prefecture_inspector")
    page = inspector.page
    page.locator("main").get_by_role("link", name="审核锁定").first.click()
    page.get_by_role("button", name="审核通过并锁定").click()
    expect(page.locator("h1")).to_contain_text("已锁定")
    inspector.keeps_a_picture("seal-locked")

    page = first.opens(address)
    expect(page.locator("h1")).to_contain_text("已锁定")
    expect(page.locator("main")).to_contain_text("韩统计")
    expect(page.locator("main")).to_contain_text("杨负责")
    expect(page.locator("main")).to_contain_text("陈督导")
