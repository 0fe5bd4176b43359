"""A province in which the same things stand in several places, and people of every role and standing.

A place is written as a way down the tree: ``省/州/甲县/一小``. Whoever stands in a place reaches what
lies in it or below it. Everything private carries a mark that names its place, so that a page that
shows what it must not is found out by its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.test import Client
from django.utils import timezone

from junheng_web.accounts.models import Holding, User
from junheng_web.api.actions import FOR_PROGRAMS, make_token
from junheng_web.audit.actions import SYSTEM, By
from junheng_web.territory.actions import add_department, add_region, add_school
from junheng_web.territory.models import Department, Level, Region, School

Where = Region | School | Department

PROVINCE, PREFECTURE, COUNTY = "省", "省/州", "省/州/甲县"
SCHOOL, SIBLING = "省/州/甲县/一小", "省/州/甲县/二小"
FINANCE = "省/州/甲县/财政局"
NEIGHBOUR, FAR = "省/州/乙县", "省/邻州/丙县"
NEIGHBOUR_SCHOOL, FAR_SCHOOL = "省/州/乙县/三小", "省/邻州/丙县/四小"
NEIGHBOUR_FINANCE = "省/州/乙县/财政局"

STANDS = {
    "school_clerk": SCHOOL,
    "school_head": SCHOOL,
    "county_statistician": COUNTY,
    "county_supervisor": COUNTY,
    "department_clerk": FINANCE,
    "county_leader": COUNTY,
    "prefecture_inspector": PREFECTURE,
    "province_assessor": PROVINCE,
    "publisher": PREFECTURE,
    "account_administrator": COUNTY,
    "auditor": COUNTY,
}
"""Where the people stand who try every door, by role."""

PASSWORD = "gold-river-stone-42"
MANY_FACED = "county_supervisor"
"""The role that people of bad standing hold: one that would open much."""

STANDINGS = ("anonymous", "nobody", "disabled", "former", "stale_password", "no_second_factor")
ACTORS = (*STANDS, *STANDINGS)


def mark(kind: str, place: str) -> str:
    """Text that nobody may see who does not reach the place."""
    return f"◆{kind}〔{place.replace('/', '·')}〕"


def covers(stands: str, place: str) -> bool:
    """Whether who stands in one place reaches another."""
    return place == stands or place.startswith(stands + "/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that an address names. ``owner`` is the actor whose own it is, "" for nobody's."""

    place: str
    number: Any
    owner: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    """What else the address says, by the names that it has there."""


@dataclass(slots=True)
class World:
    """Places, people and things."""

    places: dict[str, Where] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)
    programs: dict[str, Client] = field(default_factory=dict)
    things: dict[str, list[Thing]] = field(default_factory=dict)
    marks: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By mark the place and the owner of what it marks."""

    def add(self, kind: str, place: str, number: Any, *, owner: str = "", **parts: Any) -> None:
        """Remember a thing of a kind."""
        thing = Thing(place=place, number=number, owner=owner, parts=parts)
        self.things.setdefault(kind, []).append(thing)

    def marked(self, kind: str, place: str, *, owner: str = "") -> str:
        """A mark, remembered."""
        text = mark(kind, place) if not owner else mark(kind, f"{place}/{owner}")
        self.marks[text] = (place, owner)
        return text

    def region(self, place: str) -> Region:
        """The region of a place."""
        found = self.places[place]
        assert isinstance(found, Region)
        return found

    def by(self, actor: str) -> By:
        """The actor, acting."""
        return By(user=self.people[actor])


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is written inside is gone afterwards, as in Django's own test cases."""
    inside = transaction.atomic()
    inside._from_testcase = True
    with inside:
        yield
        transaction.set_rollback(True)


def build() -> World:
    """Places and people who have signed in; see :mod:`tests.site.security.things` for the rest."""
    world = World()
    _territory(world)
    _people(world)
    _browsers(world)
    _programs(world)
    _degrade(world)
    return world


def _territory(world: World) -> None:
    places = world.places
    nation = add_region(code="000000", name="全国", level=Level.NATION, parent=None, by=SYSTEM)
    for place, code, level in (
        ("省", "990000", Level.PROVINCE),
        ("省/州", "999900", Level.PREFECTURE),
        ("省/邻州", "999800", Level.PREFECTURE),
        ("省/州/甲县", "999901", Level.COUNTY),
        ("省/州/乙县", "999902", Level.COUNTY),
        ("省/邻州/丙县", "999801", Level.COUNTY),
    ):
        above, _, name = place.rpartition("/")
        parent = world.region(above) if above else nation
        places[place] = add_region(code=code, name=name, level=level, parent=parent, by=SYSTEM)
        world.add("region", place, places[place].pk)
        if level == Level.COUNTY:
            world.add("county", place, places[place].pk)
    for place, code in (
        (SCHOOL, "9999010001"),
        (SIBLING, "9999010002"),
        (NEIGHBOUR_SCHOOL, "9999020001"),
        (FAR_SCHOOL, "9998010001"),
    ):
        above, _, name = place.rpartition("/")
        places[place] = add_school(
            code=code,
            name=name,
            county=world.region(above),
            type="nine_year",
            area_class="town",
            by=SYSTEM,
        )
        world.add("school", place, places[place].pk)
    for county in (COUNTY, NEIGHBOUR, FAR):
        for kind, name in (("finance", "财政局"), ("education", "教育局"))[
            : 2 if county == COUNTY else 1
        ]:
            place = f"{county}/{name}"
            places[place] = add_department(region=world.region(county), kind=kind, by=SYSTEM)
            world.add("department", place, places[place].pk)


def hold(user: User, role: str, where: Where, *, until: date | None = None) -> Holding:
    """Let a user hold a role, since long ago."""
    return Holding.everything.create(
        user=user,
        role_key=role,
        since=date(2020, 1, 1),
        until=until,
        region=where if isinstance(where, Region) else None,
        school=where if isinstance(where, School) else None,
        department=where if isinstance(where, Department) else None,
    )


def _people(world: World) -> None:
    for role, place in STANDS.items():
        _person(world, role, role, place)
    for actor in STANDINGS[1:]:
        _person(world, actor, "" if actor == "nobody" else MANY_FACED, COUNTY)
    for place, role in (
        (PROVINCE, "province_assessor"),
        (PREFECTURE, "publisher"),
        (COUNTY, "county_leader"),
        (SIBLING, "school_clerk"),
        (NEIGHBOUR, "county_leader"),
        (NEIGHBOUR_SCHOOL, "school_clerk"),
        (FAR, "account_administrator"),
        (FAR_SCHOOL, "school_head"),
    ):
        user = _person(world, f"bystander {place}", role, place)
        User.objects.filter(pk=user.pk).update(name=world.marked("姓名", place))


def _person(world: World, actor: str, role: str, place: str) -> User:
    user = User.objects.create(
        username=f"u{len(world.people)}", name=actor, phone=f"139{len(world.people):08d}"
    )
    user.set_password(PASSWORD)
    user.save()
    world.people[actor] = user
    if role:
        holding = hold(user, role, world.places[place])
        world.add("user", place, user.pk, holding=holding.pk)
    return user


def _browsers(world: World) -> None:
    """Everybody who tries a door has signed in once, with a second factor where it is due."""
    world.browsers["anonymous"] = Client(raise_request_exception=False)
    for actor in ACTORS:
        if actor == "anonymous":
            continue
        user = world.people[actor]
        if user.needs_second_factor:
            TOTP.activate(user, generate_totp_secret())
            RecoveryCodes.activate(user)
        client = Client(raise_request_exception=False)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.get("/account/me/")
        session = UserSession.objects.get(user=user)
        world.add("session", STANDS.get(actor, COUNTY), session.pk, owner=actor)
        world.browsers[actor] = client


def _programs(world: World) -> None:
    """A token of everyone who can have one, with all that it can allow."""
    world.programs["anonymous"] = Client(raise_request_exception=False)
    for actor in ACTORS:
        if actor == "anonymous":
            continue
        user, place = User.objects.get(pk=world.people[actor].pk), STANDS.get(actor, COUNTY)
        wanted = [each for each in FOR_PROGRAMS if user.reach(each)]
        headers = {}
        if wanted:
            token, text = make_token(
                name=world.marked("令牌", place, owner=actor),
                permissions=wanted,
                region=None,
                expires_on=timezone.localdate() + timedelta(days=30),
                by=By(user=user),
            )
            world.add("token", place, token.pk, owner=actor)
            headers = {"authorization": f"Bearer {text}"}
        world.programs[actor] = Client(raise_request_exception=False, headers=headers)


def _degrade(world: World) -> None:
    """What happened to the people of bad standing after they had signed in and made their tokens."""
    people, yesterday = world.people, timezone.localdate() - timedelta(days=1)
    Holding.everything.filter(user=people["former"]).update(until=yesterday)
    User.objects.filter(pk=people["disabled"].pk).update(is_active=False)
    User.objects.filter(pk=people["stale_password"].pk).update(must_change_password=True)
    Authenticator.objects.filter(user=people["no_second_factor"]).delete()
