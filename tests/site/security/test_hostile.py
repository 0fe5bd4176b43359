"""Text that nobody types: no page, list or form fails on it, and none of it becomes markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote

import pytest

from tests.site.security.doors import Door
from tests.site.security.test_matrix import address
from tests.site.security.walks import let_go, readers, writers
from tests.site.security.world import Thing, World, rolled_back

pytestmark = pytest.mark.stricter_on_postgresql

LONG = "9" * 5000
HOSTILE = (
    "\0",
    "a\0b",
    "'\"><script>alert(1)</script>",
    "%",
    "' OR 1=1 --",
    LONG,
    "-" + LONG,
    "9" * 40,
    "-1",
    "0",
    "٣",
    "²",
    "1e999",
    "NaN",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\ud800",
    "{{7*7}}",
    "__class__",
    "password",
    "owner__password",
    "pk",
)
"""What lists, filters and forms are given; the server has to answer with anything but a failure."""
NAMES = ("q", "sort", "page", "columns", "export", "state", "year", "version", "school", "stage")
NAMES += ("county", "clause", "table", "key", "column", "address", "limit", "offset", "next")
NAMES += ("verb", "reason", "confirmed", "pk", "do", "text", "note", "file", "date", "asked")


def hostile_queries() -> Iterator[str]:
    """Addresses' queries: every name at once with the same text, doubled, undecodable."""
    for text in HOSTILE:
        yield _query([(name, text) for name in NAMES])
    yield "q=%ff%fe&sort=%c0%af&page=%00&columns=%ed%a0%80"
    yield "q=a&q=b&sort=name&sort=-name&page=1&page=2&columns=&columns=x&export=xlsx&export=csv"
    yield "q[]=a&q[$ne]=1&sort[0]=x&page={}"


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(
        f"{name}={quote(text.encode('utf-8', 'surrogatepass'))}" for name, text in pairs
    )


def test_no_list_or_page_fails_on_what_it_is_asked(world: World) -> None:
    problems = []
    queries = cycle(list(hostile_queries()))  # 25 in all: each door is asked with other ones
    for door, actor, thing in readers(world):
        client = (world.programs if door.program else world.browsers)[actor]
        for query in islice(queries, 7):
            answer = client.get(f"{address(door, thing)}?{query}")
            if answer.status_code >= 500:
                problems.append(f"{actor} /{door.route}?{query[:70]}: {answer.status_code}")
            page = answer.headers["Content-Type"].startswith("text/html")
            if page and b"<script>alert(1)" in answer.content:
                problems.append(f"{actor} /{door.route}: text became markup")
            let_go(answer)
    assert not problems, "\n".join(["", *problems])


def test_no_form_fails_on_what_it_is_sent(world: World) -> None:
    problems = []
    bodies: list[tuple[Any, str]] = [
        (_query([(name, text) for name in NAMES]), "application/x-www-form-urlencoded")
        for text in HOSTILE
    ]
    bodies += [
        ("q=%ff&reason=%00&version=%c0", "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n', "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"\xff\xfe{", "application/json"),
        ("[" * 5000, "application/json"),
        (json.dumps({"version": 10**30, "changes": None}), "application/json"),
        (json.dumps([1, None, {"\0": "\0"}]), "application/json"),
        (b"", "text/plain; charset=nowhere"),
    ]
    for door, actor, thing in writers(world):
        for body, kind in bodies:
            sent = body if isinstance(body, bytes) else body.encode()
            answer = _sent(world, door, actor, thing, sent, kind)
            if answer >= 500:
                problems.append(f"{actor} /{door.route} {kind} {body[:60]!r}: {answer}")
    assert not problems, "\n".join(["", *problems])


def _sent(world: World, door: Door, actor: str, thing: Thing | None, body: bytes, kind: str) -> int:
    client = world.browsers[actor]
    before = client.cookies.output(header="")
    with rolled_back():
        answer = client.generic("POST", address(door, thing), body, kind)
    client.cookies.load(before.replace("\r\n", "; "))
    return answer.status_code
