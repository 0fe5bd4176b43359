"""The defects of one data set, as the reference tells them and as the engine does."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from junheng.census.reading import read
from junheng.engine.backends import Connection
from junheng.engine.checks.examining import examine
from junheng.engine.sources import open_folder

Told = tuple[str, str, str, str]
"""Check, table, school code, column."""

_SHEETS = ("schools", "stages", "rooms", "classes", "county", "attestations", "teachers", "pupils")


def by_reference(folder: Path, *, without: Collection[str] = ()) -> set[Told]:
    """What ``junheng check`` tells of the data in ``folder``, checks ``without`` left out."""
    return {
        (each.check, each.file.removesuffix(".csv"), each.school_code, each.header)
        for each in read(folder).defects
        if each.check not in without
    }


def by_engine(connection: Connection, folder: Path, *, without: Collection[str] = ()) -> set[Told]:
    """What the engine tells of it."""
    return {
        (row["check"], row["table"], row["school_code"] or "", row["column"] or "")
        for row in rows(connection, folder)
        if row["check"] not in without
    }


def rows(connection: Connection, folder: Path) -> list[dict[str, Any]]:
    """All defects that the engine finds."""
    examined = examine(connection, open_folder(connection, folder))
    found: list[dict[str, Any]] = connection.arrow(examined.defects()).to_pylist()
    return found
