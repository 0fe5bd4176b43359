"""The invented nations that are measured: made once, kept where ``--data`` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from junheng.synthesis.nation import Nation, write_nation

SEED = 1
TABLES = ("schools", "stages", "rooms", "county", "attestations")
LISTS = ("teachers", "pupils")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A folder with nations, by the number of their counties."""

    folder: Path

    def nation(self, counties: int, *, lists: Sequence[str] = ()) -> Path:
        """The folder of a nation, with lists of people or without; made now if there is none."""
        place = self._made(counties, lists=bool(lists))
        if not lists or set(lists) == set(LISTS):
            return place
        chosen = self.folder / f"{counties}-{'-'.join(lists)}"
        chosen.mkdir(exist_ok=True)
        for name in (*(f"{table}.parquet" for table in TABLES), *lists):
            if not (chosen / name).exists():
                (chosen / name).symlink_to((place / name).absolute())
        return chosen

    def _made(self, counties: int, *, lists: bool) -> Path:
        place = self.folder / (f"{counties}-people" if lists else f"{counties}")
        if not place.exists():
            print(f"生成 {counties} 个县 …", flush=True)
            nation = Nation(counties=counties, seed=SEED, teachers=lists, pupils=lists)
            write_nation(nation, place, progress=_silent)
        return place


def rows(folder: Path, name: str) -> int:
    """How many rows a table has."""
    single = folder / f"{name}.parquet"
    files = [single] if single.exists() else sorted((folder / name).glob("*.parquet"))
    return sum(pq.read_metadata(each).num_rows for each in files)


def size(folder: Path) -> str:
    """What a nation holds, in words."""
    named = {"schools": "所学校", "stages": "个学段部", "rooms": "间专用教室"}
    named |= {"teachers": "名教师", "pupils": "名学生"}
    found = [(rows(folder, name), unit) for name, unit in named.items() if _has(folder, name)]
    return "，".join(f"{count:,} {unit}" for count, unit in found)


def _has(folder: Path, name: str) -> bool:
    return (folder / f"{name}.parquet").exists() or (folder / name).exists()


def _silent(*_told: object) -> None:
    """Progress that nobody follows."""
