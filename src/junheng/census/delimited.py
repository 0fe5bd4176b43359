"""Reading a delimited text file into a grid: UTF-8 or GB18030, comma, semicolon or tab."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from junheng.census.containers.access import opening
from junheng.census.containers.limits import check_columns, check_file_size
from junheng.census.grids import Grid
from junheng.errors import InputError

SUFFIXES = (".csv", ".txt", ".tsv")
"""The files read as delimited text."""
_DELIMITERS = (",", ";", "\t")


def grid(path: Path) -> Grid:
    """The records of ``path``, line numbers as a spreadsheet would show them. Raises ``InputError``."""
    with opening(path):
        check_file_size(path.name, path.stat().st_size)
        content = path.read_bytes()
    text = _decoded(path.name, content)
    delimiter = _delimiter(text)
    try:
        rows = []
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            check_columns(path.name, len(rows), len(row))
    except csv.Error as problem:
        raise InputError(
            f"{path.name} 不是规范的 CSV（{problem}）", remedy="用 Excel 或 WPS 重新导出 CSV"
        ) from problem
    return Grid(file=path.name, sheet="", rows=rows)


def _decoded(name: str, content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(
        f"{name} 的编码认不出来，既不是 UTF-8 也不是 GB18030",
        remedy="在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”",
    )


def _delimiter(text: str) -> str:
    """The delimiter that occurs most often in the first lines with text."""
    head = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    counts = [(sum(line.count(mark) for line in head), mark) for mark in _DELIMITERS]
    return max(counts, key=lambda pair: pair[0])[1]
