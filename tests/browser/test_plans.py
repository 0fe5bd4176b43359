"""Journey: a plan is asked for, watched, opened, compared, adopted; a task of it is finished."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitors import Visitor


def asked(visitor: Visitor, name: str, years: int) -> None:
    """Ask for a compliance plan of last year's round, and wait for it on its page."""
    page = visitor.opens("/plans/")
    page.get_by_role("link", name="编制规划").click()
    page.locator("select[name=round]").select_option(str(visitor.site.land["last_round"]))
    expect(page.locator("h1")).to_contain_text(str(visitor.site.land["year"] - 1))
    page.get_by_role("link", name="达标方案").click()
    page.get_by_label("方案名称").fill(name)
    page.locator("[name=option-years]").fill(str(years))
    page.locator("[name=option-gap]").fill("5")
    page.locator("[name=option-compare]").uncheck()
    page.get_by_role("button", name="开始编制").click()
    page.wait_for_url(re.compile(r"/plans/[0-9a-f-]{36}/"))
    visitor.keeps_a_picture("plan-running")
    page.get_by_role("link", name="查看结果").click(timeout=60_000)
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("#figures")).to_contain_text("全部花费")


def test_a_plan_is_made_compared_and_carried_out(visit: Visit) -> None:
    visitor = visit("county_supervisor")
    asked(visitor, "四年到位", 4)
    asked(visitor, "五年到位", 5)
    page = visitor.page
    page.get_by_label(re.compile("四年到位")).check()
    page.get_by_label(re.compile("三年到位")).uncheck()
    page.get_by_role("button", name="并排对比").click()
    expect(page.locator("h1")).to_contain_text("五年到位 / 四年到位")
    expect(page.locator("#options")).to_contain_text("5 年")
    visitor.keeps_a_picture("plan-compared")
    page.locator(".sides").get_by_role("link", name="四年到位").click()
    page.get_by_role("button", name="采用这个方案").click()
    expect(page.locator(".alert")).to_contain_text("已采用，列出了")
    expect(page.locator("main")).to_contain_text("停止采用")

    page.get_by_role("link", name=re.compile("项任务，完成 0 项")).click()
    expect(page.locator("h1")).to_contain_text("项待办")
    page.locator("select[name=standing]").select_option("open")
    page.locator("select[name=whose]").select_option("own")
    page.get_by_role("button", name="应用").click()
    page.locator("tbody th a").first.click()
    page.locator("[name=note]").fill("已办妥")
    page.get_by_role("button", name="记为完成").click()
    expect(page.locator(".alert")).to_contain_text("已记为完成")
    expect(page.locator("main")).to_contain_text("已办妥")
    visitor.keeps_a_picture("plan-task-done")

    head = visit("school_head")
    page = head.opens("/plans/tasks/?whose=others")
    page.locator("tbody th a").first.click()
    expect(page.locator(".next-step")).to_contain_text("局")
    expect(page.get_by_role("button", name="记为完成")).to_have_count(0)
    head.keeps_a_picture("plan-task-of-others")


def test_a_search_that_goes_on_is_stopped(visit: Visit) -> None:
    visitor = visit("county_supervisor")
    page = visitor.opens(f"/plans/new/comply/{visitor.site.land['last_round']}/")
    page.get_by_label("方案名称").fill("算得很细")
    page.locator("[name=option-years]").fill("10")
    page.locator("[name=option-gap]").fill("0")
    page.get_by_role("button", name="开始编制").click()
    stop, done = page.get_by_role("button", name="停止"), page.get_by_role("link", name="查看结果")
    expect(stop.or_(done)).to_be_visible()
    if stop.is_visible():
        stop.click()
    page.get_by_role("link", name="查看结果").or_(page.get_by_text("已停止")).first.wait_for(
        timeout=60_000
    )


def test_what_is_wrong_in_the_form_stands_beside_its_field(visit: Visit) -> None:
    visitor = visit("county_supervisor", phone=True)
    page = visitor.opens(f"/plans/new/comply/{visitor.site.land['last_round']}/")
    page.get_by_label("方案名称").fill("错的")
    page.locator("[name=option-years]").fill("三十")
    with visitor.watch.expecting(422):
        page.get_by_role("button", name="开始编制").click()
        expect(page.locator("#problems")).to_contain_text("几年达标：应是整数")
    expect(page.locator("[name=option-years]")).to_have_value("三十")
    expect(page.get_by_label("方案名称")).to_have_value("错的")
    visitor.keeps_a_picture("plan-ask-wrong")
