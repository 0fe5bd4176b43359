"""Seasons on a database of their own, for processes that are rushed or killed: see test_states_at_once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

from django.core.management import call_command
from django.db import connections
from django.test import Client, override_settings

from junheng_web.accounts.models import Holding, User
from junheng_web.audit.actions import SYSTEM
from junheng_web.audit.chain import breaks
from junheng_web.audit.models import Entry
from junheng_web.collection.actions import campaigns
from junheng_web.collection.models import Campaign, Return, Round
from junheng_web.notices.models import Notice
from junheng_web.territory.actions import add_region, add_school
from junheng_web.territory.models import Level, Region
from tests.site.collection.states_world import by, fill, opened, plan

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _land(schools: int) -> tuple[Region, User]:
    """A prefecture of two counties with so many schools, and its inspector."""
    call_command("migrate", verbosity=0)
    prefecture = add_region(
        code="999900", name="虚构州", level=Level.PREFECTURE, parent=None, by=SYSTEM
    )
    counties = [
        add_region(
            code=f"99990{number}",
            name=f"{number}县",
            level=Level.COUNTY,
            parent=prefecture,
            by=SYSTEM,
        )
        for number in (1, 2)
    ]
    for number in range(schools):
        add_school(
            code=f"99990{number:05}",
            name=f"学校{number}",
            county=counties[number % 2],
            type="primary",
            area_class="town",
            by=SYSTEM,
        )
    inspector = _person("inspector", "prefecture_inspector", region=prefecture)
    for number, county in enumerate(counties):
        _person(f"statistician{number}", "county_statistician", region=county)
    return prefecture, inspector


def _person(name: str, role: str, **where: object) -> User:
    user = User.objects.create(username=name, name=name)
    Holding.everything.create(user=user, role_key=role, **where)
    return user


def rush(schools: str, at_once: str) -> None:
    """Every head submits twice, all together: each return is submitted by exactly one request."""
    number = int(schools)
    prefecture, inspector = _land(number)
    campaign = opened(prefecture, inspector, days=0)
    clicks = []
    for of in Return.everything.filter(round__campaign=campaign).select_related(
        "round__campaign", "round__county", "school__county", "department__region"
    ):
        fill(of)
        head = _person(f"head{of.pk}", "school_head", school=of.school)
        for _ in range(2):  # in two windows, so that each is told its own outcome
            client = Client(headers={"host": "localhost"})
            client.force_login(head, backend=_BACKEND)
            clicks.append((client, of.pk))
    start = threading.Barrier(int(at_once))
    fresh, again, wrong = [], [], []

    def work(part: list[tuple[Client, int]]) -> None:
        start.wait()
        try:
            for client, pk in part:
                address = f"/collection/returns/{pk}/submit"
                page = client.post(address, {"note": "已核实"}, follow=True)
                text = page.content.decode()
                if "已提交，等待县级审核" in text:
                    fresh.append(pk)
                elif "没有重复提交" in text:
                    again.append(pk)
                else:
                    wrong.append((pk, page.status_code, text[:2000]))
        finally:
            connections.close_all()

    # The two clicks of one head run in different threads.
    parts = [clicks[place :: int(at_once)] for place in range(int(at_once))]
    with (
        override_settings(STORAGES=_plain_static(), ALLOWED_HOSTS=["localhost", "testserver"]),
        ThreadPoolExecutor(int(at_once)) as pool,
    ):
        list(pool.map(work, parts))
    assert not wrong, wrong[:3]
    assert sorted(fresh) == sorted(again) == sorted({pk for _, pk in clicks})
    handed_in = Return.everything.filter(round__campaign=campaign, state="submitted")
    assert handed_in.count() == number
    assert not handed_in.filter(late=True).exists()
    entries = Entry.everything.filter(action="collection.submit")
    assert entries.count() == entries.values("subject_id").distinct().count() == number
    told = Notice.everything.filter(text__contains="已提交报表")
    assert sum(each.count for each in told) == number
    assert list(breaks()) == []
    _say(f"{len(fresh)} submitted once, {len(again)} told that it was done already")


def _plain_static() -> dict[str, object]:
    from django.conf import settings  # noqa: PLC0415

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {**settings.STORAGES, "staticfiles": plain}


def killed_while_opening() -> None:
    """The process is killed after everything was made and before it was told and recorded."""
    prefecture, inspector = _land(30)
    campaign = campaigns.plan_campaign(region=prefecture, plan=plan(), by=by(inspector))
    made = campaigns.make_rounds

    def then_killed(*arguments: object) -> None:
        done = made(*arguments)  # type: ignore[arg-type]
        assert Return.everything.count() == done.returns
        _say(f"about to be killed with {done.returns} returns made")
        os.kill(os.getpid(), signal.SIGKILL)

    with mock.patch.object(campaigns, "make_rounds", then_killed):
        campaigns.open_campaign(campaign=campaign, by=by(inspector))


def opened_after_all() -> None:
    """Afterwards nothing is there, and the campaign can be opened."""
    before = (Round.everything.count(), Return.everything.count(), Notice.everything.count())
    campaign = Campaign.everything.get()
    assert campaign.state == "planned"
    assert list(breaks()) == []
    inspector = User.objects.get(username="inspector")
    campaigns.open_campaign(campaign=campaign, by=by(inspector))
    _say(
        f"{before[0]} rounds, {before[1]} returns, {before[2]} notices before; "
        f"{Return.everything.count()} returns after"
    )
