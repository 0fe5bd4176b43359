"""``python -m tests.browser.land``: fill an empty site with two small counties and the people of tests.

What a test needs to know of it is printed as JSON. Last year is locked and judged in both counties.
This year 青禾县 is in the midst of it, and 白露县 has everything approved, ready to be sealed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from junheng.census.tables import TABLES
from junheng.model import AreaClass, SchoolType
from junheng.synthesis import FAILS_NARROWLY, Flaw, Profile, county
from junheng.synthesis.profiles import Group
from junheng_web.accounts.models import Holding, User
from junheng_web.accounts.roles import BY_KEY
from junheng_web.assessments.actions import run
from junheng_web.assessments.models import AssessmentState, Basis, ClauseLine
from junheng_web.audit.actions import SYSTEM, By
from junheng_web.collection.checking import check_return
from junheng_web.collection.models import Campaign, CampaignState, Return, ReturnState, Round
from junheng_web.jobs.actions import perform
from junheng_web.plans.actions.adopting import adopt
from junheng_web.plans.actions.asking import Wish, ask_plan
from junheng_web.plans.models import Plan, PlanState, Task
from junheng_web.plans.planners import planner_of
from junheng_web.territory.actions import add_region
from junheng_web.territory.models import Department, Level, Region, School
from tests.browser.filling import add_schools, close, fill, lock, season

THIS_YEAR = timezone.localdate().year
PASSWORD = "gold-river-stone-42"
_URBAN, _TOWN, _RURAL = AreaClass.URBAN, AreaClass.TOWN, AreaClass.RURAL
GROUPS = (
    Group(type=SchoolType.PRIMARY, area=_URBAN, count=1, pupils=(900, 1100)),
    Group(type=SchoolType.PRIMARY, area=_TOWN, count=2, pupils=(420, 700)),
    Group(type=SchoolType.TEACHING_POINT, area=_RURAL, count=1, pupils=(54, 92)),
    Group(type=SchoolType.NINE_YEAR, area=_TOWN, count=1, pupils=(760, 1100)),
    Group(type=SchoolType.JUNIOR, area=_URBAN, count=1, pupils=(900, 1200)),
    Group(type=SchoolType.JUNIOR, area=_TOWN, count=1, pupils=(380, 700)),
)


def main() -> None:
    """Fill the site."""
    nation = add_region(code="000000", name="全国", level=Level.NATION, parent=None, by=SYSTEM)
    province = add_region(
        code="990000", name="虚构省", level=Level.PROVINCE, parent=nation, by=SYSTEM
    )
    prefecture = add_region(
        code="999900", name="虚构州", level=Level.PREFECTURE, parent=province, by=SYSTEM
    )
    counties = {
        key: add_region(code=code, name=name, level=Level.COUNTY, parent=prefecture, by=SYSTEM)
        for key, code, name in (("busy", "999921", "青禾县"), ("ready", "999922", "白露县"))
    }
    flaws = {"busy": (Flaw.ONE_SHORT, Flaw.CROWDED_SCHOOL), "ready": (Flaw.ONE_SHORT,)}
    now, before = (
        {
            key: county(seed, _profile(region, flaws[key]))
            for seed, (key, region) in enumerate(counties.items(), 7)
        }
        for _ in range(2)
    )
    for key, region in counties.items():
        add_schools(region, now[key])
    people = People()
    people.everybody(province, prefecture, counties)

    today = timezone.localdate()
    last = season(prefecture, THIS_YEAR - 1, state=CampaignState.OPEN, deadline=today)
    this = season(
        prefecture, THIS_YEAR, state=CampaignState.OPEN, deadline=today + timedelta(days=20)
    )
    judged = {}
    for key, region in counties.items():
        round_ = last.rounds.get(county=region)
        fill(round_, before[key], state=ReturnState.LOCKED, by=people.user("county_statistician"))
        lock(round_)
        judged[key] = _judge(round_, people.user("county_supervisor"))
        fill(
            this.rounds.get(county=region),
            now[key],
            state=ReturnState.APPROVED,
            by=people.user("county_statistician"),
        )
    close(last)
    plans = _plans(last.rounds.get(county=counties["busy"]), people.user("county_supervisor"))
    returns = _in_the_midst(this.rounds.get(county=counties["busy"]))
    json.dump(
        {
            "year": THIS_YEAR,
            "people": people.known,
            "counties": {key: each.code for key, each in counties.items()},
            "rounds": {key: this.rounds.get(county=each).pk for key, each in counties.items()},
            "returns": returns,
            "campaign": this.pk,
            "judged": judged["busy"],
            "last_round": last.rounds.get(county=counties["busy"]).pk,
            "plans": plans,
            "task": Task.everything.order_by("pk")[0].pk,
            "names": [
                *Region.everything.values_list("name", flat=True),
                *School.everything.values_list("name", flat=True),
                *Department.everything.values_list("name", flat=True),
                *Campaign.everything.values_list("title", flat=True),
                *_official_words(),
                *Plan.everything.values_list("name", flat=True),
                *Task.everything.values_list("what", flat=True).distinct(),
                *ClauseLine.everything.values_list("title", flat=True).distinct(),
            ],
        },
        sys.stdout,
        ensure_ascii=False,
    )


def _official_words() -> Iterator[str]:
    """The names of the official forms' tables, columns, units and choices: shown as they are."""
    for table in TABLES:
        yield table.sheet
        for column in table.columns:
            yield from (column.header, column.unit, *column.choices)


def _profile(region: Region, flaws: tuple[Flaw, ...]) -> Profile:
    return replace(
        FAILS_NARROWLY,
        code=region.code,
        name=region.name,
        groups=GROUPS,
        flaws=flaws,
        class_list=True,
    )


class People:
    """The people, and what a test must know to be one of them."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}

    def user(self, key: str) -> User:
        """One of them."""
        return User.objects.get(username=self.known[key]["username"])

    def everybody(self, province: Region, prefecture: Region, counties: dict[str, Region]) -> None:
        """One of every role in the busy county and above it, and two for the seal of the other."""
        busy, ready = counties["busy"], counties["ready"]
        schools = list(busy.schools.order_by("code"))
        finance = busy.departments.get(kind="finance")
        self._add("school_clerk", "王填报", school=schools[0])
        self._add("school_head", "李校长", school=schools[0])
        self._add("second_head", "赵校长", role="school_head", school=schools[1])
        self._add("county_statistician", "周统计", region=busy)
        self._add("county_supervisor", "吴负责", region=busy)
        self._add("department_clerk", "郑经办", department=finance)
        self._add("county_leader", "冯县长", region=busy)
        self._add("prefecture_inspector", "陈督导", region=prefecture)
        self._add("province_assessor", "褚评估", region=province)
        self._add("publisher", "卫发布", region=prefecture)
        self._add("account_administrator", "蒋管理", region=busy)
        self._add("auditor", "沈审计", region=prefecture)
        self._add("ready_statistician", "韩统计", role="county_statistician", region=ready)
        self._add("ready_supervisor", "杨负责", role="county_supervisor", region=ready)

    def _add(self, key: str, name: str, *, role: str = "", **place: Any) -> None:
        role = role or key
        username = key.replace("_", "-")
        user = User.objects.create_user(username=username, password=PASSWORD, name=name)
        Holding.everything.create(user=user, role_key=role, **place)
        secret = ""
        if BY_KEY[role].second_factor:
            secret = generate_totp_secret()
            TOTP.activate(user, secret)
        self.known[key] = {
            "username": user.username,
            "password": PASSWORD,
            "secret": secret,
            "name": name,
        }


def _judge(round_: Round, user: User) -> str:
    assessment = run(round=round_, basis=Basis.LOCKED, by=By(user=user))
    perform(assessment.job_id)
    assessment.refresh_from_db()
    if assessment.state != AssessmentState.DONE:
        raise RuntimeError(f"{assessment.state}: {assessment.reason} {assessment.defects[:5]}")
    return str(assessment.pk)


def _plans(round_: Round, user: User) -> list[str]:
    """Two plans of the county, the first of which it goes by."""
    planner, made = planner_of("comply"), []
    for name, years in (("两年到位", 2), ("三年到位", 3)):
        options = {**planner.defaults(), "years": years, "gap": "5", "compare": False}
        wish = Wish(name=name, options=options, seconds=120)
        asked = ask_plan(round=round_, planner=planner, wish=wish, by=By(user=user))
        perform(asked.job_id)
        made.append(Plan.everything.select_related("round__county").get(pk=asked.pk))
    if any(each.state != PlanState.DONE for each in made):
        raise RuntimeError([each.reason for each in made])
    adopt(plan=made[0], note="县长办公会通过", by=By(user=user))
    return [str(each.pk) for each in made]


def _in_the_midst(round_: Round) -> dict[str, int]:
    """The first school of the busy county still fills, the second has handed in; their numbers."""
    first, second = round_.returns.filter(school__isnull=False).order_by("school__code")[:2]
    first.state, first.approved_at, first.approved_by = ReturnState.DRAFT, None, None
    first.submitted_at = first.submitted_by = None
    first.document["stages"][0]["pe"] = ""
    first.document["stages"][0]["music"] = ""
    second.state, second.approved_at, second.approved_by = ReturnState.SUBMITTED, None, None
    for each in (first, second):
        check_return(each).stored_on(each)
        each.save()
    finance = Return.everything.get(round=round_, department__kind="finance")
    finance.state = ReturnState.DRAFT
    finance.save()
    return {"draft": first.pk, "submitted": second.pk, "finance": finance.pk}


if __name__ == "__main__":
    main()
