"""Journey: a county is judged in the background, watched, and the result is opened."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_run_is_asked_for_watched_and_opened(visit: Visit) -> None:
    visitor = visit("ready_supervisor")
    page = visitor.opens("/assessments/{ready}/{year}/".format(
        **visitor.site.land["counties"], **visitor.site.land))  # fmt: skip
    visitor.keeps_a_picture("not-judged")
    page.get_by_role("link", name="发起判定").click()
    visitor.keeps_a_picture("run")
    page.get_by_role("button", name="开始判定").click()
    page.wait_for_url("**/jobs/*/")
    visitor.keeps_a_picture("job-running")
    page.get_by_role("link", name="查看结果").click(timeout=60_000)
    expect(page.locator("h1")).to_contain_text(re.compile("白露县.*(达标|无法判定)"))
    expect(page.locator("main")).to_contain_text("仅供参考")
    visitor.keeps_a_picture("county-draft")

    page = visitor.opens("/notices/")
    expect(page.locator("main")).to_contain_text("白露县")


def test_a_run_that_waits_is_stopped(visit: Visit) -> None:
    visitor = visit("ready_statistician")
    page = visitor.opens(f"/assessments/run/{visitor.site.land['rounds']['ready']}/")
    page.get_by_role("button", name="开始判定").click()
    page.wait_for_url("**/jobs/*/")
    stop = page.get_by_role("button", name="停止")
    done = page.get_by_role("link", name="查看结果")
    expect(stop.or_(done)).to_be_visible()
    visitor.keeps_a_picture("job-running")
