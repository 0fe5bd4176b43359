"""A DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from junheng.engine.databases.address import Address
from junheng.engine.databases.source import quoted
from junheng.errors import InputError

_ROWS = 100_000
_PASSED_ON = {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE", "VARCHAR"}
_COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_catalog = current_database() AND table_schema = current_schema()
ORDER BY table_name, ordinal_position
"""
_MEMORY = "512MB"


@contextmanager
def opened(address: Address) -> Iterator[DuckdbSource]:
    """The database file, read-only, seen as it is now. Raises :class:`InputError`."""
    file = address.existing_file()
    try:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "enable_external_access": False,
        }
        database = duckdb.connect(str(file), read_only=True, config=settings)
    except duckdb.Error as problem:
        raise _unopened(address, str(problem)) from problem
    with closing(database):
        try:
            database.execute("BEGIN TRANSACTION")
            yield DuckdbSource(database)
        except duckdb.Error as problem:
            said = str(problem).splitlines()[0]
            raise InputError(f"读不了 {address.file}：{said}", remedy="检查数据库文件") from problem


class DuckdbSource:
    """An open DuckDB file."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self.database = database
        self.types: dict[str, dict[str, str]] = {}

    def tables(self) -> Mapping[str, Sequence[str]]:
        """Every table and view of the main schema, and its columns."""
        found = self.database.execute(_COLUMNS).fetchall()
        for table, column, kind in found:
            self.types.setdefault(table, {})[column] = kind
        return {table: list(columns) for table, columns in self.types.items()}

    def count(self, table: str) -> int:
        """How many rows a table has."""
        [(number,)] = self.database.execute(f"SELECT count(*) FROM {quoted(table)}").fetchall()  # noqa: S608
        return int(number)

    def rows(self, table: str, columns: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
        """The rows of a table, streamed."""
        kinds = self.types[table]
        chosen = ", ".join(
            f"{_read(column, kinds[column])} AS {quoted(name)}" for name, column in columns.items()
        )
        found = self.database.sql(f"SELECT {chosen} FROM {quoted(table)}")  # noqa: S608
        reader: Any = found.to_arrow_reader(_ROWS)
        yield from reader


def _read(column: str, kind: str) -> str:
    return quoted(column) if kind in _PASSED_ON else f"CAST({quoted(column)} AS VARCHAR)"


def _unopened(address: Address, said: str) -> InputError:
    if "lock" in said:
        return InputError(
            f"{address.file} 正被别的程序使用，读不了", remedy="先关闭那个程序，或复制一份再读"
        )
    if "newer version" in said or "version number" in said:
        return InputError(
            f"{address.file} 是别的版本的 DuckDB 写的，读不了",
            remedy="用写它的 DuckDB 导出为 Parquet：EXPORT DATABASE '文件夹' (FORMAT parquet)",
        )
    if "not a valid DuckDB" in said or "extension" in said:  # a file that an extension would read
        return InputError(f"{address.file} 不是 DuckDB 数据库文件", remedy="检查文件")
    return InputError(f"读不了 {address.file}：{said.splitlines()[0]}", remedy="检查数据库文件")
