"""The page on architecture names the rooms there are, and what it says of imports is enforced."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from tests.docs.pages import DOCS, ROOT

ROW = re.compile(r"^\| ((?:`\w+`、?)+) \|.*\| ([^|]+) \|$", re.MULTILINE)


@cache
def layers() -> list[list[str]]:
    """The layers of import-linter's contract, the top one first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layered,) = (contract for contract in contracts if contract["type"] == "layers")
    return [re.findall(r"\w+", layer) for layer in layered["layers"]]


@cache
def rooms() -> dict[str, list[str]]:
    """The rooms of the page with those they may import, as written."""
    text = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
    return {
        room: re.findall(r"`(\w+)`", imports)
        for names, imports in ROW.findall(text)
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
