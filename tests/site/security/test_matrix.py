"""Every role and standing at every address, with what is its own, its neighbour's and nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.site.security.doors import DOORS, Door
from tests.site.security.world import ACTORS, STANDS, Thing, World, covers, rolled_back

KEPT_BY_THE_WAY = ("django_session", "usersessions_usersession", "axes_", "audit_", "api_token")
"""Tables that may be written to while reading: sessions, attempts, the trail, a token's last use."""
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
NOBODYS = 987_654_321


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
    known, declared = sorted(set(routes())), [door.route for door in DOORS]
    assert sorted(declared) == sorted(set(declared)), "declared twice"
    missing = "\n".join(sorted(set(known) - set(declared)))
    gone = "\n".join(sorted(set(declared) - set(known)))
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


def knock(world: World, door: Door, method: str, actor: str, number: Any) -> Answer:
    """Try a door. Whatever it changes is rolled back."""
    client = (world.programs if door.program else world.browsers)[actor]
    writes, cookies = Writes(), client.cookies.output(header="")
    with rolled_back(), connection.execute_wrapper(writes):
        if method == "GET":
            response = client.get(address(door, number) + door.query)
        else:
            response = client.post(address(door, number), door.form)
        if response.streaming:
            response.content = b"".join(response.streaming_content)
    client.cookies = SimpleCookie(cookies)  # signing out is undone, too
    return Answer(response, writes.tables)


def address(door: Door, number: Any) -> str:
    """The address of a thing behind a door."""

    def part(match: re.Match[str]) -> str:
        name = match[1].rpartition(":")[2]
        return str(door.also[name] if name in door.also else number)

    return "/" + re.sub(r"<([^>]+)>", part, door.route)


def nobodys(things: list[Thing]) -> list[Any]:
    """Numbers of the same kind that nothing has: a neighbour of the last, a wild one, one too large."""
    if isinstance(things[0].number, UUID):
        return [uuid4()]
    if isinstance(things[0].number, int):
        return [max(each.number for each in things) + 1000, NOBODYS, 2**63]
    return ["000000"]


def wrong(door: Door, method: str, actor: str, thing: Thing | None, answer: Answer) -> str:
    """What is wrong with an answer, or ""."""
    if answer.status >= 500:
        return "failed"
    if method == "GET" and answer.wrote:
        return f"wrote {sorted(answer.wrote)} while reading"
    if door.opens(method, actor, thing):
        if answer.sent_away or answer.status in (401, 403, 404, 405):
            return "is closed to whom it should be open"
        return ""
    if answer.wrote:
        return f"wrote {sorted(answer.wrote)} although closed"
    exists = (door.get if method == "GET" else door.post) is not None
    allowed = (403, 404) if exists else (403, 404, 405)
    if answer.status not in allowed and not answer.sent_away:
        return "is open to whom it should be closed"
    return ""


def test_a_door_opens_for_those_named_and_for_nobody_else(world: World) -> None:
    problems = []
    for actor, door, method, thing in cells(world):
        answer = knock(world, door, method, actor, thing.number if thing else None)
        problem = wrong(door, method, actor, thing, answer) or leak(world, actor, answer)
        if problem:
            where = f" [{thing.place} {thing.owner}]" if thing else ""
            problems.append(f"{actor} {method} /{door.route}{where}: {answer.status} {problem}")
    assert not problems, "\n".join(["", *problems])


def cells(world: World) -> Iterator[tuple[str, Door, str, Thing | None]]:
    """Every actor at every door with everything behind it."""
    for actor in ACTORS:
        for door in DOORS:
            for thing in world.things[door.on] if door.on else [None]:
                for method in ("GET", "POST"):
                    yield actor, door, method, thing


def leak(world: World, actor: str, answer: Answer) -> str:
    """A private text that this actor does not reach, in what this actor was shown; "" if none."""
    kind = answer.response.get("Content-Type", "")
    if not kind.startswith(("text/", "application/json")):
        return ""
    text, stands = answer.response.content.decode(), STANDS.get(actor, "-")
    for found in set(re.findall(r"密[^〔]*〔[^〕]*〕", text)):
        place, owner = world.marks[found]
        if not covers(stands, place) and owner != actor:
            return f"shows {found}"
    return ""


def test_what_is_out_of_reach_looks_like_what_does_not_exist(world: World) -> None:
    problems = []
    for door in (each for each in DOORS if each.on):
        numbers = nobodys(world.things[door.on])
        for actor, method in product(ACTORS, ("GET", "POST")):
            never = {look(knock(world, door, method, actor, each), each) for each in numbers}
            for thing in world.things[door.on]:
                known = covers(STANDS.get(actor, "-"), thing.place)  # lacks the permission only
                if known or door.opens(method, actor, thing):
                    continue
                found = look(knock(world, door, method, actor, thing.number), thing.number)
                if found not in never:
                    told = f"{found[0]}, but {[each[0] for each in never]} for what does not exist"
                    problems.append(f"{actor} {method} /{door.route} [{thing.place}]: {told}")
    assert not problems, "\n".join(["", *problems])


def look(answer: Answer, number: Any) -> tuple[int, str, str]:
    """All that a browser could tell of an answer, apart from what it asked itself."""
    text = answer.response.content.decode(errors="replace")
    text = re.sub(r'(csrfmiddlewaretoken" value="|x-csrftoken": ")\w+', "", text)
    where = answer.response.get("Location", "")
    return answer.status, *(each.replace(str(number), "*") for each in (text, where))
