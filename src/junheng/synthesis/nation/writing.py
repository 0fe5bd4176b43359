"""A nation, batch by batch, written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from junheng.synthesis.nation import (
    class_list,
    county_tables,
    pupil_list,
    school_tables,
    teacher_list,
)
from junheng.synthesis.nation.batch import Batch, batch
from junheng.synthesis.nation.folders import whole_folder
from junheng.synthesis.nation.output import CsvTables, ParquetTables
from junheng.synthesis.nation.plan import Nation

Progress = Callable[[str, int, int], None]
COUNTIES_AT_ONCE = 20
PARTS = frozenset(("classes", "teachers", "pupils"))
BATCHES_A_PART = 10
"""200 counties: some twelve million pupils."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: the number of lines of each table of the last year."""

    folder: Path
    lines: dict[str, int]


def write(nation: Nation, out: Path, *, progress: Progress, force: bool = False) -> Written:
    """Write the nation to ``out``, whole or not at all.

    Raises :class:`junheng.errors.UserError` where ``out`` cannot be written or holds something.
    """
    lines: dict[str, int] = {}
    with whole_folder(out, force=force) as folder:
        for year in nation.offsets:
            place = folder
            if nation.years > 1:
                place = folder / str(nation.last_year + year)
                place.mkdir()
            lines = _year(nation, year, place, progress)
    return Written(folder=out, lines=lines)


def _year(nation: Nation, year: int, folder: Path, progress: Progress) -> dict[str, int]:
    tables: ParquetTables | CsvTables
    if nation.format == "csv":
        tables = CsvTables(folder)
    else:
        tables = ParquetTables(folder, PARTS, f"虚构数据 seed={nation.seed}")
    lines: dict[str, int] = {}
    what = f"生成 {nation.last_year + year} 年" if nation.years > 1 else "生成"
    try:
        for place, first in enumerate(range(0, nation.counties, COUNTIES_AT_ONCE)):
            last = min(nation.counties, first + COUNTIES_AT_ONCE)
            made = batch(nation.seed, range(first, last), year)
            for name, table in _tables(made, nation):
                tables.write(name, table, part=place // BATCHES_A_PART)
                lines[name] = lines.get(name, 0) + table.num_rows
            progress(what, last, nation.counties)
        tables.close()
    finally:
        tables.abandon()
    return lines


def _tables(made: Batch, nation: Nation) -> Iterator[tuple[str, Any]]:
    yield "schools", school_tables.schools(made)
    yield "stages", school_tables.stages(made)
    yield "rooms", school_tables.rooms(made)
    yield "county", county_tables.county(made)
    yield "attestations", county_tables.attestations(made)
    if nation.classes:
        yield "classes", class_list.classes(made)
    if nation.teachers:
        yield "teachers", teacher_list.teachers(made)
    if nation.pupils:
        for piece in pupil_list.pupils(made):
            yield "pupils", piece
