"""What every page tells the browser: headers that close doors, and no script or style in the page."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.site.security.doors import DOORS
from tests.site.security.test_matrix import address
from tests.site.security.walks import let_go, ways_in
from tests.site.security.world import PASSWORD, World

pytestmark = pytest.mark.one_database

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}


class Page(HTMLParser):
    """What in a page the policy would stop, or what would reach out to another host."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.forms: list[dict[str, object]] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        self._script = tag == "script" and "src" not in has
        if self._script and has.get("type") != "application/json":
            self.wrong.append("inline script")
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.wrong.append(f"<{tag} {name}>")
            if name in ("src", "href", "action", "formaction", "srcset", "data", "poster"):
                self._leads(tag, name, (value or "").strip().lower())
        if tag == "form":
            self.forms.append({"post": has.get("method", "").lower() == "post", "token": False})
        if tag == "input" and has.get("name") == "csrfmiddlewaretoken" and self.forms:
            self.forms[-1]["token"] = True

    def _leads(self, tag: str, name: str, value: str) -> None:
        scheme = value.partition(":")[0] if ":" in value.partition("/")[0] else ""
        plain = tag == "a" and scheme in ("http", "https")  # a link is followed by a person only
        if value.startswith("//") or (scheme not in ("", "data", "mailto") and not plain):
            self.wrong.append(f"<{tag} {name}={value[:60]}>")


def policy_of(answer: HttpResponse) -> dict[str, str]:
    """The directives of an answer's policy."""
    given = answer.headers.get("Content-Security-Policy", "")
    parts = (each.strip().partition(" ") for each in given.split(";") if each.strip())
    return {name: value for name, _, value in parts}


def pages(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """One answer of every address that can be read, and the pages of refusal."""
    for door in DOORS:
        client = world.programs if door.program else world.browsers
        for actor, thing in ways_in(world, door):
            where = address(door, thing) + door.query
            answer = client[actor].get(where)
            yield f"{actor} {where}", answer
            let_go(answer)
    for where in ("/nowhere/", "/audit/", "/jobs/%00/", "/notices/read"):
        yield f"refused {where}", world.browsers["school_clerk"].get(where)
    yield "no token", Client().get("/api/v1/me")
    yield "no csrf", Client(enforce_csrf_checks=True).post("/account/sign-in/", {"login": "x"})


def test_every_answer_carries_the_headers_that_close_doors(world: World) -> None:
    problems = []
    for where, answer in pages(world):
        sandboxed = "sandbox" in answer.headers.get("Content-Security-Policy", "")
        wrong = [
            name
            for name, right in (
                ("Content-Security-Policy", sandboxed or policy_of(answer) == POLICY),
                ("X-Frame-Options", answer.headers.get("X-Frame-Options") == "DENY"),
                ("nosniff", answer.headers.get("X-Content-Type-Options") == "nosniff"),
                ("Referrer-Policy", answer.headers.get("Referrer-Policy") == "same-origin"),
                ("Opener", answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin"),
                ("Cache-Control", "no-store" in answer.headers.get("Cache-Control", "")),
                ("Server", not answer.headers.get("Server")),
            )
            if not right
        ]
        if wrong:
            problems.append(f"{where}: {answer.status_code} {', '.join(wrong)}")
    assert not problems, "\n".join(["", *problems])


def test_no_page_holds_script_style_or_anything_from_elsewhere(world: World) -> None:
    problems, looked = [], 0
    for where, answer in pages(world):
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = Page()
        page.feed(answer.content.decode())
        looked += 1
        open_forms = [each for each in page.forms if each["post"] and not each["token"]]
        if open_forms:
            page.wrong.append("a form without a token against forged requests")
        if page.wrong:
            problems.append(f"{where}: {', '.join(sorted(set(page.wrong)))}")
    assert not problems, "\n".join(["", *problems])
    assert looked > 40


def test_cookies_are_for_this_site_and_not_for_scripts(world: World) -> None:
    with override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True):
        client = Client()
        client.get("/account/sign-in/", secure=True)
        client.post(
            "/account/sign-in/",
            {"login": world.people["school_clerk"].username, "password": PASSWORD},
            secure=True,
        )
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["secure"], name
        assert cookie["samesite"] == "Lax", name
        assert not cookie["domain"], name
    assert client.cookies["sessionid"]["httponly"]


def test_https_is_insisted_on_once_it_is_there(db: None) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000):
        plain = Client().get("/account/sign-in/")
        safe = Client().get("/account/sign-in/", secure=True)
        assert Client().get("/health/live").status_code == 200
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/account/sign-in/")
    assert safe["Strict-Transport-Security"] == "max-age=31536000"
