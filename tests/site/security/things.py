"""What is collected, judged and told in every place of the world, each thing with its mark."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from junheng.census.records import Census
from junheng.model import AreaClass, SchoolType
from junheng.synthesis import PASSES, county
from junheng.synthesis.profiles import Group
from junheng_web.accounts.models import Roster
from junheng_web.assessments.actions import run
from junheng_web.assessments.models import (
    Assessment,
    Basis,
    ClauseLine,
    DisparityLine,
    SchoolCase,
    SchoolLine,
)
from junheng_web.audit.actions import SYSTEM, record
from junheng_web.audit.models import Verification
from junheng_web.collection.models import (
    Campaign,
    CampaignState,
    Evidence,
    Remark,
    Return,
    Round,
    Unlock,
    Upload,
    UploadState,
)
from junheng_web.jobs.actions import perform
from junheng_web.jobs.models import Job
from junheng_web.notices.models import Notice, Webhook
from tests.site.assessments.filling import fill_round
from tests.site.security.world import ACTORS, COUNTY, FAR, NEIGHBOUR, SCHOOL, STANDS, World

YEAR = 2025
ABOVE = {"省/州": (COUNTY, NEIGHBOUR), "省/邻州": (FAR,)}


def fill(world: World) -> None:
    """Let there be a season in both prefectures, and something to find in every place."""
    today = timezone.localdate()
    for prefecture, counties in ABOVE.items():
        campaign = Campaign.everything.create(
            region=world.region(prefecture),
            year=YEAR,
            title=f"{YEAR} 年采集",
            opens_on=today - timedelta(days=20),
            deadline=today + timedelta(days=20),
            rules_on=f"{YEAR}-09-01",
            state=CampaignState.OPEN,
        )
        world.add("campaign", prefecture, campaign.pk)
        for place in counties:
            _county(world, campaign, place)
    _judgements(world)
    for place in ("省", "省/州", COUNTY, NEIGHBOUR, FAR):
        region = world.region(place)
        entry = record(
            "tried", by=SYSTEM, subject=region, path=region.path, reason=world.marked("事由", place)
        )
        world.add("entry", place, entry.number)
        webhook = Webhook.everything.create(
            region=region,
            kind="wecom",
            address=f"https://127.0.0.1:9/{world.marked('机器人', place)}",
        )
        world.add("webhook", place, webhook.pk)
    world.add("verification", "省", Verification.everything.create().pk)
    for actor in ACTORS:
        if actor != "anonymous":
            _own(world, actor)


def census_of(code: str, schools: int) -> Census:
    """An invented county of a few schools."""
    kind = Group(type=SchoolType.NINE_YEAR, area=AreaClass.TOWN, count=schools, pupils=(420, 600))
    return county(7, replace(PASSES, code=code, groups=(kind,), flaws=()))


def _county(world: World, campaign: Campaign, place: str) -> None:
    region = world.region(place)
    about = Round.everything.create(
        campaign=campaign, county=region, reason=world.marked("退回理由", place)
    )
    world.add("round", place, about.pk)
    fill_round(about, census_of(region.code, 2 if place == COUNTY else 1))
    below = {
        (type(where), where.pk): each
        for each, where in world.places.items()
        if each.startswith(place + "/")
    }
    for made in Return.everything.filter(round=about).select_related("school", "department"):
        subject = made.subject
        if (type(subject), subject.pk) in below:
            _return(world, below[type(subject), subject.pk], made)


def _return(world: World, place: str, made: Return) -> None:
    system = world.people["nobody"]
    made.note, made.state = world.marked("核实说明", place), "draft"
    made.save()
    kind = "school_return" if made.school_id else "department_return"
    world.add(kind, place, made.pk)
    world.add("return", place, made.pk)
    remark = Remark.everything.create(on=made, text=world.marked("意见", place), by=system)
    world.add("remark", place, remark.pk)
    evidence = Evidence.everything.create(
        of=made,
        clause="2.1",
        file=ContentFile(b"%PDF-1.4\n", name="made.pdf"),
        name=world.marked("佐证", place) + ".pdf",
        size=9,
        kind="pdf",
        digest="0" * 64,
        by=system,
    )
    world.add("evidence", place, evidence.pk)
    unlock = Unlock.everything.create(
        of=made, reason=world.marked("更正理由", place), asked_by=system
    )
    world.add("unlock", place, unlock.pk)


def _judgements(world: World) -> None:
    """One county is judged; the others are given copies of it, which the doors do not tell apart."""
    rounds = {each.place: each.number for each in world.things["round"]}
    first = run(
        round=Round.everything.get(pk=rounds[COUNTY]), basis=Basis.DRAFT, by=SYSTEM, options=()
    )
    assert first.job_id is not None
    perform(first.job_id)
    made = {COUNTY: Assessment.everything.get(pk=first.pk)}
    assert made[COUNTY].state == "done", made[COUNTY].defects
    for place in (NEIGHBOUR, FAR):
        made[place] = _copied(made[COUNTY], rounds[place])
    for place, assessment in made.items():
        code = world.region(place).code
        clause = ClauseLine.everything.filter(assessment=assessment).first()
        assert clause is not None
        world.add("assessment", place, assessment.pk)
        world.add("judged", place, code, year=YEAR)
        world.add("judged_clause", place, code, year=YEAR, clause=clause.clause)
    own = SchoolCase.everything.filter(assessment=made[COUNTY])
    for case in own:
        where = next(each for each, at in world.places.items() if at == case.school)
        world.add("judged_school", where, case.school_code, code="999901", year=YEAR)
        world.add("judged_figure", where, made[COUNTY].pk, address=case.school_code)
    world.add("judged_figure", NEIGHBOUR, made[NEIGHBOUR].pk, address=own[0].school_code)


def _copied(of: Assessment, round_: int) -> Assessment:
    """The same judgement, of another round."""
    lines = {
        kind: list(kind.everything.filter(assessment=of))
        for kind in (ClauseLine, DisparityLine, SchoolLine, SchoolCase)
    }
    copy = Assessment.everything.get(pk=of.pk)
    copy.pk, copy.round_id, copy.job_id, copy.state = uuid.uuid4(), round_, None, "pending"
    copy.save(force_insert=True)
    for kind, rows in lines.items():
        for row in rows:
            _moved(row, assessment=copy)
        kind.everything.bulk_create(rows)
    Assessment.everything.filter(pk=copy.pk).update(state="done")
    return Assessment.everything.get(pk=copy.pk)


def _moved(row: Model, **where: Any) -> None:
    row.pk = None
    for name, value in {**where, **({"school": None} if hasattr(row, "school_id") else {})}.items():
        setattr(row, name, value)


def _own(world: World, actor: str) -> None:
    """A job, a notice, an upload and a roster of everybody's own."""
    user, place = world.people[actor], STANDS.get(actor, COUNTY)
    job = Job.everything.create(
        kind="none", title=world.marked("任务", place, owner=actor), owner=user
    )
    world.add("job", place, job.pk, owner=actor)
    Notice.everything.create(to=user, text=world.marked("通知", place, owner=actor))
    roster = Roster.everything.create(
        uploaded_by=user, name=world.marked("名册", place, owner=actor)
    )
    world.add("roster", place, roster.pk, owner=actor)
    rounds = {each.place: each.number for each in world.things["round"]}
    upload = Upload.everything.create(
        round_id=rounds[COUNTY],
        school=world.places[SCHOOL],
        by=user,
        name=world.marked("文件", place, owner=actor) + ".xlsx",
        file=ContentFile(b"PK", name="made.xlsx"),
        digest="0" * 64,
        state=UploadState.REFUSED,
    )
    world.add("upload", COUNTY, upload.pk, owner=actor)
