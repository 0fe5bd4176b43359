"""Without a mouse: sign in, fill a cell, go to the next, hand in."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

MOST = 400


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that fits has the focus, which must be seen on every stop."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """selector => {
                const at = document.activeElement;
                const style = getComputedStyle(at);
                const box = at.getBoundingClientRect();
                return {
                    found: at.matches(selector),
                    ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
                    what: at.outerHTML.slice(0, 120),
                    there: box.width > 0 && box.height > 0,
                };
            }""",
            selector,
        )
        assert here["there"], f"the focus is on what is not shown: {here['what']}"
        assert here["ring"], f"the focus is not seen: {here['what']}"
        if here["found"]:
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_a_head_signs_in_fills_a_cell_and_hands_in_by_keyboard_alone(visit: Visit) -> None:
    visitor = visit()
    person = visitor.site.land["people"]["school_head"]
    page = visitor.opens("/")
    if page.evaluate("document.activeElement.name") != "login":
        _tab_to(page, "[name=login]")
    page.keyboard.type(person["username"])
    _tab_to(page, "[name=password]")
    page.keyboard.type(person["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(visitor.site.address + "/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "main a[href^='/collection/returns/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/collection/returns/*/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _tab_to(page, "[data-table=stages][data-column=pe]")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(page.locator("[data-table=stages][data-column=music]").first).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state]")).to_contain_text("已保存")

    _tab_to(page, "button[name=do][value=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit**")
    if page.locator("textarea[name=note]").count():
        _tab_to(page, "textarea[name=note]")
        page.keyboard.type("yi he shi")
    _tab_to(page, "main form button.btn-primary")
    page.keyboard.press("Enter")
    expect(page.locator(".alert")).to_be_visible()
    visitor.opens("/collection/returns/{draft}/".format(**visitor.site.land["returns"]))
    expect(page.locator("h1")).to_contain_text("已提交")
