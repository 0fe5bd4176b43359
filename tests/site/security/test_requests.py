"""Requests that no page of ours would send: forged, led astray, doubled, oversized, malformed."""

from __future__ import annotations

import json
import re
from http.cookies import SimpleCookie
from statistics import median
from time import perf_counter

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from junheng_web.accounts.models import User
from junheng_web.collection.models import Return
from junheng_web.site.settings import PASSWORD_HASHERS
from tests.site.security.doors import DOORS
from tests.site.security.test_matrix import Writes, address, knock
from tests.site.security.walks import let_go, readers, ways_in, writers
from tests.site.security.world import PASSWORD, World, rolled_back

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "\thttps://evil.example",
    "http:///evil.example",
)
SIGN_IN = "/account/sign-in/"


def test_a_forged_request_changes_nothing_on_any_page(world: World) -> None:
    problems = []
    for door, actor, thing in writers(world):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.cookies = world.browsers[actor].cookies
        answer = client.post(address(door, thing), door.form)
        if answer.status_code != 403:
            problems.append(f"{actor} /{door.route}: {answer.status_code}")
    assert not problems, "\n".join(["", *problems])


def test_a_program_needs_no_token_against_forged_requests(world: World) -> None:
    client = Client(enforce_csrf_checks=True, headers=_bearer(world, "county_supervisor"))
    round_ = world.things["round"][0].number
    answer = client.post(
        f"/api/v1/rounds/{round_}/assessments", json.dumps({"basis": "x"}), "application/json"
    )
    assert answer.status_code == 422


def test_a_session_opens_nothing_of_the_programs_interface(world: World) -> None:
    for door in (each for each in DOORS if each.program):
        for actor, thing in ways_in(world, door):
            answer = world.browsers[actor].get(address(door, thing) + door.query)
            assert answer.status_code in (401, 403), door.route


def _bearer(world: World, actor: str) -> dict[str, str]:
    return {"authorization": world.programs[actor].defaults["HTTP_AUTHORIZATION"]}


def test_nobody_is_led_to_another_host(world: World) -> None:
    browser = world.browsers["county_supervisor"]
    board = f"/collection/board/{world.things['campaign'][0].number}/remind"
    for target in ELSEWHERE:
        for where, form in (
            ("/language/", {"language": "en", "next": target}),
            (board, {"next": target}),
            ("/account/sign-out/", {"next": target}),
        ):
            with rolled_back():
                cookies = browser.cookies.output(header="")
                answer = browser.post(where, form)
                browser.cookies = SimpleCookie(cookies)
            assert answer.status_code == 302, where
            assert answer["Location"].startswith("/"), (where, answer["Location"])
            assert not answer["Location"].startswith(("//", "/\\")), (where, target)


@pytest.mark.parametrize(
    "header",
    [{"HTTP_HOST": "evil.example"}, {"HTTP_HOST": "testserver:x"}, {"HTTP_HOST": "a b"},
     {"HTTP_HOST": "testserver@evil.example"}],
)  # fmt: skip
def test_a_request_for_another_host_is_refused(db: None, header: dict[str, str]) -> None:
    answer = Client(raise_request_exception=False).get(SIGN_IN, **header)
    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_a_forwarded_host_is_not_believed(db: None) -> None:
    answer = Client().get("/", headers={"x-forwarded-host": "evil.example"})
    assert "evil" not in answer["Location"]


def test_other_methods_are_refused_and_change_nothing(world: World) -> None:
    problems = []
    for door, actor, thing in readers(world):
        if door.program:
            continue
        right = (400, 403, 404, 405)
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "FOO"):
            writes = Writes()
            with rolled_back(), connection.execute_wrapper(writes):
                answer = world.browsers[actor].generic(method, address(door, thing))
            let_go(answer)
            if answer.status_code not in right or writes.tables:
                problems.append(f"{actor} {method} /{door.route}: {answer.status_code}")
    assert not problems, "\n".join(["", *problems])


def test_the_last_of_doubled_fields_counts_for_checks_and_acts_alike(world: World) -> None:
    """No check looks at one value while the act takes another."""
    far = next(each for each in world.things["school_return"] if each.place.endswith("四小"))
    own = next(each for each in world.things["school_return"] if each.place.endswith("一小"))
    browser = world.browsers["county_statistician"]
    browser.post(
        "/collection/review/decide",
        {"verb": ["approve", "return"], "pk": [own.number, far.number], "reason": "核对"},
    )
    assert Return.everything.get(pk=far.number).state == "draft"


def test_a_body_that_is_too_large_is_refused(world: World) -> None:
    browser = world.browsers["school_head"]
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    form = {"name": "x" * (most + 1)}
    answer = browser.post("/api/tokens/", form, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    many = "&".join("a=1" for _ in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    kind = "application/x-www-form-urlencoded"
    assert browser.generic("POST", "/api/tokens/", many, kind).status_code == 400
    program = world.programs["school_head"]
    found = world.things["school_return"][0].number
    long = json.dumps({"note": "x" * (most + 1)})
    answer = program.generic("POST", f"/api/v1/returns/{found}/submit", long, "application/json")
    assert answer.status_code in (400, 413, 422)


def test_the_session_gets_another_key_and_ends_where_it_should(world: World) -> None:
    person = world.people["school_clerk"]
    browser = Client()
    browser.get(SIGN_IN)
    session = browser.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    browser.cookies["sessionid"] = planted
    browser.post(SIGN_IN, {"login": person.username, "password": PASSWORD})
    key = browser.cookies["sessionid"].value
    assert key != planted
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert stolen.get("/account/me/").status_code == 200
    browser.post("/account/sign-out/")
    assert stolen.get("/account/me/").status_code == 302
    fixed = Client()
    fixed.cookies["sessionid"] = planted
    assert fixed.get("/account/me/").status_code == 302


def test_the_time_of_an_answer_tells_nothing_about_accounts(db: None) -> None:
    with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS, AXES_ENABLED=False):
        User.objects.create_user(username="known", password=PASSWORD)
        off = User.objects.create_user(username="disabled", password=PASSWORD)
        User.objects.filter(pk=off.pk).update(is_active=False)
        taken: dict[str, list[float]] = {"known": [], "unknown": [], "disabled": []}
        answers = set()
        for _ in range(3):
            for name, times in taken.items():
                began = perf_counter()
                answer = Client().post(SIGN_IN, {"login": name, "password": "wrong-wrong-wrong"})
                times.append(perf_counter() - began)
                answers.add((answer.status_code, _told(answer.content.decode(), name)))
    typical = [median(times) for times in taken.values()]
    assert len(answers) == 1
    assert max(typical) < 2.5 * min(typical), taken


def _told(page: str, name: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|x-csrftoken": ")\w+', "", page).replace(name, "*")


def test_a_door_that_is_tried_again_and_again_stays_shut(world: World) -> None:
    """Nothing is opened by asking twice, in another case of letters or with a slash too many."""
    found = next(each for each in world.things["return"] if each.place.endswith("四小"))
    browser = world.browsers["school_clerk"]
    for where in (
        f"/collection/returns/{found.number}/",
        f"/collection/returns/{found.number}//",
        f"//collection/returns/{found.number}/",
        f"/collection/returns/%2e%2e/returns/{found.number}/",
        f"/COLLECTION/returns/{found.number}/",
        f"/collection/returns/0{found.number}/",
        f"/collection/returns/{found.number}/?user=1&role=county_supervisor",
    ):
        for _ in range(2):
            assert browser.get(where).status_code in (301, 404), where
    assert knock(world, DOORS[0], "GET", "school_clerk", None).status == 200
