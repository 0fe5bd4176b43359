"""With JavaScript switched off everything can be read, and plain forms are sent and taken."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.main_pages import PAGES
from tests.browser.test_fill_and_submit import submit


def test_the_main_pages_say_what_they_have_to_say(visit: Visit) -> None:
    empty = []
    for person in sorted({page.person for page in PAGES}):
        visitor = visit(person, javascript=False)
        for each in [each for each in PAGES if each.person == person]:
            with visitor.watch.expecting(*((404,) if each.name == "not-found" else ())):
                page = visitor.opens(each.at(visitor.site.land))
            if not page.locator("h1").inner_text().strip():
                empty.append(each.name)
    assert empty == []


def test_a_return_is_filled_in_and_handed_in(visit: Visit) -> None:
    visitor = visit("school_head", javascript=False)
    address = "/collection/returns/{draft}/".format(**visitor.site.land["returns"])
    page = visitor.opens(address)
    page.locator("[data-column=pe]").first.fill("3")
    page.locator("[data-column=music]").first.fill("2")
    page.locator(".fill-bar").get_by_role("button", name="保存", exact=True).click()
    assert page.locator("[data-column=music]").first.input_value() == "2"
    submit(page)
    visitor.opens(address)
    expect(page.locator("h1")).to_contain_text("已提交")
