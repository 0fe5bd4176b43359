"""From a database into Parquet parts: only canonical tables, only canonical columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from junheng.census.folder import table_of
from junheng.census.tables import Table
from junheng.census.words import LIST_NAMES, normal
from junheng.engine.databases import duckdb_file, postgresql, sqlite
from junheng.engine.databases.address import Address, parsed
from junheng.engine.databases.source import Opener, Source
from junheng.engine.tables import DECLARED
from junheng.engine.typed import meanings
from junheng.errors import InputError
from junheng.files import make_folder, unwritable

ROWS_IN_A_PART = 1_000_000
_REQUIRED = ("schools", "stages")
_OPENERS: Mapping[str, Opener] = {
    "sqlite": sqlite.opened,
    "duckdb": duckdb_file.opened,
    "postgresql": postgresql.opened,
}

Progress = Callable[[str, int, int], None]


def copied(url: str, folder: Path, *, progress: Progress = lambda *_: None) -> Path:
    """``folder``, holding the canonical tables of the database at ``url`` as ``<table>/part-*.parquet``.

    Tables are found by their English or Chinese names, columns by their canonical names and
    headers; they are written under their English names, with the types that the database has.
    Memory does not grow with the tables. Raises :class:`InputError` where the database cannot be
    read or has no table of schools or stages, and :class:`junheng.errors.UserError` where the copy
    cannot be written.
    """
    address = parsed(url)
    with _OPENERS[address.kind](address) as source:
        found = source.tables()
        for table, name in _chosen(address, list(found)).items():
            columns = _columns(DECLARED[table], found[name])
            if columns:
                _copy(source, name, DECLARED[table], columns, folder / table, progress)
    return folder


def _chosen(address: Address, names: Sequence[str]) -> dict[str, str]:
    """The canonical tables that the database has, and their names there."""
    chosen: dict[str, str] = {}
    for name in names:
        known = table_of(name)
        table = LIST_NAMES.get(normal(name)) or (known.name if known else None)
        if table is None:
            continue
        if table in chosen:
            raise InputError(
                f"{address.shown} 里“{DECLARED[table].sheet}”（{table}）表有两个：{chosen[table]}、{name}",
                remedy="只留一个，或给另一个换个名字",
            )
        chosen[table] = name
    missing = [f"“{DECLARED[name].sheet}”（{name}）" for name in _REQUIRED if name not in chosen]
    if missing:
        there = "、".join(sorted(names)[:10]) + (" 等" if len(names) > 10 else "")
        raise InputError(
            f"{address.shown} 里没有{'、'.join(missing)}表；"
            + (f"有：{there}" if names else "一个表也没有"),
            remedy="给表改名，或建一个同名的视图；名字见手册“规范表”一页",
        )
    return chosen


def _columns(table: Table, headers: Sequence[str]) -> dict[str, str]:
    """The canonical columns that are there, and their names in the database."""
    known, found = meanings(table), dict[str, str]()
    for header in headers:
        name = known.get(normal(header))
        if name is not None:
            found.setdefault(name, header)
    return found


def _copy(
    source: Source,
    name: str,
    table: Table,
    columns: Mapping[str, str],
    folder: Path,
    progress: Progress,
) -> None:
    make_folder(folder)
    total, done = source.count(name), 0
    progress(table.sheet, 0, total)
    for number, part in enumerate(_in_parts(source.rows(name, columns))):
        target = folder / f"part-{number:05}.parquet"
        try:
            with pq.ParquetWriter(target, part.schema, compression="zstd") as writer:
                for batch in part:
                    writer.write_batch(batch)
                    done += batch.num_rows
                    progress(table.sheet, done, total)
        except OSError as problem:
            raise unwritable(target, problem) from problem
    if not total:
        pq.write_table(
            pa.table({column: pa.array([], pa.string()) for column in columns}),
            folder / "part-00000.parquet",
        )


class _Part:
    """Batches up to the size of a part, taken from a stream that goes on after it."""

    def __init__(self, first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> None:
        self.schema = first.schema
        self._first, self._rest = first, rest

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        yield self._first
        rows = self._first.num_rows
        while rows < ROWS_IN_A_PART:
            batch = next(self._rest, None)
            if batch is None:
                return
            yield batch
            rows += batch.num_rows


def _in_parts(batches: Iterator[pa.RecordBatch]) -> Iterator[_Part]:
    for first in batches:
        yield _Part(first, batches)
