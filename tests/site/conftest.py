"""What the site's tests share: people in roles, in a small invented prefecture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.test import Client

from junheng_web.accounts.models import Holding, User
from junheng_web.assessments import evaluations
from junheng_web.audit.actions import SYSTEM
from junheng_web.collection.queries import last_year
from junheng_web.territory.actions import add_department, add_region, add_school
from junheng_web.territory.models import Department, Level, Region, School
from tests.site.emptying import emptied_in_spite_of_triggers


@pytest.fixture(autouse=True, scope="session")
def emptying() -> Iterator[None]:
    """Tests that commit can be cleared away."""
    with emptied_in_spite_of_triggers():
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Nothing that the site keeps in memory outlives its test: numbers are used again."""
    yield
    evaluations.forget()
    last_year.forget()


PASSWORD = "gold-river-stone-42"


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A province with two prefectures; the first has two counties of two schools each."""

    province: Region
    prefecture: Region
    other_prefecture: Region
    county: Region
    other_county: Region
    school: School
    second_school: School
    other_school: School
    finance: Department
    education: Department


@pytest.fixture
def land(db: None) -> Land:
    """The regions, schools and departments that tests stand in."""
    nation = add_region(code="000000", name="全国", level=Level.NATION, parent=None, by=SYSTEM)
    province = add_region(
        code="990000", name="虚构省", level=Level.PROVINCE, parent=nation, by=SYSTEM
    )
    prefecture = add_region(
        code="999900", name="虚构州", level=Level.PREFECTURE, parent=province, by=SYSTEM
    )
    other = add_region(
        code="999800", name="邻州", level=Level.PREFECTURE, parent=province, by=SYSTEM
    )
    county = add_region(
        code="999901", name="甲县", level=Level.COUNTY, parent=prefecture, by=SYSTEM
    )
    neighbour = add_region(
        code="999902", name="乙县", level=Level.COUNTY, parent=prefecture, by=SYSTEM
    )

    def school(code: str, name: str, where: Region) -> School:
        return add_school(
            code=code, name=name, county=where, type="primary", area_class="town", by=SYSTEM
        )

    return Land(
        province=province,
        prefecture=prefecture,
        other_prefecture=other,
        county=county,
        other_county=neighbour,
        school=school("9999010001", "甲县第一小学", county),
        second_school=school("9999010002", "甲县第二小学", county),
        other_school=school("9999020001", "乙县第一小学", neighbour),
        finance=add_department(region=county, kind="finance", by=SYSTEM),
        education=add_department(region=county, kind="education", by=SYSTEM),
    )


def person(
    username: str,
    role: str = "",
    *,
    region: Region | None = None,
    school: School | None = None,
    department: Department | None = None,
) -> User:
    """A user who holds one role in one place, or none."""
    user = User.objects.create_user(username=username, password=PASSWORD, name=f"{username}君")
    if role:
        Holding.everything.create(
            user=user, role_key=role, region=region, school=school, department=department
        )
    return user


@pytest.fixture
def people(land: Land) -> dict[str, User]:
    """One user of every role, by the role's key."""
    return {
        "school_clerk": person("clerk", "school_clerk", school=land.school),
        "school_head": person("head", "school_head", school=land.school),
        "county_statistician": person("statistician", "county_statistician", region=land.county),
        "county_supervisor": person("supervisor", "county_supervisor", region=land.county),
        "department_clerk": person("finance", "department_clerk", department=land.finance),
        "county_leader": person("leader", "county_leader", region=land.county),
        "prefecture_inspector": person("inspector", "prefecture_inspector", region=land.prefecture),
        "province_assessor": person("assessor", "province_assessor", region=land.province),
        "publisher": person("publisher", "publisher", region=land.prefecture),
        "account_administrator": person("admin", "account_administrator", region=land.county),
        "auditor": person("auditor", "auditor", region=land.prefecture),
    }


def signed_in(user: User) -> Client:
    """A browser in which the user has signed in, with the second factor where it is due."""
    client = Client()
    if user.needs_second_factor and not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        TOTP.activate(user, generate_totp_secret())
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
