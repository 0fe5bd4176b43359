"""Journey: a reviewer sends a return back with reasons; the school mends it and hands it in again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_fill_and_submit import submit

REASON = "体育专任教师数与花名册不符，请核对"


def test_a_return_goes_back_with_reasons_and_comes_again(visit: Visit) -> None:
    reviewer = visit("county_statistician")
    number = reviewer.site.land["returns"]["submitted"]
    page = reviewer.opens("/collection/review/")
    reviewer.keeps_a_picture("review")
    page.locator("tbody").get_by_role("link").first.click()
    reviewer.keeps_a_picture("review-return")
    line = page.locator("tr", has=page.get_by_role("rowheader", name="体育专任教师数")).first
    line.get_by_role("link", name="写意见").click()
    page.get_by_label("意见", exact=False).first.fill(REASON)
    page.get_by_role("button", name="记下").click()
    expect(line).to_contain_text(REASON)
    page.get_by_role("button", name="退回修改").click()

    head = visit("second_head")
    page = head.page
    expect(page.locator("main")).to_contain_text("退回")
    head.keeps_a_picture("home-returned")
    page.locator("main").get_by_role("link", name="修改被退回的报表").click()
    expect(page.locator("main")).to_contain_text(REASON)
    head.keeps_a_picture("fill-returned")
    cell = page.locator("[data-table=stages][data-column=pe]").first
    cell.fill(str(int(cell.input_value()) + 1))
    cell.press("Enter")
    expect(page.locator("[data-state]")).to_contain_text("已保存")
    submit(page)

    page = reviewer.opens(f"/collection/review/{number}/")
    expect(page.locator("h1")).to_contain_text("已提交")
    settle = page.get_by_role("button", name="标为已了结")
    while settle.count():
        settle.first.click()
    confirmed = page.get_by_label("已核对提醒")
    if confirmed.count():
        confirmed.check()
    page.get_by_role("button", name="通过", exact=True).click()
    reviewer.opens(f"/collection/review/{number}/")
    expect(page.locator("h1")).to_contain_text("已通过")
