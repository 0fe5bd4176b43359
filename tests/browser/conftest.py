"""Browsers before a real site. Each file of tests has a site of its own, from one that was filled once."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import databases
from tests.browser.needs import ROOT, chromium
from tests.browser.servers import Site, command, environment_of, serving
from tests.browser.visitors import DESKTOP, PHONE, PICTURES, Visitor
from tests.browser.watching import Watch

expect.set_options(timeout=15_000)
Visit = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one file share a site: keep them on one worker where the run groups tests."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(item.path.name))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove the site that was copied, once all workers have ended: its database is not in a folder."""
    factory: pytest.TempPathFactory = session.config._tmp_path_factory
    known = factory.getbasetemp() / "filled.json"
    if not hasattr(session.config, "workerinput") and known.exists():
        databases.drop(_known(known))
        known.unlink()


def _known(file: Path) -> databases.Place:
    url = json.loads(file.read_text(encoding="ascii"))["url"]
    return databases.Place(folder=file.with_name("filled"), url=url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A site that is not served: only copied."""

    place: databases.Place
    static: Path


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The site that all others are copied from, made once a run, by whichever worker comes first."""
    chromium()
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    folder, known = shared / "filled", shared / "filled.json"
    with (shared / "filled.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            shutil.rmtree(folder, ignore_errors=True)
            place = databases.new(folder)
            environment = environment_of(place, shared / "static")
            command(environment, str(ROOT / "tools/compile_translations.py"))
            command(environment, "-m", "junheng_web", "collectstatic", "--no-input")
            command(environment, "-m", "junheng_web", "migrate", "--no-input")
            land = command(environment, "-m", "tests.browser.land")
            (folder / "land.json").write_text(land, encoding="utf-8")
            known.write_text(json.dumps({"url": place.url}), encoding="ascii")
    return Filled(place=_known(known), static=shared / "static")


@pytest.fixture(scope="module")
def site(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of this file's own."""
    place = databases.copy(filled.place, tmp_path_factory.mktemp("site") / "data")
    land = json.loads((place.folder / "land.json").read_text(encoding="utf-8"))
    try:
        with serving(place, filled.static, land) as found:
            yield found
    finally:
        databases.drop(place)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, that knows no host but this machine."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield found
        found.close()


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """A new browser before the site: ``visit("school_clerk", phone=True)`` signs in at once.

    In the end nothing may have gone wrong in any of them.
    """
    watches: list[Watch] = []
    contexts = []

    def visiting(
        person: str = "", *, phone: bool = False, javascript: bool = True, language: str = "zh-CN"
    ) -> Visitor:
        width, height = PHONE if phone else DESKTOP
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=phone,
            java_script_enabled=javascript,
            locale=language,
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        watches.append(Watch(context, site.address))
        visitor = Visitor(page=context.new_page(), site=site, watch=watches[-1])
        if person:
            visitor.signs_in(person)
        return visitor

    PICTURES.mkdir(parents=True, exist_ok=True)
    yield visiting
    for context in contexts:
        context.close()
    assert [wrong for watch in watches for wrong in watch.wrong] == []
