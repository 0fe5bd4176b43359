"""Journey: from a figure on the screen down to the cell it came from, and who entered it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit

FIGURE = "体育、艺术"


def test_a_figure_is_asked_down_to_its_cell_and_its_clerk(visit: Visit) -> None:
    clerk = visit("school_clerk")
    land = clerk.site.land
    page = clerk.opens("/collection/returns/{draft}/".format(**land["returns"]))
    for column, number in (("pe", "3"), ("music", "2")):
        page.locator(f"[data-table=stages][data-column={column}]").first.fill(number)
        page.locator(f"[data-table=stages][data-column={column}]").first.press("Enter")
    expect(page.locator(".fill-bar [data-state]")).to_contain_text("已保存")

    supervisor = visit("county_supervisor")
    page = supervisor.opens(f"/assessments/run/{land['rounds']['busy']}/")
    page.get_by_role("button", name="开始判定").click()
    page.get_by_role("link", name="查看结果").click(timeout=60_000)
    supervisor.keeps_a_picture("county")

    school = f"{land['counties']['busy']}0001"
    supervisor.opens(f"/assessments/{land['counties']['busy']}/{land['year']}/schools/{school}/")
    supervisor.keeps_a_picture("school")
    row = page.get_by_role("row").filter(has_text=FIGURE).first
    row.locator("a.why").click()
    panel = page.locator("#why")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("王填报")
    expect(panel).to_contain_text("网上填报")
    expect(panel).to_contain_text("第6条")
    supervisor.keeps_a_picture("why-panel")
    panel.get_by_role("link", name="单独打开这一页").click()
    expect(page.locator("h1")).to_contain_text(FIGURE[:2])
    expect(page.locator("main")).to_contain_text("王填报")
    supervisor.keeps_a_picture("why")
