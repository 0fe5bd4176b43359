"""A SQLite file. Any cell may hold a value of any type there, whatever its column declares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from urllib.parse import quote

import pyarrow as pa

from junheng.engine.databases.address import Address
from junheng.engine.databases.source import quoted
from junheng.errors import InputError

PATIENCE = 5.0
"""Seconds to wait for another program that is writing to the file."""

_ROWS = 50_000
_TYPES = {
    ("integer", "integer"): pa.int64(),
    ("real", "real"): pa.float64(),
    ("integer", "real"): pa.float64(),
}
"""By the first and the last, in the order of the alphabet, of the types in a column; text otherwise."""


@contextmanager
def opened(address: Address) -> Iterator[SqliteSource]:
    """The database file, read-only, seen as it is now. Raises :class:`InputError`."""
    uri = f"file:{quote(str(address.existing_file().absolute()))}?mode=ro"
    with _told(address), closing(_connected(uri)) as database:
        database.execute("BEGIN")
        yield SqliteSource(database)


def _connected(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)


class SqliteSource:
    """An open SQLite file."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def tables(self) -> Mapping[str, Sequence[str]]:
        """Every table and view, and its columns."""
        names = self.database.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
            "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
        ).fetchall()
        return {name: self._columns(name) for (name,) in names}

    def count(self, table: str) -> int:
        """How many rows a table has."""
        (number,) = self.database.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()  # noqa: S608
        return int(number)

    def rows(self, table: str, columns: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
        """The rows of a table; a column of more than numbers comes as text."""
        names = list(columns.values())
        types = self._types(table, names)
        schema = pa.schema(list(zip(columns, types, strict=True)))
        chosen = ", ".join(quoted(name) for name in names)
        cursor = self.database.execute(f"SELECT {chosen} FROM {quoted(table)}")  # noqa: S608
        while found := cursor.fetchmany(_ROWS):
            by_column = zip(zip(*found, strict=True), types, strict=True)
            yield pa.record_batch([_array(cells, kind) for cells, kind in by_column], schema=schema)

    def _columns(self, table: str) -> list[str]:
        found = self.database.execute("SELECT name FROM pragma_table_info(?)", (table,))
        return [name for (name,) in found]

    def _types(self, table: str, names: Sequence[str]) -> list[pa.DataType]:
        """The type that holds every value of a column; looked up in all rows before any is read."""
        # Every type's name but "null", in the order of the alphabet: blob, integer, real, text.
        kinds = [f"nullif(typeof({quoted(name)}), 'null')" for name in names]
        asked = ", ".join(f"min({kind}), max({kind})" for kind in kinds)
        found = self.database.execute(f"SELECT {asked} FROM {quoted(table)}").fetchone()  # noqa: S608
        return [_TYPES.get(both, pa.string()) for both in zip(found[::2], found[1::2], strict=True)]


def _array(cells: Sequence[object], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_string(kind):
        return pa.array(cells, kind)
    if {str, type(None)}.issuperset(map(type, cells)):
        return pa.array(cells, kind)
    return pa.array([_text(cell) for cell in cells], kind)


def _text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return cell.decode() if isinstance(cell, bytes) else repr(cell)


@contextmanager
def _told(address: Address) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as problem:
        raise _undecoded(address) from problem
    except sqlite3.Error as problem:
        said = str(problem)
        if "decode to UTF-8" in said:
            raise _undecoded(address) from problem
        if "not a database" in said:
            raise InputError(
                f"{address.file} 不是 SQLite 数据库文件，或者加了密",
                remedy="检查文件；加密的先解密",
            ) from problem
        if "locked" in said or "busy" in said:
            raise InputError(
                f"{address.file} 正被别的程序写入，读不了", remedy="等那个程序写完，或复制一份再读"
            ) from problem
        if "malformed" in said:
            raise InputError(
                f"{address.file} 已经损坏", remedy="用备份恢复，或用 sqlite3 的 .recover 抢救"
            ) from problem
        raise InputError(f"读不了 {address.file}：{said}", remedy="检查数据库文件") from problem


def _undecoded(address: Address) -> InputError:
    return InputError(
        f"{address.file} 里有不是 UTF-8 的文字", remedy="把数据库里的文字转成 UTF-8 再读"
    )
