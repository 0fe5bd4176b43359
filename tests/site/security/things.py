"""What is collected, judged and told in every place of the world, each thing with its mark."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.collection.models import (
    Campaign,
    Evidence,
    Remark,
    Return,
    Round,
    Unlock,
    Upload,
)
from junheng_web.collection.models.campaigns import CampaignState
from junheng_web.collection.models.uploads import UploadState
from junheng_web.jobs.models import Job
from junheng_web.notices.models import Notice
from junheng_web.territory.models import Department, Level, School
from tests.site.security.world import ACTORS, COUNTY, FAR, NEIGHBOUR, STANDS, World

YEAR = 2026
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
            rules_on=today,
            state=CampaignState.OPEN,
        )
        world.add("campaign", prefecture, campaign.pk)
        for county in counties:
            _county(world, campaign, county)
    for actor in ACTORS:
        if actor != "anonymous":
            _own(world, actor)


def _county(world: World, campaign: Campaign, county: str) -> None:
    region = world.region(county)
    assert region.level == Level.COUNTY
    about = Round.everything.create(
        campaign=campaign, county=region, reason=world.marked("退回理由", county)
    )
    world.add("round", county, about.pk)
    for place, where in world.places.items():
        if not place.startswith(county + "/"):
            continue
        school = where if isinstance(where, School) else None
        department = where if isinstance(where, Department) else None
        _return(
            world,
            place,
            Return.everything.create(
                round=about,
                school=school,
                department=department,
                note=world.marked("核实说明", place),
                document=_document(where) if isinstance(where, School) else {},
            ),
        )


def _document(school: School) -> dict[str, list[dict[str, str]]]:
    return {
        "schools": [
            {"school_code": school.code, "name": school.name, "type": school.type, "pupils": "120"}
        ]
    }


def _return(world: World, place: str, made: Return) -> None:
    system = world.people["nobody"]
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
    if made.school is not None:
        upload = Upload.everything.create(
            round=made.round,
            school=made.school,
            by=system,
            name=world.marked("文件", place) + ".xlsx",
            file=ContentFile(b"PK", name="made.xlsx"),
            digest="0" * 64,
            state=UploadState.REFUSED,
        )
        world.add("upload", place, upload.pk)


def _own(world: World, actor: str) -> None:
    """A job and a notice of everybody's own."""
    user, place = world.people[actor], STANDS.get(actor, COUNTY)
    assert isinstance(user, User)
    job = Job.everything.create(
        kind="none", title=world.marked("任务", place, owner=actor), owner=user
    )
    world.add("job", place, job.pk, owner=actor)
    notice = Notice.everything.create(to=user, text=world.marked("通知", place, owner=actor))
    world.add("notice", place, notice.pk, owner=actor)
