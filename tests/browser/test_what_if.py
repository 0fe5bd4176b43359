"""Journey: what would the verdict be if; the data stays as it is."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_change_shows_its_verdict_at_once_and_changes_nothing(visit: Visit) -> None:
    visitor = visit("county_supervisor")
    land = visitor.site.land
    county = f"/assessments/{land['counties']['busy']}/{land['year'] - 1}/"
    page = visitor.opens(county)
    before = page.locator("h1").inner_text()
    page.get_by_role("link", name="试算", exact=True).first.click()
    page.locator("[name=add]").select_option(f"{land['counties']['busy']}0001")
    page.get_by_role("button", name="加进来").click()
    expect(page.locator("fieldset legend").first).to_be_visible()
    visitor.keeps_a_picture("what-if")
    cell = page.locator("label.field", has_text="网络多媒体教室间数").first.locator("input")
    cell.fill("0")
    cell.press("Tab")
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("改了 1 个数")
    expect(outcome).to_contain_text("未达标")
    visitor.keeps_a_picture("what-if-tried")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出对比").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")

    visitor.opens(county)
    assert page.locator("h1").inner_text() == before
