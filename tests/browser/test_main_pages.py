"""Every main page at both widths: nothing fails, nothing sticks out, axe finds nothing serious."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import findings
from tests.browser.conftest import Visit
from tests.browser.main_pages import PAGES
from tests.browser.visitors import sideways

PEOPLE = sorted({page.person for page in PAGES})


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("person", PEOPLE, ids=[person or "stranger" for person in PEOPLE])
def test_the_main_pages_are_whole_and_accessible(visit: Visit, person: str, phone: bool) -> None:
    visitor = visit(person, phone=phone)
    wrong = []
    for each in [each for each in PAGES if each.person == person]:
        missing = each.name == "not-found"
        with visitor.watch.expecting(*((404,) if missing else ())):
            page = visitor.opens(each.at(visitor.site.land))
            visitor.keeps_a_picture(each.name)
        wrong += [f"{each.name}: {found}" for found in findings(page)]
        if sideways(page):
            wrong.append(f"{each.name}: {sideways(page)} pixels wider than the screen")
        if not page.locator("h1").inner_text().strip():
            wrong.append(f"{each.name}: the heading is empty")
    assert not wrong, "\n".join(wrong)
