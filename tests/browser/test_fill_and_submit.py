"""Journey: a clerk fills in what is missing, and the head of the school hands it in."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

BLANK = "[data-table=stages][data-column=%s]"


def test_a_clerk_fills_and_the_head_submits(visit: Visit) -> None:
    clerk = visit("school_clerk")
    page = clerk.page
    clerk.keeps_a_picture("home-clerk")
    page.locator("main").get_by_role("link", name="填报").first.click()
    clerk.keeps_a_picture("fill")
    page.locator(BLANK % "pe").first.fill("3")
    page.locator(BLANK % "pe").first.press("Enter")
    expect(page.locator(BLANK % "music").first).to_be_focused()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state]")).to_contain_text("已保存")
    clerk.keeps_a_picture("fill-saved")
    page.reload()
    assert page.locator(BLANK % "music").first.input_value() == "2"
    expect(page.get_by_role("button", name="保存并去提交")).to_have_count(0)

    head = visit("school_head")
    page = head.opens(f"/collection/returns/{head.site.land['returns']['draft']}/")
    assert page.locator(BLANK % "pe").first.input_value() == "3"
    submit(page)
    head.keeps_a_picture("submitted")
    head.opens(f"/collection/returns/{head.site.land['returns']['draft']}/")
    expect(page.locator("h1")).to_contain_text("已提交")
    expect(page.locator("input[data-column]")).to_have_count(0)


def submit(page: Page) -> None:
    """Hand in, with a word about the warnings if there are any."""
    page.get_by_role("button", name="保存并去提交").click()
    page.wait_for_url("**/submit**")
    note = page.locator("[name=note]")
    if note.count():
        note.fill("已核实")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".alert")).to_contain_text("已提交")


def test_what_cannot_be_is_said_beside_the_cell_while_typing(visit: Visit) -> None:
    visitor = visit("county_statistician")
    page = visitor.opens(f"/collection/returns/{visitor.site.land['returns']['finance']}/")
    cell = page.locator("input[data-column]").first
    before = cell.input_value()
    cell.fill("很多")
    cell.press("Enter")
    expect(page.locator(".box.is-wrong").first).to_contain_text("错误")
    visitor.keeps_a_picture("fill-wrong")
    cell.fill(before)
    cell.press("Enter")
    expect(page.locator(".box.is-wrong")).to_have_count(0)


def test_two_people_in_the_same_cell_are_told_and_nothing_is_overwritten(visit: Visit) -> None:
    address = "/collection/returns/{finance}/"
    clerk, statistician = visit("department_clerk"), visit("county_supervisor")
    address = address.format(**clerk.site.land["returns"])
    pages = [each.opens(address) for each in (clerk, statistician)]
    if pages[1].locator("input[data-column]").count() == 0:
        statistician = visit("county_statistician")
        pages[1] = statistician.opens(address)
    first, second = (page.locator("input[data-column]").first for page in pages)
    first.fill("91")
    first.press("Enter")
    expect(pages[0].locator("[data-state]")).to_contain_text("已保存")
    with statistician.watch.expecting(409):
        second.fill("92")
        second.press("Enter")
        expect(pages[1].locator(".box.is-wrong").first).to_contain_text("91")
    statistician.keeps_a_picture("fill-clash")
    assert second.input_value() == "92"
    pages[0].reload()
    assert pages[0].locator("input[data-column]").first.input_value() == "91"
