"""The address of a database: what is one, what is shown of it, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.engine.databases import copied, is_address, shown
from junheng.engine.databases.address import parsed
from junheng.errors import InputError


@pytest.mark.parametrize(
    "text", ["sqlite:///a.db", "duckdb:////srv/a.duckdb", "postgresql://h/d", "mysql://h/d"]
)
def test_a_scheme_and_two_slashes_make_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", ["data", "./data", "/srv/data", r"C:\data", "学校:2026", ""])
def test_a_path_is_no_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://clerk:s3cret@db/edu", "postgresql://clerk:***@db/edu"),
        ("postgresql://clerk@db:5433/edu", "postgresql://clerk@db:5433/edu"),
        ("postgresql://clerk:a@b/c@db/edu", "postgresql://clerk:***@db/edu"),
        ("postgresql://clerk:a?b#c@db/edu", "postgresql://clerk:***@db/edu"),
        ("postgresql://:s3cret@db/edu", "postgresql://:***@db/edu"),
        (
            "postgresql://db/edu?user=u&password=s3cret&sslmode=require",
            "postgresql://db/edu?user=u&password=***&sslmode=require",
        ),
        ("postgresql://db/edu?sslpassword=s3cret", "postgresql://db/edu?sslpassword=***"),
        ("mysql://root:s3cret@db/edu", "mysql://root:***@db/edu"),
    ],
)
def test_a_password_is_never_shown(url: str, expected: str) -> None:
    assert shown(url) == expected


def test_an_address_does_not_show_its_password_in_a_traceback_either() -> None:
    assert repr(parsed("postgresql://clerk:s3cret@db/edu")) == (
        "Address('postgresql://clerk:***@db/edu')"
    )


def test_three_slashes_begin_a_relative_path_and_four_an_absolute_one() -> None:
    assert parsed("sqlite:///data/a.db").file == Path("data/a.db")
    assert parsed("sqlite:////srv/a.db").file == Path("/srv/a.db")
    assert parsed("duckdb:////srv/%E5%AD%A6%E6%A0%A1.db").file == Path("/srv/学校.db")


FORMS = (
    "写成 sqlite:///文件、duckdb:///文件（绝对路径以四道斜线开头，例如 sqlite:////srv/data.db），"
    "或 postgresql://用户@主机:端口/数据库"
)


def refused(url: str, folder: Path) -> str:
    """What the user reads."""
    with pytest.raises(InputError) as refusal:
        copied(url, folder)
    return str(refusal.value)


def test_a_kind_of_database_that_is_not_known_is_refused(tmp_path: Path) -> None:
    assert refused("mysql://root:s3cret@db/edu", tmp_path) == (
        f"“mysql://root:***@db/edu”不是能读取的数据库地址\n  怎么改：{FORMS}"
    )


def test_an_address_without_a_file_is_refused(tmp_path: Path) -> None:
    assert refused("sqlite://a.db", tmp_path) == (
        f"“sqlite://a.db”里没有写数据库文件\n  怎么改：{FORMS}"
    )
