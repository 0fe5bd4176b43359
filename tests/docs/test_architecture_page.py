"""The page on architecture names the rooms there are, and what it says of imports is enforced."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from tests.docs.pages import DOCS, ROOT

ROW = re.compile(r"^\| ((?:`\w+`、?)+) \|.*\| ([^|]+) \|$", re.MULTILINE)


@cache
def layers(package: str = "junheng") -> list[list[str]]:
    """The layers of import-linter's contract for a root package, the top one first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layered,) = (each for each in contracts if each.get("containers") == [package])
    return [re.findall(r"\w+", layer) for layer in layered["layers"]]


@cache
def page() -> str:
    """The page as it is written."""
    return (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")


@cache
def rooms() -> dict[str, list[str]]:
    """The rooms of the page with those they may import, as written."""
    return {
        room: re.findall(r"`(\w+)`", imports)
        for names, imports in ROW.findall(page())
        for room in re.findall(r"`(\w+)`", names)
    }


def test_the_page_names_every_room_and_no_other() -> None:
    assert sorted(rooms()) == sorted(room for layer in layers() for room in layer)


def test_every_room_of_the_source_has_its_layer() -> None:
    source = ROOT / "src" / "junheng"
    found = {
        path.stem for path in source.iterdir() if path.stem[0] not in "._" and path.stem != "py"
    }
    assert found == {room for layer in layers() for room in layer}


def test_a_room_may_only_import_what_stands_in_a_layer_below() -> None:
    height = {room: -depth for depth, layer in enumerate(layers()) for room in layer}
    for room, imports in rooms().items():
        assert all(height[other] < height[room] for other in imports), room


def test_the_page_names_every_app_of_the_site_in_the_order_of_its_layers() -> None:
    named = [
        re.findall(r"`(\w+)`", row)
        for row in re.findall(r"^\| (`[^|]+) \| [^|]+ \|$", page(), re.M)
    ]
    assert named == layers("junheng_web")


def test_every_app_of_the_site_has_its_layer() -> None:
    found = {path.parent.name for path in (ROOT / "src" / "junheng_web").glob("*/__init__.py")}
    assert found == {app for layer in layers("junheng_web") for app in layer}
