"""Journey: an account is handed out; its owner signs in, takes a password and a second factor."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.authenticator import Authenticator
from tests.browser.conftest import Visit

PASSWORD = "silver-lake-maple-77"


def test_a_newcomer_takes_a_password_and_a_second_factor_before_anything_else(visit: Visit) -> None:
    administrator = visit("account_administrator")
    page = administrator.opens("/account/users/")
    page.get_by_role("link", name="开通一个账号").click()
    page.get_by_label("用户名").fill("zhu.newcomer")
    page.get_by_label("姓名").fill("朱新人")
    page.get_by_label("角色").select_option("county_statistician")
    page.get_by_label("机构").fill(administrator.site.land["counties"]["busy"])
    administrator.keeps_a_picture("invite")
    page.get_by_role("button", name="开通").click()
    once = page.locator(".once code").inner_text()
    administrator.keeps_a_picture("password-once")

    newcomer = visit()
    page = newcomer.opens("/")
    newcomer.keeps_a_picture("sign-in")
    page.get_by_label("用户名").fill("zhu.newcomer")
    page.get_by_label("密码", exact=False).fill(once)
    page.get_by_role("button", name="登录", exact=True).click()

    expect(page.locator("h1")).to_have_text("请先把一次性密码改成自己的密码")
    newcomer.opens("/collection/")
    expect(page.locator("h1")).to_have_text("请先把一次性密码改成自己的密码")
    newcomer.keeps_a_picture("password-change")
    page.locator("[name=oldpassword]").fill(once)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="修改密码").click()

    expect(page.locator("h1")).to_contain_text("动态验证码")
    newcomer.keeps_a_picture("second-factor")
    phone = Authenticator(page.locator(".secret").inner_text().strip())
    page.locator("[name=code]").fill(phone.code())
    page.get_by_role("button", name="启用").click()

    expect(page.locator("h1")).to_contain_text("恢复码")
    newcomer.keeps_a_picture("recovery-codes")
    page.get_by_role("link", name="已保存好，继续").click()
    expect(page.get_by_role("navigation", name="主菜单")).to_contain_text("审核")
    page.get_by_role("button", name="退出").click()

    again = visit()
    page = again.opens("/collection/review/")
    page.locator("[name=login]").fill("zhu.newcomer")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.locator("h1")).to_have_text("请输入动态验证码")
    again.keeps_a_picture("second-factor-asked")
    page.locator("[name=code]").fill(phone.code())
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/collection/review/")


def test_a_wrong_password_says_so_and_does_not_tell_whether_the_account_exists(
    visit: Visit,
) -> None:
    said = []
    for username in ("school-clerk", "nobody-at-all"):
        page = visit().opens("/account/sign-in/")
        page.locator("[name=login]").fill(username)
        page.locator("[name=password]").fill("not-the-password-1")
        page.get_by_role("button", name="登录", exact=True).click()
        said.append(page.locator(".field-error").all_inner_texts())
    assert said[0] == said[1] != []
