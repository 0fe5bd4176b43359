"""The tables of a trend or a comparison as Parquet files, each whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from junheng.files import replacing


def write_tables(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write each table as ``<name>.parquet``. Raises :class:`junheng.errors.UserError`."""
    for name, table in tables.items():
        with replacing(folder / f"{name}.parquet") as unfinished:
            pq.write_table(table, unfinished, compression="zstd")
