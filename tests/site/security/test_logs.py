"""The log holds nothing of what people are called, type or look at."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client, override_settings

from junheng_web.site.logs import AsJson
from tests.site.security.test_matrix import address
from tests.site.security.walks import let_go, readers, writers
from tests.site.security.world import PASSWORD, World, rolled_back

NAME, PHONE, CHILD = "赵钱孙", "13912345678", "532301201501011234"
TYPED = f"{NAME}{PHONE}{CHILD}"


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """All that is logged, on every level, as the site writes it."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(AsJson())
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "django", "django.request")}
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        yield text
    finally:
        root.removeHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def test_no_request_leaves_what_it_holds_in_the_log(world: World) -> None:
    clients = [world.browsers["county_supervisor"], world.programs["county_supervisor"]]
    token = clients[1].defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    session = clients[0].cookies["sessionid"].value
    with logged() as text, rolled_back():
        for client in (*clients, Client(raise_request_exception=False)):
            for where in ("/", "/collection/", "/account/users/", "/api/v1/returns", "/nowhere/"):
                client.get(f"{where}{NAME}/{CHILD}?q={TYPED}&next=/{PHONE}")
                client.get(f"{where}?q={TYPED}&token={token}")
                client.post(where, {"name": TYPED, "password": PASSWORD})
                client.get(where, headers={"host": f"{PHONE}.example", "referer": f"/{CHILD}"})
                client.generic("POST", where, json.dumps({"name": TYPED}), "application/json")
        Client().post("/account/sign-in/", {"login": NAME, "password": PASSWORD + CHILD})
        Client(enforce_csrf_checks=True).post(f"/account/sign-in/?x={PHONE}", {"login": NAME})
    _holds_none(text.getvalue(), (NAME, PHONE, CHILD, PASSWORD, token, session))


def test_no_page_leaves_its_address_or_its_reader_in_the_log(world: World) -> None:
    with logged() as text:
        for door, actor, thing in (*readers(world), *writers(world)):
            client = (world.programs if door.program else world.browsers)[actor]
            with rolled_back():
                let_go(client.get(address(door, thing) + door.query))
    names = [user.phone for user in world.people.values()]
    numbers = [str(each.number) for kind in ("job", "assessment") for each in world.things[kind]]
    codes = ["9999010001", "9999010002", "999801"]
    _holds_none(text.getvalue(), (*names, *numbers, *codes, *world.marks))


def test_a_failure_is_told_by_its_places_and_not_by_its_words() -> None:
    with logged() as text:
        try:
            raise ValueError(TYPED)
        except ValueError:
            logging.getLogger("django.request").exception("failed: %s", f"/people/{NAME}")
            logging.getLogger("django.security").error(f"Invalid host {NAME}")  # noqa: G004
    lines = [json.loads(line) for line in text.getvalue().splitlines()]
    assert lines[0]["error"] == "ValueError"
    assert lines[0]["trace"][0].startswith(f"{__name__}.test_a_failure")
    assert lines[0]["message"] == "failed: %s"
    _holds_none(text.getvalue(), (NAME, PHONE, CHILD))


def test_every_line_of_the_log_is_whole_whatever_stands_in_it() -> None:
    with logged() as text:
        logging.getLogger("junheng_web.requests").info('a\nb\r\n{"level": "forged"}')
    (line,) = text.getvalue().splitlines()
    assert json.loads(line)["level"] == "info"


@pytest.mark.django_db
def test_a_request_is_found_by_the_number_that_its_error_page_shows() -> None:
    with logged() as text, override_settings(ALLOWED_HOSTS=["testserver"]):
        answer = Client().get("/nowhere/")
    lines = [json.loads(line) for line in text.getvalue().splitlines()]
    assert answer["X-Request-Id"] in {line.get("request_id") for line in lines}


def _holds_none(text: str, secrets: tuple[str, ...]) -> None:
    assert '"request"' in text or '"error"' in text
    found = {
        secret: next(line for line in text.splitlines() if secret in line)
        for secret in secrets
        if secret in text
    }
    assert not found
