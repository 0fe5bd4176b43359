"""A PostgreSQL server, read through its ADBC driver, which streams Arrow."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from junheng.engine.databases.address import Address
from junheng.engine.databases.source import quoted
from junheng.errors import InputError

_PASSED_ON = {"bool", "int2", "int4", "int8", "float8", "text", "varchar"}
_PATIENCE = 10  # seconds for the server to answer
_COLUMNS = """
SELECT c.relname, a.attname, t.typname
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(c.oid)
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
ORDER BY c.relname, a.attnum
"""
_ENCODE = "密码里的特殊字符按百分号编码（% 写成 %25，@ 写成 %40，/ 写成 %2F），或者放进 PGPASSWORD"
_REASONS = (
    ("password authentication failed", "用户名或密码不对", "检查用户名和密码"),
    (
        "no password supplied",
        "服务器要密码，没有给",
        "把密码放进环境变量 PGPASSWORD 或文件 ~/.pgpass",
    ),
    ("could not translate host name", "没有这个主机名", "检查地址"),
    ("Connection refused", "服务器没有在这个地址和端口上运行", "检查地址、端口和防火墙"),
    ("timeout expired", f"{_PATIENCE} 秒内没有回答", "检查地址、端口和防火墙"),
    ("No route to host", "到不了这台主机", "检查地址和网络"),
    ("Network is unreachable", "到不了这台主机", "检查地址和网络"),
    ("no pg_hba.conf entry", "服务器不许从这台机器登录", "请数据库管理员在 pg_hba.conf 中放行"),
    ("invalid URI query parameter", "地址里有不认识的参数", "检查问号后面的部分"),
    ("percent-encoded token", "地址里的百分号写得不对", _ENCODE),
    ("invalid port number", "端口不是数字", _ENCODE),
    ('connection option "port"', "端口不是数字", _ENCODE),
    ("unexpected spaces", "地址里有空格", _ENCODE),
    ("does not support SSL", "服务器不支持加密连接", "请数据库管理员开启，或去掉 sslmode"),
    ("permission denied", "这个用户没有读取的权限", "请数据库管理员执行 GRANT SELECT"),
)
"""Signs in what the driver says, what they mean, and how to mend it."""


@contextmanager
def opened(address: Address) -> Iterator[PostgresqlSource]:
    """The server's database in one read-only transaction. Raises :class:`InputError`."""
    if find_spec("adbc_driver_postgresql") is None:
        raise InputError(
            "读取 PostgreSQL 需要的驱动程序没有安装",
            remedy='运行 pip install ".[postgresql]"',
        )
    from adbc_driver_manager import Error  # noqa: PLC0415 - optional
    from adbc_driver_postgresql import dbapi  # noqa: PLC0415 - optional

    try:
        with closing(dbapi.connect(_complete(address.url))) as connection:
            with closing(connection.cursor()) as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield PostgresqlSource(cursor)
            connection.rollback()
    except Error as problem:
        # "from None": what the driver says may hold the password.
        raise _unreadable(address, str(problem)) from None


class PostgresqlSource:
    """An open database of a server."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.types: dict[str, dict[str, str]] = {}

    def tables(self) -> Mapping[str, Sequence[str]]:
        """Every table and view on the user's search path, and its columns."""
        self.cursor.execute(_COLUMNS)
        for table, column, kind in self.cursor.fetchall():
            self.types.setdefault(table, {})[column] = kind
        return {table: list(columns) for table, columns in self.types.items()}

    def count(self, table: str) -> int:
        """How many rows a table has."""
        self.cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608
        return int(self.cursor.fetchone()[0])

    def rows(self, table: str, columns: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
        """The rows of a table, streamed."""
        kinds = self.types[table]
        chosen = ", ".join(
            f"{_read(column, kinds[column])} AS {quoted(name)}" for name, column in columns.items()
        )
        self.cursor.execute(f"SELECT {chosen} FROM {quoted(table)}")  # noqa: S608
        yield from self.cursor.fetch_record_batch()


def _read(column: str, kind: str) -> str:
    return quoted(column) if kind in _PASSED_ON else f"CAST({quoted(column)} AS text)"


def _complete(url: str) -> str:
    """With a limit to waiting, and text as UTF-8 whatever the server stores."""
    wanted = {"client_encoding": "UTF8"}
    if "PGCONNECT_TIMEOUT" not in os.environ:
        wanted["connect_timeout"] = str(_PATIENCE)
    query = url.partition("?")[2]
    more = [f"{name}={value}" for name, value in wanted.items() if f"{name}=" not in query]
    return url + ("&" if "?" in url else "?") + "&".join(more)


def _unreadable(address: Address, said: str) -> InputError:
    """Only what is known, or what the server itself said, is passed on."""
    for sign, reason, remedy in _REASONS:
        if sign in said:
            return InputError(f"读不了 {address.shown}：{reason}", remedy=remedy)
    missing = re.search(r'database "(.*)" does not exist', said)
    if missing:
        return InputError(
            f"读不了 {address.shown}：没有名为“{missing[1]}”的数据库", remedy="检查地址的最后一段"
        )
    server = re.search(r"(?:FATAL|ERROR):\s+(.*)", said)
    told = f"服务器报告“{server[1]}”" if server else "连接失败"
    return InputError(f"读不了 {address.shown}：{told}", remedy="请数据库管理员检查")
