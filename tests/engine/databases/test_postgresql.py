"""A PostgreSQL server as input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from junheng.engine.databases import copied
from junheng.errors import InputError
from tests.engine.databases.copies import SCHOOLS, STAGES, column, copy, types
from tests.postgresql import PASSWORD, Server, programs, running


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A running server. Skipped where PostgreSQL is not installed, unless ``JUNHENG_CI=1``."""
    missing = [] if programs() else ["postgresql"]
    if find_spec("adbc_driver_postgresql") is None:
        missing.append("adbc-driver-postgresql")
    if missing:
        reason = f"needs {' and '.join(missing)}, not installed"
        if os.environ.get("JUNHENG_CI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with running() as server:
        yield server


def execute(url: str, *statements: str) -> None:
    from adbc_driver_postgresql import dbapi  # noqa: PLC0415 - optional

    with dbapi.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def url(server: Server, request: pytest.FixtureRequest) -> str:
    """The address of a database of the test's own."""
    name = request.node.name[:50].lower()
    execute(server.url(), f'CREATE DATABASE "{name}" TEMPLATE template0')
    return server.url(name)


def refused(url: str, folder: Path) -> str:
    """What the user reads; the password is never in it."""
    with pytest.raises(InputError) as refusal:
        copied(url, folder)
    told = str(refusal.value)
    assert PASSWORD not in told
    assert refusal.value.__cause__ is None
    return told


def test_tables_and_views_are_copied_with_their_types(url: str, tmp_path: Path) -> None:
    execute(
        url,
        SCHOOLS,
        'CREATE TABLE numbers ("学校标识码" char(12), "学段" varchar, "在校生数" bigint, since date)',
        'CREATE VIEW "学段" AS SELECT * FROM numbers',
        "INSERT INTO schools VALUES ('190101', '1901010001', '一小', NULL, 1200.5, true)",
        "INSERT INTO numbers VALUES ('1901010001', '小学', 480, '2026-09-01')",
    )
    tables = copy(url, tmp_path / "copy")
    assert set(tables) == {"schools", "stages"}
    assert types(tables["schools"])["teaching_area_m2"] == "string"
    assert column(tables["schools"], "teaching_area_m2") == ["1200.5000"]
    assert column(tables["schools"], "type") == [None]
    assert column(tables["schools"], "boarding") == [True]
    assert tables["stages"].to_pylist() == [
        {"school_code": "1901010001", "stage": "小学", "pupils": 480}
    ]


def test_a_server_that_stores_gb2312_is_read_as_well(server: Server, tmp_path: Path) -> None:
    execute(server.url(), "CREATE DATABASE gb ENCODING 'EUC_CN' LOCALE 'C' TEMPLATE template0")
    execute(
        server.url("gb") + "?client_encoding=UTF8",
        SCHOOLS,
        STAGES,
        "INSERT INTO schools (name) VALUES ('均衡一小')",
    )
    assert column(copy(server.url("gb"), tmp_path / "copy")["schools"], "name") == ["均衡一小"]


def test_a_table_of_many_rows_is_streamed_whole(url: str, tmp_path: Path) -> None:
    execute(
        url,
        SCHOOLS,
        STAGES,
        "INSERT INTO stages SELECT i::text, 'primary', i FROM generate_series(1, 250000) i",
    )
    pupils = column(copy(url, tmp_path / "copy")["stages"], "pupils")
    assert sorted(pupils) == list(range(1, 250_001))


def test_tables_in_a_schema_of_the_search_path_are_found(url: str, tmp_path: Path) -> None:
    execute(
        url,
        "CREATE SCHEMA education",
        SCHOOLS.replace("schools", "education.schools"),
        STAGES.replace("stages", "education.stages"),
    )
    path = url + "?options=-csearch_path%3Deducation"
    assert set(copy(path, tmp_path / "copy")) == {"schools", "stages"}


def test_a_missing_table_is_named(url: str, tmp_path: Path) -> None:
    execute(url, SCHOOLS)
    told = refused(url, tmp_path / "copy")
    assert "里没有“学段”（stages）表；有：schools\n" in told
    assert told.startswith("postgresql://clerk:***@127.0.0.1:")


def test_a_wrong_password_is_told_without_showing_it(server: Server, tmp_path: Path) -> None:
    told = refused(server.url(password="geheim"), tmp_path)
    assert told == (
        f"读不了 postgresql://clerk:***@127.0.0.1:{server.port}/postgres：用户名或密码不对\n"
        "  怎么改：检查用户名和密码"
    )


def test_a_missing_password_is_told_with_where_to_put_it(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    told = refused(f"postgresql://clerk@127.0.0.1:{server.port}/postgres", tmp_path)
    assert told.endswith(
        "：服务器要密码，没有给\n  怎么改：把密码放进环境变量 PGPASSWORD 或文件 ~/.pgpass"
    )


def test_a_password_with_unescaped_signs_is_told_without_showing_it(
    server: Server, tmp_path: Path
) -> None:
    told = refused(f"postgresql://clerk:{PASSWORD}@127.0.0.1:{server.port}/postgres", tmp_path)
    assert "s3cr" not in told
    assert "%40" in told


def test_a_missing_database_is_named(server: Server, tmp_path: Path) -> None:
    assert refused(server.url("nowhere"), tmp_path) == (
        f"读不了 postgresql://clerk:***@127.0.0.1:{server.port}/nowhere："
        "没有名为“nowhere”的数据库\n  怎么改：检查地址的最后一段"
    )


def test_a_server_that_is_not_running_is_told(tmp_path: Path, server: Server) -> None:
    url = server.url().replace(f":{server.port}/", ":1/")
    assert refused(url, tmp_path).endswith(
        "：服务器没有在这个地址和端口上运行\n  怎么改：检查地址、端口和防火墙"
    )


def test_a_table_that_the_user_may_not_read_is_refused(url: str, tmp_path: Path) -> None:
    execute(
        url,
        SCHOOLS,
        STAGES,
        "DROP ROLE IF EXISTS guest",
        "CREATE ROLE guest LOGIN PASSWORD 'guest'",
        "GRANT SELECT ON stages TO guest",
    )
    told = refused(url.replace("clerk:", "guest:").replace("s3cr%40t%2F50%25", "guest"), tmp_path)
    assert told.endswith("：这个用户没有读取的权限\n  怎么改：请数据库管理员执行 GRANT SELECT")


def test_without_the_driver_the_program_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("junheng.engine.databases.postgresql.find_spec", lambda name: None)
    assert refused("postgresql://clerk@db/edu", tmp_path) == (
        '读取 PostgreSQL 需要的驱动程序没有安装\n  怎么改：运行 pip install ".[postgresql]"'
    )
