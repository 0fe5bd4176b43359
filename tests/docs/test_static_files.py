"""What npm fetches is pinned without naming a host, and what is served loads nothing elsewhere."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import ROOT

VENDOR = ROOT / "src/junheng_web/site/static/vendor"
ELSEWHERE = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//|sourceMappingURL")


@cache
def locked() -> dict[str, dict[str, Any]]:
    """Every package of the lock, by its folder."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {folder: package for folder, package in packages.items() if folder}


def test_the_lock_names_no_address_to_fetch_from() -> None:
    assert [folder for folder, package in locked().items() if "resolved" in package] == []
    assert "npmjs" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
    told = (ROOT / ".npmrc").read_text(encoding="utf-8").split()
    assert told == ["omit-lockfile-registry-resolved=true"]


def test_every_package_of_the_lock_has_its_hash_and_its_licence() -> None:
    for folder, package in locked().items():
        assert package["integrity"].startswith("sha512-"), folder
        assert package["license"], folder


def test_the_versions_asked_for_are_exact_and_those_of_the_lock() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert asked["private"] is True
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert locked()[f"node_modules/{name}"]["version"] == version


@pytest.fixture
def served() -> Path:
    """The folder that ``make vendor`` fills; it stands in every run of continuous integration."""
    if not VENDOR.is_dir():
        assert os.environ.get("JUNHENG_CI") != "1", "run make vendor first"
        pytest.skip("needs make vendor")
    return VENDOR


def test_the_styles_that_are_served_load_nothing_from_another_host(served: Path) -> None:
    styles = sorted(served.rglob("*.css"))
    assert styles
    for style in styles:
        assert ELSEWHERE.search(style.read_text(encoding="utf-8")) is None, style.name


def test_each_library_that_is_served_brings_its_licence(served: Path) -> None:
    folders = sorted(served.iterdir())
    assert [folder.name for folder in folders] == ["echarts", "htmx", "tabler"]
    assert all((folder / "LICENSE").is_file() for folder in folders)
