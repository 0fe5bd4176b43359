"""People of every role, each with a one-time password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from junheng_web.accounts.models import Holding, User
from junheng_web.accounts.roles import BY_KEY
from junheng_web.audit.actions import SYSTEM, record
from junheng_web.territory.models import Department, Region, School


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One account as it is handed out."""

    username: str
    password: str
    role: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One role in one place, and the name of its account."""

    username: str
    name: str
    role: str
    place: Region | School | Department


def posts(prefecture: Region, counties: list[Region]) -> list[Post]:
    """The prefecture's people, two of each county, and all of the first county and the last."""
    assert prefecture.parent is not None  # noqa: S101  # nosec B101 - the demonstration builds it so
    found = [
        Post(
            username="shengpinggu",
            name="省评估员",
            role="province_assessor",
            place=prefecture.parent,
        ),
        Post(username="zhoududao", name="州督导员", role="prefecture_inspector", place=prefecture),
        Post(username="fabu", name="发布员", role="publisher", place=prefecture),
        Post(
            username="zhanghao", name="账号管理员", role="account_administrator", place=prefecture
        ),
        Post(username="shenji", name="审计员", role="auditor", place=prefecture),
    ]
    for number, county in enumerate(counties, 1):
        found += [
            Post(
                username=f"tongji{number}",
                name="县统计员",
                role="county_statistician",
                place=county,
            ),
            Post(username=f"fuze{number}", name="县负责人", role="county_supervisor", place=county),
        ]
    for number in (1, len(counties)):
        found += _of_county(number, counties[number - 1])
    return list({post.username: post for post in found}.values())


def _of_county(number: int, county: Region) -> list[Post]:
    """The others of one county: its leader, a department's clerk and the people of one school."""
    finance = Department.everything.get(region=county, kind="finance")
    school = School.everything.filter(county=county, closed__isnull=True).order_by("code")[0]
    return [
        Post(username=f"lingdao{number}", name="县领导", role="county_leader", place=county),
        Post(
            username=f"caizheng{number}", name="财政经办人", role="department_clerk", place=finance
        ),
        Post(username=f"xiaozhang{number}", name="校长", role="school_head", place=school),
        Post(username=f"tianbao{number}", name="填报员", role="school_clerk", place=school),
    ]


def appoint(post: Post) -> Person:
    """Make the account. The password must be changed at the first sign-in."""
    password = secrets.token_urlsafe(9)
    user = User.objects.create_user(
        post.username, password=password, name=post.name, must_change_password=True
    )
    place = post.place
    holding = Holding.everything.create(
        user=user,
        role_key=post.role,
        region=place if isinstance(place, Region) else None,
        school=place if isinstance(place, School) else None,
        department=place if isinstance(place, Department) else None,
    )
    record("account.invite", by=SYSTEM, subject=user, path=holding.path, after={"role": post.role})
    role = str(BY_KEY[post.role].name)
    return Person(username=post.username, password=password, role=role, place=str(place))
