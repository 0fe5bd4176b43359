"""Opening a data set for the engine: a folder of CSV or Parquet files, or of folders of parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from junheng.census.containers.access import opening
from junheng.census.folder import table_of
from junheng.census.words import LIST_NAMES, normal
from junheng.engine.backends import Connection
from junheng.engine.databases.address import is_address, shown
from junheng.engine.databases.copying import copied
from junheng.engine.headers import named, unknown, unreadable
from junheng.engine.tables import DECLARED, Tables
from junheng.engine.typed import typed
from junheng.errors import InputError

Progress = Callable[[str, int, int], None]

PARQUET, CSV = ".parquet", ".csv"
_REQUIRED = ("schools", "stages")


def open_data(connection: Connection, data: str, *, progress: Progress | None = None) -> Tables:
    """The data set at ``data``: a folder, or the address of a database (``postgresql://...``).

    A database is first copied into Parquet parts, so that every engine reads the same. Raises
    :class:`InputError` where it cannot be read, or where tables or required columns are missing.
    """
    if not is_address(data):
        return open_folder(connection, Path(data))
    tell = progress or _silent
    copy = copied(data, connection.folder / "database", progress=tell)
    return open_folder(connection, copy, where=shown(data))


def _silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody follows."""


def without(tables: Tables, county_codes: Sequence[str]) -> Tables:
    """The same data set as if it had no school in these counties."""
    if not county_codes:
        return tables
    schools = tables.raw["schools"]
    return _with_schools(tables, schools.filter(schools.county_code.notin(list(county_codes))))


def only(tables: Tables, places: Sequence[str]) -> Tables:
    """The same data set with the schools of these places alone: the beginnings of county codes, such
    as ``53`` for a province, ``5323`` for a prefecture. Without places the whole.
    """
    if not places:
        return tables
    schools = tables.raw["schools"]
    inside = reduce(or_, (schools.county_code.startswith(place) for place in places))
    return _with_schools(tables, schools.filter(inside))


def _with_schools(tables: Tables, schools: ir.Table) -> Tables:
    return replace(
        tables,
        schools=typed(schools, DECLARED["schools"]),
        raw={**tables.raw, "schools": schools},
    )


def open_folder(connection: Connection, folder: Path, *, where: str = "") -> Tables:
    """The data set in ``folder``; nothing is read yet but headers. ``where`` it is for messages.

    Raises :class:`InputError` naming everything that is missing: tables, required columns.
    """
    raw: dict[str, ir.Table] = {}
    ignored: list[str] = []
    for name, parts in files_of(folder).items():
        found = _reading(connection, name, parts)
        raw[name] = named(found, DECLARED[name], parts)
        ignored += unknown(found, DECLARED[name])
    return replace(tables_of(raw, where=where or str(folder)), ignored=tuple(ignored))


def tables_of(raw: dict[str, ir.Table], *, where: str) -> Tables:
    """``raw`` tables under canonical column names, typed. ``where`` they were found is for messages.

    Raises :class:`InputError` naming everything that is missing, or of a type that cannot be read.
    """
    lacking = [f"缺少“{DECLARED[name].sheet}”（{name}）表" for name in _REQUIRED if name not in raw]
    for name, table in raw.items():
        absent = [
            f"{column.header}（{column.name}）"
            for column in DECLARED[name].columns
            if column.required and column.name not in table.columns
        ]
        if absent:
            lacking.append(f"“{DECLARED[name].sheet}”（{name}）缺少必填列：{'、'.join(absent)}")
    if lacking:
        raise InputError(f"{where} 的数据不全：" + "；".join(lacking), remedy="补上缺少的表或列")
    wrong = [each for name, table in raw.items() for each in unreadable(table, DECLARED[name])]
    if wrong:
        raise InputError(
            f"{where} 里有列读不了：" + "；".join(wrong),
            remedy="重新导出这些列：代码存成文字，数量存成数",
        )
    return Tables(raw=raw, **{name: typed(table, DECLARED[name]) for name, table in raw.items()})


def files_of(folder: Path) -> dict[str, list[Path]]:
    """The files of each table: ``schools.parquet``, ``学校.csv``, or the parts in a folder ``schools``.

    Raises :class:`InputError` where the folder cannot be read, has a table twice, or mixes formats.
    """
    with opening(folder):
        entries = sorted(folder.iterdir())
    found: dict[str, list[Path]] = {}
    for entry in entries:
        name = _name(entry)
        parts = _parts(entry) if name else []
        if name is None or not parts:
            continue
        if name in found:
            raise InputError(
                f"{folder} 里“{DECLARED[name].sheet}”（{name}）表有两份："
                f"{found[name][0].name}、{parts[0].name}",
                remedy="只留一份",
            )
        found[name] = parts
    return found


def _name(entry: Path) -> str | None:
    if entry.name.startswith((".", "~$")):
        return None
    people = LIST_NAMES.get(normal(entry.stem))
    table = table_of(entry.stem)
    return people or (table.name if table else None)


def _parts(entry: Path) -> list[Path]:
    if not entry.is_dir():
        return [entry] if entry.suffix.lower() in (PARQUET, CSV) else []
    files = sorted(
        each
        for each in entry.iterdir()
        if each.suffix.lower() in (PARQUET, CSV) and not each.name.startswith((".", "_"))
    )
    if len({each.suffix.lower() for each in files}) > 1:
        raise InputError(
            f"{entry} 里既有 CSV 又有 Parquet，不知道该读哪一种", remedy="只留一种格式"
        )
    return files


def _reading(connection: Connection, name: str, parts: Sequence[Path]) -> ir.Table:
    files = [str(part.absolute()) for part in parts]
    for part in parts:
        with opening(part), part.open("rb"):
            pass  # the engines' own words for a file that they may not read are not for clerks
    try:
        if parts[0].suffix.lower() == PARQUET:
            return _parquet(connection, files)
        return _csv(connection, files)
    except duckdb.OutOfMemoryException:
        raise  # no fault of the file's
    except duckdb.Error as problem:
        said = str(problem).strip().splitlines()[0] if str(problem).strip() else "不能读取"
        raise InputError(
            f"“{DECLARED[name].sheet}”（{name}）的文件不能读取：{said}",
            remedy="CSV 用 UTF-8 编码；Parquet 重新导出",
        ) from problem


def _parquet(connection: Connection, files: Sequence[str]) -> ir.Table:
    """A column that only some parts have is null in the others, whichever part comes first."""
    reading: Any = connection.ibis
    if len(files) == 1 or connection.is_spark:  # Spark is set up to merge them
        return reading.read_parquet(files[0] if len(files) == 1 else files)
    try:
        alike = len({pq.read_schema(file).remove_metadata() for file in files}) == 1
    except (pa.ArrowException, OSError):
        alike = True  # a broken file is told of by the engine that reads it
    return reading.read_parquet(files, union_by_name=not alike)


def _csv(connection: Connection, files: Sequence[str]) -> ir.Table:
    """Every cell as text: what it means is decided by the canonical types alone."""
    reading: Any = connection.ibis
    if connection.is_spark:
        return reading.read_csv(list(files), header=True, inferSchema=False, encoding="UTF-8")
    return reading.read_csv(list(files), all_varchar=True, header=True, union_by_name=True)
