"""Small nations, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy", reason="the extra “engine” is not installed")
pytest.importorskip("pyarrow", reason="the extra “engine” is not installed")

from junheng.census.reading import Reading, read
from junheng.synthesis.nation import Nation, write_nation

Made = Callable[..., Path]


def unheard(what: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """``made(counties=3, seed=1)``: the folder of such a nation."""
    folders: dict[Nation, Path] = {}

    def folder(**asked: Any) -> Path:
        nation = Nation(**{"counties": 3, "seed": 1, **asked})
        if nation not in folders:
            out = tmp_path_factory.mktemp("nation") / "made"
            folders[nation] = write_nation(nation, out, progress=unheard).folder
        return folders[nation]

    return folder


@pytest.fixture(scope="session")
def with_people(made: Made) -> Path:
    """Three counties with every list."""
    return made(counties=3, seed=2, classes=True, teachers=True, pupils=True)


@pytest.fixture(scope="session")
def hundred(made: Made) -> Path:
    """A hundred counties without lists."""
    return made(counties=100, seed=2026)


@pytest.fixture(scope="session")
def read_hundred(hundred: Path) -> Reading:
    """The same, read and checked."""
    return read(hundred)
