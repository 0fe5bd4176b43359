"""Which files of a folder are which tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from junheng.census import delimited
from junheng.census.containers.access import opening
from junheng.census.tables import TABLES, Table
from junheng.census.words import LIST_NAMES, SHEET_ALIASES, normal, without_brackets

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods")
"""The files read as workbooks."""
_NUMBERING = re.compile(r"^(?:附?表)?[0-9一二三四五六七八九十]*[-_.、:]*|[0-9]{4}年?度?$|表$")


class Contents(NamedTuple):
    """The files of each table and of each list of people, and the names of all others."""

    files: dict[str, list[Path]]
    lists: dict[str, list[Path]]
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
    found = Contents({}, {}, ())
    ignored = []
    with opening(folder):
        inside = folder.resolve()
        entries = sorted(folder.iterdir())
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        people = LIST_NAMES.get(normal(entry.stem))
        table = table_of(entry.stem)
        with opening(entry):
            parts = _parts(entry, inside)
        if people and parts:
            found.lists.setdefault(people, []).extend(parts)
        elif table and parts:
            found.files.setdefault(table.name, []).extend(parts)
        else:
            ignored.append(entry.name)
    return found._replace(ignored=tuple(ignored))


def _parts(entry: Path, inside: Path) -> list[Path]:
    """The files of a table that ``entry`` is: itself, or the Parquet parts in it; maybe none."""
    if entry.is_dir():
        files = sorted(entry.glob("*.parquet"))
    elif entry.suffix.lower() in (*delimited.SUFFIXES, ".parquet"):
        files = [entry]
    else:
        files = []
    return [file for file in files if file.is_file() and file.resolve().is_relative_to(inside)]
