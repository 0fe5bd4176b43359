"""People before a screen: they sign in, open pages, and keep a picture of what they see."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.authenticator import Authenticator
from tests.browser.needs import ROOT
from tests.browser.servers import Site
from tests.browser.watching import Watch

DESKTOP, PHONE = (1366, 768), (390, 844)
PICTURES = ROOT / "build/screenshots"
_phones: dict[tuple[str, str], Authenticator] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """One browser and who sits before it."""

    page: Page
    site: Site
    watch: Watch

    def opens(self, path: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(self.site.address + path)
        return self.page

    def signs_in(self, key: str) -> Page:
        """Sign in as one of the people of the land, with a code where there is a second factor."""
        person = self.site.land["people"][key]
        page = self.opens("/")
        page.locator("[name=login]").fill(person["username"])
        page.locator("[name=password]").fill(person["password"])
        page.locator("[name=password]").press("Enter")
        if person["secret"]:
            page.locator("[name=code]").fill(self.code_of(person))
            page.locator("[name=code]").press("Enter")
        expect(page.locator(".who")).to_contain_text(person["name"])
        return page

    def code_of(self, person: Mapping[str, Any]) -> str:
        """The code on the person's phone. One phone a site and secret: no code is shown twice."""
        key = self.site.address, person["secret"]
        return _phones.setdefault(key, Authenticator(person["secret"])).code()

    def keeps_a_picture(self, name: str) -> None:
        """Take a picture of the whole page to look at; in the CI nobody would."""
        if os.environ.get("JUNHENG_CI") == "1":
            return
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        self.page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )
