"""Loading the demonstration, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from junheng.census.records import Census
from junheng.errors import UserError
from junheng.synthesis.prefecture import PrefectureCounty, prefecture
from junheng_web.accounts.models import User
from junheng_web.assessments.actions import run
from junheng_web.assessments.models import Assessment, Basis
from junheng_web.audit.actions import By
from junheng_web.collection.actions.remarks import remark
from junheng_web.collection.actions.states import approve, begin_review, send_back, submit
from junheng_web.collection.models import Campaign, Round, RoundState
from junheng_web.jobs.actions import perform
from junheng_web.site.demonstration.land import build_regions, keep_schools
from junheng_web.site.demonstration.people import Person, appoint, posts
from junheng_web.site.demonstration.plans import make_plans
from junheng_web.site.demonstration.seasons import STAGES, Team, fill, finish, mix, season, settle
from junheng_web.territory.models import School

SEED = 7
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was made."""

    people: list[Person]
    counties: int
    schools: int
    years: tuple[int, ...]
    assessments: int


@transaction.atomic
def load(*, tell: Tell, counties: int = 10) -> Loaded:
    """Invent the prefecture and bring its three years to where they are.

    Raises :class:`UserError` where the site already has accounts: invented people and real ones must
    not meet.
    """
    if User.objects.exists():
        raise UserError("这个站点已经有账号，不载入演示数据", remedy="换一个空的数据文件夹或数据库")
    invented = prefecture(SEED, counties=counties)
    region, places = build_regions(invented)
    years = tuple(invented.counties[0].years)
    for each in invented.counties:
        keep_schools(places[each.code], each.years[years[0]], on=date(years[0], 8, 31))
    handed = [appoint(post) for post in posts(region, list(places.values()))]
    people = {user.username: user for user in User.objects.all()}
    inspector = By(user=people["zhoududao"], channel="command")
    judged = 0
    for year in years:
        past = year != years[-1]
        tell(f"{year} 年：登记学校、开始采集、填入数据")
        for each in invented.counties:
            keep_schools(places[each.code], each.years[year], on=date(year, 8, 31))
        campaign = season(region, year, past=past, by=inspector)
        judged += _county_by_county(campaign, invented.counties, people, tell, past=past)
        if past:
            finish(campaign, inspector)
        else:
            tell(f"{year} 年：编制规划")
            second = Round.everything.select_related("campaign", "county").get(
                campaign=campaign, county=places[invented.counties[1].code]
            )
            make_plans(second, people["fuze2"])
    return Loaded(
        people=handed,
        counties=len(places),
        schools=School.everything.filter(closed__isnull=True).count(),
        years=years,
        assessments=judged,
    )


def _county_by_county(
    campaign: Campaign,
    counties: tuple[PrefectureCounty, ...],
    people: dict[str, User],
    tell: Tell,
    *,
    past: bool,
) -> int:
    rounds = {
        each.county.code: each
        for each in Round.everything.filter(campaign=campaign).select_related("county", "campaign")
    }
    states = [*STAGES, *[RoundState.COLLECTING] * len(counties)]
    judged = 0
    for number, (each, present) in enumerate(zip(counties, states, strict=False), 1):
        round_ = rounds[each.code]
        state = RoundState.LOCKED if past else present
        team = Team(
            statistician=people[f"tongji{number}"],
            supervisor=people[f"fuze{number}"],
            inspector=people["zhoududao"],
        )
        _bring(round_, each.years[campaign.year], state, team, last=number == len(counties))
        if state == RoundState.COLLECTING:
            continue
        tell(f"{campaign.year} 年：判定{each.name}")
        judged += _judge(
            round_, Basis.LOCKED if state == RoundState.LOCKED else Basis.DRAFT, people
        )
    return judged


def _bring(round_: Round, census: Census, state: str, team: Team, *, last: bool) -> None:
    """Fill one county and bring it to a state; in the last one every kind of return is there."""
    by = By(user=team.statistician, channel="command")
    if state != RoundState.COLLECTING:
        fill(round_, census, by=by)
        settle(round_, state, team)
        return
    fill(round_, census, by=by, leave=4)
    if not last:
        return
    for number, each in enumerate(mix(round_)):
        submit(of=each, by=by, note="演示数据，已核实")
        if number % 3 == 0:
            begin_review(of=each, by=by)
            remark(on=each, text="面积与上年相差较大，请核实房产证", by=by, demands=True)
            send_back(of=each, by=by)
        elif number % 3 == 1:
            second = By(user=team.supervisor, channel="command")
            approve(of=each, by=second, confirmed=True, note="已核对")


def _judge(round_: Round, basis: str, people: dict[str, User]) -> int:
    by = By(user=people["zhoududao"], channel="command")
    assessment: Assessment = run(round=round_, basis=basis, by=by)
    if assessment.job is not None:
        perform(assessment.job.pk)
    return 1
