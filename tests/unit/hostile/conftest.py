"""Harmless workbooks to spoil, and a limit on the memory that reading may take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.unit.census.county_files import County

Rebuild = Callable[..., Path]


@pytest.fixture
def county(tmp_path: Path) -> County:
    """Three schools without a fault."""
    return County(tmp_path)


@pytest.fixture
def rebuilt(county: County) -> Rebuild:
    """``rebuilt(part=content)``: a county's workbook with parts replaced or added.

    Content may be bytes, or a function of the part's old bytes.
    """

    def build(parts: dict[str, bytes | Callable[[bytes], bytes]], name: str = "bad.xlsx") -> Path:
        source, target = county.workbook("good.xlsx"), county.path / name
        with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
            for part in dict.fromkeys([*old.namelist(), *parts]):
                content = old.read(part) if part in old.namelist() else b""
                change = parts.get(part, content)
                new.writestr(part, change(content) if callable(change) else change)
        return target

    return build


@pytest.fixture
def little_memory() -> Iterator[None]:
    """At most a gigabyte more than now: what needs more fails instead of filling the machine."""
    resource = pytest.importorskip("resource", reason="this system has no limits on memory")
    before = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * 4096
    resource.setrlimit(resource.RLIMIT_AS, (used + 2**30, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)
