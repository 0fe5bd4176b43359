"""Which files of a folder are which tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from junheng.census import delimited
from junheng.census.tables import TABLES, Table
from junheng.census.words import SHEET_ALIASES, normal, without_brackets
from junheng.errors import InputError

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods")
"""The files read as workbooks."""
_NUMBERING = re.compile(r"^(?:附?表)?[0-9一二三四五六七八九十]*[-_.、:]*|[0-9]{4}年?度?$|表$")


class Contents(NamedTuple):
    """The files of each table (by English name), and the names of those that are no table."""

    files: dict[str, list[Path]]
    ignored: tuple[str, ...]


def table_names() -> dict[str, Table]:
    """Every normal name of a sheet or file, and the table it holds."""
    return {
        normal(word): table
        for table in TABLES
        for word in (table.name, table.sheet, *SHEET_ALIASES.get(table.name, ()))
    }


def table_of(name: str) -> Table | None:
    """The table that a sheet or file of that name holds: ``学校``, ``1.学校（2026）``, ``schools``."""
    names = table_names()
    word = normal(name)
    bare = _NUMBERING.sub("", without_brackets(word)[0])
    return names.get(word) or names.get(bare)


def contents(folder: Path) -> Contents:
    """Look through ``folder``, and one level down for Parquet parts. Raises ``InputError``.

    Links that lead out of the folder are not followed.
    """
    inside = folder.resolve()
    files: dict[str, list[Path]] = {}
    ignored = []
    try:
        entries = sorted(folder.iterdir())
    except OSError as problem:
        raise InputError(f"读不了文件夹 {folder}：{problem.strerror}") from problem
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        table = table_of(entry.stem)
        if table is None or not entry.resolve().is_relative_to(inside):
            ignored.append(entry.name)
        elif entry.is_dir():
            parts = [
                part
                for part in sorted(entry.glob("*.parquet"))
                if part.is_file() and part.resolve().is_relative_to(inside)
            ]
            if parts:
                files.setdefault(table.name, []).extend(parts)
            else:
                ignored.append(entry.name)
        elif entry.suffix.lower() in (*delimited.SUFFIXES, ".parquet") and entry.is_file():
            files.setdefault(table.name, []).append(entry)
        else:
            ignored.append(entry.name)
    return Contents(files=files, ignored=tuple(ignored))
