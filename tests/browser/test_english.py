"""Behind the switch the site speaks English: Chinese is left only in what people entered."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.main_pages import PAGES

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
OF_THE_FRAME = "header, h1, h2, h3, label, button, summary, th[scope=col], caption, dt, footer"
"""What the site says itself; data stands in cells, names and choices, the law's own words too."""

OF_THE_LIBRARY = ("why", "plan", "plan-leader", "plan-table", "plan-compare")
"""Derivations and plans are told by the library, in the words of the policies."""


def _known(page: Page, land: str) -> list[str]:
    texts = page.locator(OF_THE_FRAME).all_inner_texts()
    found = [word for text in texts for word in CHINESE.findall(text)]
    return [word for word in found if word not in land]


def test_the_main_pages_hold_no_chinese_but_data(visit: Visit) -> None:
    wrong = []
    for person in sorted({page.person for page in PAGES}):
        visitor = visit(person)
        page = visitor.page if person else visitor.opens("/account/sign-in/")
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        data = " ".join(
            [*(each["name"] for each in visitor.site.land["people"].values()),
             *visitor.site.land["names"], "中文"]
        )  # fmt: skip
        for each in [each for each in PAGES if each.person == person]:
            with visitor.watch.expecting(*((404,) if each.name == "not-found" else ())):
                visitor.opens(each.at(visitor.site.land))
            if each.name not in OF_THE_LIBRARY:
                wrong += [f"{each.name}: {word}" for word in _known(page, data)]
            if person in ("", "county_supervisor"):
                visitor.keeps_a_picture(f"english-{each.name}")
    assert not wrong, "\n".join(wrong)
