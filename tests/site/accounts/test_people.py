"""Administering accounts: whom, how far, and never oneself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from junheng_web.accounts.actions import holdings
from junheng_web.accounts.actions import people as acts
from junheng_web.accounts.actions.doors import NotPossible
from junheng_web.accounts.models import Holding, User
from junheng_web.accounts.one_time import ALPHABET, one_time_password
from junheng_web.accounts.permissions import may
from junheng_web.accounts.roles import BY_KEY
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.lib.doors import Permission
from tests.site.accounts.signing import code_of, try_to
from tests.site.conftest import PASSWORD, Land, person, signed_in

USERS = "/account/users/"


@pytest.fixture
def admin(people: dict[str, User]) -> Client:
    return signed_in(people["account_administrator"])


def invitation(**changes: str) -> dict[str, str]:
    return {
        "username": "new.clerk",
        "name": "张三",
        "phone": "13800001234",
        "role": "school_clerk",
        "place": "9999010001 甲县第一小学",
    } | changes


def test_only_administrators_open_the_pages(people: dict[str, User]) -> None:
    for role, user in people.items():
        for address in (USERS, f"{USERS}invite", f"{USERS}import/", f"{USERS}{user.pk}/"):
            expected = 200 if role == "account_administrator" else 403
            assert signed_in(user).get(address).status_code == expected, (role, address)


def test_the_list_holds_the_accounts_within_reach_and_no_others(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    far = person("far", "school_clerk", school=land.other_school)
    shown = {each.username for each in admin.get(USERS).context["listing"].page}
    assert shown == {
        "clerk",
        "head",
        "statistician",
        "supervisor",
        "finance",
        "leader",
        "admin",
    }
    assert admin.get(f"{USERS}{far.pk}/").status_code == 404
    assert admin.post(f"{USERS}{far.pk}/disable").status_code == 404


def test_who_holds_a_role_twice_is_listed_once(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    Holding.everything.create(
        user=people["school_clerk"], role_key="school_clerk", school=land.second_school
    )
    listed = admin.get(USERS, {"holdings__role_key": "school_clerk"}).context["listing"].page
    assert [each.username for each in listed] == ["clerk"]
    sorted_ = admin.get(USERS, {"holdings__role_key": "school_clerk", "sort": "-last_login"})
    assert sorted_.context["listing"].page.paginator.count == 1


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    admin: Client, land: Land, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        person(f"many{number}", "school_clerk", school=land.school)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        admin.get(USERS)


def test_an_account_is_opened_with_a_password_shown_once(admin: Client, land: Land) -> None:
    page = admin.post(f"{USERS}invite", invitation())
    shown = re.search(r'class="once"><code>([\w-]+)</code>', page.content.decode())
    assert shown is not None
    assert "no-store" in page["Cache-Control"]
    user = User.objects.get(username="new.clerk")
    assert user.must_change_password
    assert may(user, Permission.FILL_SCHOOL, school=land.school)
    assert not may(user, Permission.FILL_SCHOOL, school=land.second_school)
    assert try_to(Client(), "new.clerk", shown[1]).status_code == 302
    assert shown[1] not in admin.get(f"{USERS}{user.pk}/").content.decode()
    trail = str(list(Entry.everything.values_list("before", "after", "reason")))
    assert shown[1] not in trail


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"username": "clerk"}, "已有人使用"),
        ({"username": "张三"}, "小写字母"),
        ({"username": "a b"}, "小写字母"),
        ({"name": " "}, "请填写"),
        ({"phone": "call me"}, "电话号码"),
        ({"place": "9999020001"}, "学校标识码"),
        ({"place": "不知道"}, "学校标识码"),
        ({"role": "county_leader", "place": "999902"}, "您所辖区划"),
        ({"role": "prefecture_inspector", "place": "999900"}, "上级账号管理员"),
        ({"role": "account_administrator", "place": "999900"}, "上级账号管理员"),
        ({"role": "department_clerk", "place": "999901 甲县公安局"}, "部门名称"),
        ({"since": "2026-09-01", "until": "2026-09-01"}, "晚于起日"),
        ({"since": "soon"}, "2025-09-01"),
    ],
)
def test_a_wrong_invitation_is_refused_beside_the_field(
    admin: Client, changes: dict[str, str], says: str
) -> None:
    before = User.objects.count()
    page = admin.post(f"{USERS}invite", invitation(**changes)).content.decode()
    errors = "".join(re.findall(r'field-error"[^>]*>([^<]*)<', page))
    assert says in errors
    assert User.objects.count() == before


def test_a_role_is_granted_and_withdrawn(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    clerk = people["school_clerk"]
    address = f"{USERS}{clerk.pk}/"
    form = {"role": "department_clerk", "place": "999901 甲县财政局"}
    assert admin.post(address, form).status_code == 302
    held = Holding.everything.get(user=clerk, role_key="department_clerk")
    assert may(User.objects.get(pk=clerk.pk), Permission.FILL_FACTS, department=land.finance)
    assert "在这段时间已经是" in admin.post(address, form).content.decode()
    admin.post(f"{address}roles/{held.pk}/withdraw")
    assert not may(User.objects.get(pk=clerk.pk), Permission.FILL_FACTS, department=land.finance)
    actions = list(Entry.everything.values_list("action", flat=True))
    assert "account.grant" in actions
    assert "account.withdraw" in actions
    assert "已结束" in admin.get(address).content.decode()
    again = admin.post(f"{address}roles/{held.pk}/withdraw", follow=True)
    assert "已经收回" in again.content.decode()


def test_a_role_can_begin_and_end_on_days(admin: Client, people: dict[str, User]) -> None:
    clerk, today = people["school_clerk"], timezone.localdate()
    form = {
        "role": "county_leader",
        "place": "999901",
        "since": (today + timedelta(days=1)).isoformat(),
        "until": (today + timedelta(days=9)).isoformat(),
    }
    admin.post(f"{USERS}{clerk.pk}/", form)
    held = Holding.everything.get(user=clerk, role_key="county_leader")
    assert held.until == today + timedelta(days=9)
    assert not may(User.objects.get(pk=clerk.pk), Permission.READ_ASSESSMENTS)


def test_administrators_change_nothing_of_their_own(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    own = people["account_administrator"]
    held = Holding.everything.get(user=own)
    form = {"role": "county_leader", "place": "999901"}
    assert admin.post(f"{USERS}{own.pk}/", form).status_code == 403
    for verb in ("disable", "reset-password", "reset-factor", "unlock"):
        assert admin.post(f"{USERS}{own.pk}/{verb}").status_code == 403
    assert admin.post(f"{USERS}{own.pk}/roles/{held.pk}/withdraw").status_code == 403
    with pytest.raises(PermissionDenied):
        holdings.grant(person=own, role=BY_KEY["county_leader"], spot=land.county, by=By(user=own))


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("prefecture_inspector", "prefecture"),
        ("county_leader", "other_county"),
        ("school_head", "other_school"),
        ("school_head", "county"),
        ("county_leader", "school"),
        ("department_clerk", "county"),
    ],
)
def test_no_role_is_granted_beyond_reach_or_where_it_is_not_held(
    people: dict[str, User], land: Land, role: str, place: str
) -> None:
    by = By(user=people["account_administrator"])
    with pytest.raises(PermissionDenied):
        holdings.grant(
            person=people["school_clerk"], role=BY_KEY[role], spot=getattr(land, place), by=by
        )


def test_nobody_but_administrators_grants(people: dict[str, User], land: Land) -> None:
    for role, user in people.items():
        if role == "account_administrator":
            continue
        with pytest.raises(PermissionDenied):
            holdings.grant(
                person=people["school_clerk"],
                role=BY_KEY["school_head"],
                spot=land.school,
                by=By(user=user),
            )


def test_who_holds_a_role_elsewhere_too_is_not_taken_over(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    """A county's administrator could otherwise sign in as the prefecture's inspector."""
    inspector = people["prefecture_inspector"]
    Holding.everything.create(user=inspector, role_key="county_leader", region=land.county)
    for verb in ("disable", "reset-password", "reset-factor"):
        page = admin.post(f"{USERS}{inspector.pk}/{verb}", follow=True)
        assert "区划之外还有角色" in page.content.decode()
    assert User.objects.get(pk=inspector.pk).check_password(PASSWORD)
    by = By(user=people["account_administrator"])
    for act in (acts.disable, acts.reset_password, acts.reset_factor):
        with pytest.raises(NotPossible):
            act(person=inspector, by=by)


def test_a_disabled_account_is_out_and_comes_back(admin: Client, people: dict[str, User]) -> None:
    clerk = people["school_clerk"]
    there = Client()
    try_to(there, "clerk")
    assert there.get("/").status_code == 200
    admin.post(f"{USERS}{clerk.pk}/disable")
    assert there.get("/").status_code == 302
    assert try_to(Client(), "clerk").status_code == 200
    admin.post(f"{USERS}{clerk.pk}/enable")
    assert try_to(Client(), "clerk").status_code == 302
    rows = list(
        Entry.everything.filter(subject_id=str(clerk.pk)).values_list("action", "before", "after")
    )
    assert ("account.disable", {"active": True}, {"active": False}) in rows
    assert ("account.enable", {"active": False}, {"active": True}) in rows


def test_a_forgotten_password_is_replaced_by_a_one_time_one(
    admin: Client, people: dict[str, User]
) -> None:
    clerk = people["school_clerk"]
    there = Client()
    try_to(there, "clerk")
    there.get("/")
    page = admin.post(f"{USERS}{clerk.pk}/reset-password").content.decode()
    shown = re.search(r'class="once"><code>([\w-]+)</code>', page)
    assert shown is not None
    assert there.get("/").status_code == 302
    assert try_to(Client(), "clerk").status_code == 200, "the old password is void"
    fresh = Client()
    assert try_to(fresh, "clerk", shown[1]).status_code == 302
    assert fresh.get("/")["Location"] == "/account/password/change/"


def test_a_lost_factor_is_set_up_again(admin: Client, people: dict[str, User]) -> None:
    statistician = people["county_statistician"]
    signed_in(statistician)
    there = Client()
    try_to(there, "statistician")
    there.post("/account/second-factor/authenticate/", {"code": code_of(statistician)})
    assert there.get("/").status_code == 200
    admin.post(f"{USERS}{statistician.pk}/reset-factor")
    assert there.get("/")["Location"].startswith("/account/sign-in/")
    assert not Authenticator.objects.filter(user=statistician).exists()
    fresh = Client()
    try_to(fresh, "statistician")
    assert fresh.get("/")["Location"] == "/account/second-factor/totp/activate/"


def test_a_locked_account_is_unlocked(admin: Client, people: dict[str, User]) -> None:
    clerk = people["school_clerk"]
    for _each in range(5):
        try_to(Client(), "clerk", "wrong")
    assert try_to(Client(), "clerk").status_code != 302
    assert "登录已锁定" in admin.get(f"{USERS}{clerk.pk}/").content.decode()
    admin.post(f"{USERS}{clerk.pk}/unlock")
    assert try_to(Client(), "clerk").status_code == 302


def test_numbers_are_masked_in_lists_and_reading_them_is_written_down(
    admin: Client, people: dict[str, User]
) -> None:
    User.objects.filter(username="clerk").update(phone="13800001234")
    listed = admin.get(USERS, {"columns": ["username", "phone"]}).content.decode()
    assert "138****34" in listed
    assert "13800001234" not in listed
    assert "13800001234" in admin.get(f"{USERS}{people['school_clerk'].pk}/").content.decode()
    assert Entry.everything.filter(action="account.read_person", personal=True).count() == 1
    refused = admin.post(f"{USERS}{people['school_clerk'].pk}/", {"role": ""})
    assert "13800001234" in refused.content.decode()
    assert Entry.everything.filter(action="account.read_person", personal=True).count() == 2
    admin.get(USERS, {"export": "xlsx"})
    assert Entry.everything.filter(action="account.export_people", personal=True).exists()


def test_one_time_passwords_are_long_and_differ() -> None:
    made = {one_time_password() for _each in range(200)}
    assert len(made) == 200
    assert all(set(each) <= {*ALPHABET, "-"} and len(each) == 19 for each in made)


def test_every_role_is_described(people: dict[str, User]) -> None:
    page = signed_in(people["school_clerk"]).get("/account/roles/").content.decode()
    for role in BY_KEY.values():
        assert str(role.name) in page
        assert str(role.description) in page
    assert page.count("您的角色") == 1
