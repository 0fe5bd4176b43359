"""What is collected, judged and told in every place of the world, each thing with its mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from junheng.census.records import Census
from junheng.model import AreaClass, SchoolType
from junheng.planning.outcome import Column, Ending, Figure, Outcome, Table, packed
from junheng.synthesis import PASSES, county
from junheng.synthesis.profiles import Group
from junheng_web.accounts.models import Roster, User
from junheng_web.assessments.actions import run
from junheng_web.assessments.models import (
    Assessment,
    Basis,
    ClauseLine,
    SchoolCase,
)
from junheng_web.audit.actions import SYSTEM, By, record
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
from junheng_web.collection.queries.uploads import scope_of
from junheng_web.jobs.actions import perform
from junheng_web.jobs.models import Job
from junheng_web.lib.doors import Permission
from junheng_web.notices.models import Notice, Webhook
from junheng_web.plans.actions.adopting import adopt
from junheng_web.plans.models import Plan, PlanState, Task
from junheng_web.territory.models import School, SchoolRegister
from tests.site.assessments.filling import fill_round
from tests.site.security.world import ACTORS, COUNTY, FAR, NEIGHBOUR, STANDS, World, hold

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
    _plans(world)
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
    """Every county is judged from what it has drafted."""
    rounds = {each.place: each.number for each in world.things["round"]}
    for place, number in rounds.items():
        asked = run(round=Round.everything.get(pk=number), basis=Basis.DRAFT, by=SYSTEM, options=())
        assert asked.job_id is not None
        perform(asked.job_id)
        assessment = Assessment.everything.get(pk=asked.pk)
        assert assessment.state == "done", assessment.defects
        _judged(world, place, assessment)


def _judged(world: World, place: str, assessment: Assessment) -> None:
    code = world.region(place).code
    clause = ClauseLine.everything.filter(assessment=assessment).first()
    assert clause is not None
    world.add("assessment", place, assessment.pk)
    world.add("judged", place, code, year=YEAR)
    world.add("judged_clause", place, code, year=YEAR, clause=clause.clause)
    for case in SchoolCase.everything.filter(assessment=assessment):
        where = next(each for each, at in world.places.items() if at == case.school)
        world.add("judged_school", where, case.school_code, code=code, year=YEAR)
        world.add("judged_figure", where, assessment.pk, address=case.school_code)


def _plans(world: World) -> None:
    """Every county goes by a plan, with a task for each school and for the county; it has another."""
    rounds = {each.place: each.number for each in world.things["round"]}
    for place, number in rounds.items():
        schools = [
            (each, at)
            for each, at in world.places.items()
            if each.startswith(f"{place}/") and isinstance(at, School)
        ]
        plan = Plan.everything.create(
            round_id=number,
            kind="quota",
            name=world.marked("方案", place),
            workbook=ContentFile(b"PK", name="made.xlsx"),
            workbook_name="附表.xlsx",
            state=PlanState.DONE,
            title="方案",
            ending=Ending.PROVEN.value,
            figures=[["cost", world.marked("费用", place), 12, "yuan", "元", ""]],
            outcome=packed(_outcome(world, place, schools)),
        )
        world.add("plan", place, plan.pk)
        county = world.region(place)
        adopter = User.objects.create(username=f"adopter {place}", name="采用人")
        hold(adopter, "county_supervisor", county)
        adoption = adopt(plan=plan, note=world.marked("采用说明", place), by=By(user=adopter))
        for task in Task.everything.filter(adoption=adoption):
            where = next((each for each, at in schools if at == task.school), place)
            world.add("plan_task", where, task.pk)


def _outcome(world: World, place: str, schools: list[tuple[str, School]]) -> Outcome:
    names = ("school_code", "school", "what", "due")
    columns = tuple(Column(each, each) for each in names)
    rows = [
        (school.code, school.name, world.marked("任务内容", where), "2026-12-31")
        for where, school in schools
    ]
    rows.append(("", "", world.marked("县的任务", place), "2026-12-31"))
    return Outcome(
        kind="quota",
        title="方案",
        ending=Ending.PROVEN,
        figures=(Figure(name="cost", title=world.marked("费用", place), value=12),),
        tables=(Table(name="tasks", title="任务", columns=columns, rows=rows),),
    )


def _own(world: World, actor: str) -> None:
    """A job, a notice, an upload, a roster and a register of schools of everybody's own."""
    user, place = world.people[actor], STANDS.get(actor, COUNTY)
    job = Job.everything.create(
        kind="none", title=world.marked("任务", place, owner=actor), owner=user
    )
    world.add("job", place, job.pk, owner=actor)
    notice = Notice.everything.create(to=user, text=world.marked("通知", place, owner=actor))
    world.add("notice", place, notice.pk, owner=actor)
    reach = list(user.reach(Permission.MANAGE_ACCOUNTS).paths)
    roster = Roster.everything.create(
        uploaded_by=user, name=world.marked("名册", place, owner=actor), reach=reach
    )
    world.add("roster", place, roster.pk, owner=actor)
    register = SchoolRegister.everything.create(
        uploaded_by=user, name=world.marked("学校名册", place, owner=actor), reach=reach
    )
    world.add("register", place, register.pk, owner=actor)
    rounds = {each.place: each.number for each in world.things["round"]}
    of = Round.everything.select_related("county").get(pk=rounds[COUNTY])
    upload = Upload.everything.create(
        round=of,
        scope=scope_of(user, of, None),
        by=user,
        name=world.marked("文件", place, owner=actor) + ".xlsx",
        file=ContentFile(b"PK", name="made.xlsx"),
        digest="0" * 64,
        state=UploadState.REFUSED,
    )
    world.add("upload", COUNTY, upload.pk, owner=actor)
