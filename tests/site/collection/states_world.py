"""A season for tests: a campaign that is open, and documents that the library accepts."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.audit.actions import By
from junheng_web.collection.actions.campaigns import Plan, open_campaign, plan_campaign
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Campaign, Return, ReturnState, Round
from junheng_web.territory.models import Department, Region, School


def by(user: User | None) -> By:
    """The user at the screen."""
    return By(user=user, address="127.0.0.1")


def plan(*, year: int = 2025, days: int = 10, **more: object) -> Plan:
    """A plan whose deadline is some days off."""
    today = timezone.localdate()
    given = {
        "year": year,
        "title": f"{year}年度数据采集",
        "opens_on": today - timedelta(days=60),
        "deadline": today + timedelta(days=days),
        "rules_on": date(year, 9, 1),
        "jurisdiction": "",
    }
    return Plan(**{**given, **more})


def opened(region: Region, user: User, **more: object) -> Campaign:
    """A campaign that is open."""
    campaign = plan_campaign(region=region, plan=plan(**more), by=by(user))
    open_campaign(campaign=campaign, by=by(user))
    campaign.refresh_from_db()
    return campaign


def return_of(campaign: Campaign, subject: School | Department) -> Return:
    """The return of a school or department, with all that names it."""
    which = {"school": subject} if isinstance(subject, School) else {"department": subject}
    return Return.everything.select_related(
        "round__campaign", "round__county", "school__county", "department__region"
    ).get(round__campaign=campaign, **which)


def round_of(campaign: Campaign, county: Region) -> Round:
    """The county's round."""
    return Round.everything.select_related("campaign", "county").get(
        campaign=campaign, county=county
    )


def fill(of: Return, *, pupils: int = 420, flawed: bool = False) -> Return:
    """Write what a clerk would enter. ``flawed`` leaves out what is required."""
    document = document_of(of)
    if of.school_id is not None:
        document["schools"][0] |= {
            "operator": "7",
            "boarding": "否",
            "teaching_area_m2": "2600",
            "indoor_sports_m2": "900",
            "sports_ground_m2": "4200",
            "equipment_yuan": "1050000",
            "multimedia_rooms": "14",
        }
        for row in document["stages"]:
            row |= {
                "pupils": "" if flawed else str(pupils),
                "grades": "6",
                "classes": "12",
                "largest_class": "38",
                "classes_over": "0",
                "boarders": "0",
                "teachers": "28",
                "degree_associate": "6",
                "degree_bachelor": "20",
                "degree_master": "2",
                "degree_doctor": "0",
                "backbone": "4",
                "pe": "3",
                "music": "2",
                "art": "2",
                "arts": "0",
                "certified": "28",
                "trained_360": "27",
            }
        document["rooms"] = [
            {"school_code": of.school.code, "kind": "music", "area_m2": "96"},
            {"school_code": of.school.code, "kind": "art", "area_m2": "96"},
        ]
    of.document, of.version = document, of.version + 1
    of.save()
    return of


def set_state(of: Return, state: ReturnState) -> None:
    """Put a return into a state without its story."""
    Return.everything.filter(pk=of.pk).update(state=state)
