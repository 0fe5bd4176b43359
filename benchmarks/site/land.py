"""``python -m benchmarks.site.land``: fill an empty site; print what the measurements need to know.

Three prefectures of seven counties, with 21, 200 and 2,000 schools, through three years, all judged.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.browser.filling import add_schools, close, fill, lock, season

from benchmarks.county import SEED
from junheng.census.records import Census
from junheng.model import SchoolType
from junheng.synthesis import LARGE, county
from junheng_web.accounts.models import Holding, User
from junheng_web.accounts.roles import BY_KEY
from junheng_web.assessments.actions import run
from junheng_web.assessments.models import AssessmentState, Basis
from junheng_web.audit.actions import SYSTEM, By
from junheng_web.collection.models import CampaignState, ReturnState
from junheng_web.jobs.actions import perform
from junheng_web.territory.actions import add_region
from junheng_web.territory.models import Level, Region

YEARS = (2023, 2024, 2025)
_WHOLE = sum(group.count for group in LARGE.groups)
SCHOOLS = {
    21: (3, 3, 3, 3, 3, 3, 3),
    200: (29, 29, 29, 29, 28, 28, 28),
    2000: (300, 300, 300, 300, 300, 300, 200),
}
"""How many schools each county has, in prefectures of the same number of counties."""


def main() -> None:
    """Fill the site."""
    nation = add_region(code="000000", name="全国", level=Level.NATION, parent=None, by=SYSTEM)
    province = add_region(
        code="990000", name="虚构省", level=Level.PROVINCE, parent=nation, by=SYSTEM
    )
    user = person("measurer", province, "province_assessor")
    known: dict[str, Any] = {"year": YEARS[-1], "by_size": {}}
    for number, (size, schools) in enumerate(SCHOOLS.items()):
        code = str(999900 - number * 100)
        region = _prefecture(province, code, schools, user)
        inspector = person(f"inspector-{size}", region, "prefecture_inspector")
        known["by_size"][size] = {
            "prefecture": region.code,
            "county": str(int(code) + 1),
            "user": inspector.pk,
            "cookie": _signed_in(inspector),
        }
    json.dump(known, sys.stdout)
    sys.stdout.write("\n")


def sized(code: str, schools: int) -> Census:
    """A county like the one that other groups measure, with so many schools."""
    groups = [
        replace(group, count=max(group.count * schools // _WHOLE, group.type is SchoolType.JUNIOR))
        for group in LARGE.groups
    ]
    left = schools - sum(group.count for group in groups)
    groups[-1] = replace(groups[-1], count=groups[-1].count + left)
    name = f"示例县{code}（虚构）"
    return county(SEED + int(code), replace(LARGE, code=code, name=name, groups=tuple(groups)))


def person(username: str, region: Region, role: str) -> User:
    """Somebody who holds one role in one region."""
    user = User.objects.create_user(username=username, name=username)
    Holding.everything.create(user=user, role_key=role, region=region)
    if BY_KEY[role].second_factor:
        TOTP.activate(user, generate_totp_secret())
    return user


def _prefecture(province: Region, code: str, schools: tuple[int, ...], user: User) -> Region:
    region = add_region(
        code=code, name=f"虚构州{code}", level=Level.PREFECTURE, parent=province, by=SYSTEM
    )
    censuses: dict[Region, Census] = {}
    for number, count in enumerate(schools, 1):
        where = str(int(code) + number)
        below = add_region(
            code=where, name=f"示例县{where}", level=Level.COUNTY, parent=region, by=SYSTEM
        )
        censuses[below] = sized(where, count)
        add_schools(below, censuses[below])
    for year in YEARS:
        campaign = season(region, year, state=CampaignState.OPEN, deadline=date(year, 11, 30))
        for below, census in censuses.items():
            round_ = campaign.rounds.get(county=below)
            fill(round_, census, state=ReturnState.LOCKED, by=user)
            lock(round_)
            assessment = run(round=round_, basis=Basis.LOCKED, by=By(user=user))
            perform(assessment.job_id)
            assessment.refresh_from_db(fields=["state", "reason"])
            if assessment.state != AssessmentState.DONE:
                raise RuntimeError(f"{below}: {assessment.state} {assessment.reason}")
        close(campaign)
    return region


def _signed_in(user: User) -> str:
    """The session of somebody who has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
