"""Folders of tables on places, written line by line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

BIRTHS = "乡镇代码,年份,出生人数"
ENROLMENT = "乡镇代码,学年,年级,在校生数"
CAPACITY = "乡镇代码,学段,学年,学位数"
FEEDERS = "学段,乡镇代码,去向乡镇代码,比例"
MIGRATION = "乡镇代码,学年,年级,增加学生数,减少学生数"


def folder(path: Path, tables: Mapping[str, list[str]]) -> Path:
    """``tables`` maps a file's name to its lines, header first."""
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in tables.items():
        (path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def one_town(path: Path, **more: list[str]) -> Path:
    """A town A of one grade: 100 births a year, of whom 90 enter; 2020 to 2025 are known."""
    tables = {
        "births": [BIRTHS, *(f"A,{year},100" for year in range(2012, 2026))],
        "enrolment": [ENROLMENT, *(f"A,{year},一年级,90" for year in range(2020, 2026))],
    }
    return folder(path, tables | more)
