"""Copying a database and looking at what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from junheng.engine.databases import copied

SCHOOLS = (
    'CREATE TABLE schools (county_code TEXT, school_code TEXT, name TEXT, "type" TEXT, '
    "teaching_area_m2 NUMERIC(12, 4), boarding BOOLEAN)"
)
STAGES = "CREATE TABLE stages (school_code TEXT, stage TEXT, pupils INTEGER)"


def copy(url: str, folder: Path) -> dict[str, pa.Table]:
    """Every table in the copy, by name, its parts in order."""
    copied(url, folder)
    return {
        table.name: pa.concat_tables(pq.read_table(part) for part in sorted(table.iterdir()))
        for table in sorted(folder.iterdir())
    }


def column(table: pa.Table, name: str) -> list[Any]:
    """The values of one column."""
    return list(table.column(name).to_pylist())


def types(table: pa.Table) -> dict[str, str]:
    """The Arrow type of each column."""
    return {field.name: str(field.type) for field in table.schema}
