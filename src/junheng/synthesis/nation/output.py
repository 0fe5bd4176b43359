"""The files of a nation: one a table, or a folder of parts for the large ones."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

ROW_GROUP = 120_000
"""Lines of a group of rows at least: what DuckDB likes to read at once."""


class ParquetTables:
    """Parquet files. ``parts`` are the names of tables written as a folder of parts."""

    def __init__(self, folder: Path, parts: frozenset[str], origin: str) -> None:
        self._folder = folder
        self._parts = parts
        self._origin = {b"junheng": origin.encode()}
        self._writers: dict[str, Any] = {}
        self._waiting: dict[str, list[Any]] = {}

    def write(self, name: str, table: Any, *, part: int) -> None:
        """Write lines of a table; ``part`` says which part they belong to, where it has parts.

        Lines wait until there are enough for a group of rows.
        """
        key = f"{name}/part-{part:05d}" if name in self._parts else name
        if key not in self._waiting:
            self._close(f"{name}/")
            self._waiting[key] = []
        self._waiting[key].append(table)
        if sum(each.num_rows for each in self._waiting[key]) >= ROW_GROUP:
            self._flush(key)

    def _flush(self, key: str) -> None:
        waiting, self._waiting[key] = self._waiting[key], []
        if not waiting:
            return
        table = pa.concat_tables(waiting).unify_dictionaries().combine_chunks()
        if key not in self._writers:
            path = self._folder / f"{key}.parquet"
            path.parent.mkdir(exist_ok=True)
            schema = table.schema.with_metadata(self._origin)
            plain = [each.name for each in schema if pa.types.is_dictionary(each.type)]
            self._writers[key] = pq.ParquetWriter(
                path,
                schema,
                compression="zstd",
                use_dictionary=plain,
                column_encoding=_encodings(schema, plain),
            )
        self._writers[key].write_table(table, row_group_size=table.num_rows)

    def close(self) -> None:
        """Finish every file."""
        self._close("")

    def abandon(self) -> None:
        """Let go of every file, finished or not."""
        for writer in self._writers.values():
            with suppress(OSError, pa.ArrowException):
                writer.close()
        self._writers.clear()

    def _close(self, beginning: str) -> None:
        for key in [key for key in self._waiting if key.startswith(beginning)]:
            self._flush(key)
            del self._waiting[key]
            if key in self._writers:
                self._writers.pop(key).close()


def _encodings(schema: Any, words: list[str]) -> dict[str, str]:
    """Numbers and ids that rise line by line take next to no room as differences."""
    found = {}
    for column in schema:
        if column.name == "person_id":
            found[column.name] = "DELTA_BYTE_ARRAY"
        elif column.name not in words and pa.types.is_integer(column.type):
            found[column.name] = "DELTA_BINARY_PACKED"
    return found


class CsvTables:
    """CSV files, one a table, with English headers and UTF-8."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, Any] = {}

    def write(self, name: str, table: Any, *, part: int) -> None:
        """Write lines of a table at the end of its file."""
        if name not in self._writers:
            path = self._folder / f"{name}.csv"
            options = pa_csv.WriteOptions(quoting_style="needed")
            self._writers[name] = pa_csv.CSVWriter(path, table.schema, write_options=options)
        self._writers[name].write_table(table)

    def close(self) -> None:
        """Finish every file."""
        while self._writers:
            self._writers.popitem()[1].close()

    def abandon(self) -> None:
        """Let go of every file, finished or not."""
        for writer in self._writers.values():
            with suppress(OSError, pa.ArrowException):
                writer.close()
        self._writers.clear()
