"""Every role and standing at every address, with what is its own, its neighbour's and nobody's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.site.security.doors import DOORS, Door
from tests.site.security.world import ACTORS, STANDS, Thing, World, covers, rolled_back

pytestmark = pytest.mark.one_database

KEPT_BY_THE_WAY = ("django_session", "usersessions_usersession", "axes_", "audit_", "api_token")
"""Tables that may be written to while reading: sessions, attempts, the trail, a token's last use."""
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
OUTSIDE = ("anonymous", "disabled", "stale_password", "no_second_factor")
NOBODYS = 987_654_321
PARTS = 4
"""Of the doors, to be tried side by side."""
Look = tuple[int, str, str]
"""Status, text and where the answer leads."""


def routes() -> Iterator[str]:
    """Every address that the site knows."""

    def under(resolver: URLResolver, before: str) -> Iterator[str]:
        for each in resolver.url_patterns:
            if isinstance(each, URLPattern):
                yield before + str(each.pattern)
            else:
                yield from under(each, before + str(each.pattern))

    return under(get_resolver(), "")


def test_every_address_is_declared_once_and_none_that_is_gone() -> None:
    known, declared = set(routes()), [door.route for door in DOORS]
    cases = [(door.route, door.on, *sorted(door.also.items())) for door in DOORS]
    assert len(cases) == len(set(cases)), "declared twice"
    missing = "\n".join(sorted(known - set(declared)))
    gone = "\n".join(sorted(set(declared) - known))
    assert not missing, f"who may open these is not declared:\n{missing}"
    assert not gone, f"declared, but gone:\n{gone}"


@dataclass(slots=True)
class Writes:
    """The tables that statements wrote to."""

    tables: set[str] = field(default_factory=set)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found and not found[1].startswith(KEPT_BY_THE_WAY):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and which tables were written to on the way."""

    response: HttpResponse
    content: bytes
    wrote: set[str]

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def sent_away(self) -> bool:
        """To sign in, to change the password or to set up a second factor, instead of an answer."""
        if self.status == 401:
            return True
        where = self.response.get("Location", "")
        return self.status == 302 and where.startswith(
            ("/account/sign-in/", "/account/password/change/", "/account/second-factor/")
        )


def knock(
    world: World, door: Door, method: str, actor: str, thing: Thing | None, number: Any = None
) -> Answer:
    """Try a door, with the thing's own number or another. Whatever it changes is rolled back."""
    client = (world.programs if door.program else world.browsers)[actor]
    where = address(door, thing, number)
    writes, cookies = Writes(), client.cookies.output(header="")
    with rolled_back(), connection.execute_wrapper(writes):
        if method == "GET":
            response = client.get(where + door.query)
        elif door.program:
            response = client.generic(method, where, json.dumps(door.form), "application/json")
        else:
            response = client.post(where, door.form)
        content = response.getvalue()
    client.cookies = SimpleCookie(cookies)  # signing out is undone, too
    return Answer(response, content, writes.tables)


def address(door: Door, thing: Thing | None, number: Any = None) -> str:
    """The address of a thing behind a door; the number in it can be another."""
    parts = {**(thing.parts if thing else {}), **door.also}
    shown = number if number is not None else thing and thing.number

    def part(match: re.Match[str]) -> str:
        return str(parts.get(match["name"], shown))

    plain = door.route.replace("^", "").replace("$", "")
    plain = re.sub(r"\(\?P<(?P<name>\w+)>[^)]*\)", part, plain)
    return "/" + re.sub(r"<(?:\w+:)?(?P<name>\w+)>", part, plain)


def nobodys(things: list[Thing]) -> list[Any]:
    """Numbers of the same kind that nothing has: a neighbour of the last, a wild one, one too large."""
    if isinstance(things[0].number, UUID):
        return [uuid4()]
    if isinstance(things[0].number, int):
        return [NOBODYS, 2**63]
    return ["999999", "x" * 300]


def wrong(door: Door, method: str, actor: str, thing: Thing | None, answer: Answer) -> str:
    """What is wrong with an answer, or ""."""
    if answer.status >= 500 or (method == "GET" and answer.wrote):
        return f"failed, or wrote while reading: {sorted(answer.wrote)}"
    who = door.whom(method)
    if door.opens(method, actor, thing):
        if answer.sent_away or answer.status in (401, 403, 404, 405):
            return "is closed to whom it should be open"
        return ""
    if answer.wrote:
        return f"wrote {sorted(answer.wrote)} although closed"
    allowed = (403, 404) if who is not None else (403, 404, 405)
    led = door.instead and answer.response.get("Location", "").startswith(door.instead)
    if answer.status in allowed or answer.sent_away or led:
        return ""
    return "is open to whom it should be closed"


@pytest.mark.parametrize("part", range(PARTS))
def test_a_door_opens_for_those_named_and_what_is_out_of_reach_does_not_exist(
    world: World, part: int
) -> None:
    problems = []
    for actor, door in product(ACTORS, DOORS[part::PARTS]):
        for method in door.methods:
            problems += tried(world, door, method, actor)
    assert not problems, "\n".join(["", *problems])


def tried(world: World, door: Door, method: str, actor: str) -> Iterator[str]:
    """What is wrong with the answers an actor gets at a door, of what stands behind it everywhere."""
    hidden: list[tuple[Thing, Look]] = []
    for thing in samples(world, door, method, actor):
        answer = knock(world, door, method, actor, thing)
        where = f"{actor} {method} /{door.route}" + (
            f" [{thing.place} {thing.owner}]" if thing else ""
        )
        if problem := wrong(door, method, actor, thing, answer) or leak(world, actor, answer):
            yield f"{where}: {answer.status} {problem}"
        if thing is not None and is_hidden(door, method, actor, thing):
            hidden.append((thing, look(answer, address(door, thing))))
    never = nothing(world, door, method, actor, hidden[0][0]) if hidden else set()
    for thing, found in hidden:
        if found not in never:
            told = f"{found[0]}, but {[each[0] for each in never]} for what does not exist"
            yield f"{actor} {method} /{door.route} [{thing.place}]: {told}"


def samples(world: World, door: Door, method: str, actor: str) -> Sequence[Thing | None]:
    """One thing of every place, the actor's own apart. Where nothing opens to the actor, of the actor's

    own place and of another; one in all where there is no such method, or nobody is let in at all.
    """
    if not door.on:
        return [None]
    who, stands = door.whom(method), STANDS.get(actor, "-")
    things = list(
        {(each.place, each.owner == actor): each for each in world.things[door.on]}.values()
    )
    if who is None or actor in OUTSIDE:
        return things[:1]
    if actor in who:
        return things
    return list({covers(stands, each.place): each for each in things}.values())


def leak(world: World, actor: str, answer: Answer) -> str:
    """A private text that this actor does not reach, in what this actor was shown; "" if none."""
    kind = answer.response.get("Content-Type", "")
    if not kind.startswith(("text/", "application/json")):
        return ""
    text, stands = answer.content.decode(), STANDS.get(actor, "-")
    for found in set(re.findall(r"◆[^〔]*〔[^〕]*〕", text)):
        place, owner = world.marks[found]
        if not covers(stands, place) and owner != actor:
            return f"shows {found}"
    return ""


def is_hidden(door: Door, method: str, actor: str, thing: Thing) -> bool:
    """Whether the actor is not to learn that the thing is there."""
    who = door.whom(method)
    if door.public or who is None or actor not in who | {"school_clerk", "nobody", "auditor"}:
        return False
    return not known(door, actor, thing) and not door.opens(method, actor, thing)


def nothing(world: World, door: Door, method: str, actor: str, thing: Thing) -> set[Look]:
    """How it looks where nothing is; numbers that are wild or too large are tried by one actor."""
    found = set()
    for number in nobodys(world.things[door.on])[: 2 if actor == "school_clerk" else 1]:
        answer = knock(world, door, method, actor, thing, number)
        found.add(look(answer, address(door, thing, number)))
    return found


def known(door: Door, actor: str, thing: Thing) -> bool:
    """Whether the actor knows anyhow that the thing is there."""
    stands = STANDS.get(actor, "-")
    above = door.on in ("campaign", "round") and covers(thing.place, stands)
    return covers(stands, thing.place) or above


def look(answer: Answer, asked: str) -> Look:
    """All that a browser could tell of an answer, apart from what it asked itself."""
    text = answer.content.decode(errors="replace")
    text = re.sub(r'(csrfmiddlewaretoken" value="|x-csrftoken": ")\w+', "", text)
    where = answer.response.get("Location", "")
    return answer.status, text.replace(asked, "*"), where.replace(asked, "*")
