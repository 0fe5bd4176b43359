"""Canonical tables written by the examples, and read by the same reader as everybody's data."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from junheng.census.catalogue import TITLES
from junheng.census.reading import Reading, read

Row = Mapping[str, object]


def write_tables(folder: Path, tables: Mapping[str, Iterable[Row]]) -> None:
    """One CSV file a table. A missing value is ``None`` and becomes a blank, never 0."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        listed = list(rows)
        columns = list(dict.fromkeys(column for row in listed for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, columns, lineterminator="\n")
            out.writeheader()
            out.writerows(listed)


def read_and_tell(folder: Path, *, examples: int = 3) -> Reading:
    """Read the folder as ``junheng check`` would, and print what was found, kind by kind."""
    reading = read(folder)
    counted = Counter((each.severity, each.check) for each in reading.defects)
    print(f"\n读取：{len(reading.errors)} 处错误，{len(reading.warnings)} 处提醒")
    for (severity, check), count in sorted(counted.items(), key=lambda item: (item[0], -item[1])):
        print(f"\n  {severity.zh} {check} {TITLES[check]}：{count} 处")
        for defect in [each for each in reading.defects if each.check == check][:examples]:
            print(f"    {defect}")
    for totals in reading.totals:
        print(
            f"\n  {totals.source}：读入 {totals.rows_in} 行，"
            f"接受 {totals.accepted} 行，拒绝 {totals.refused} 行"
        )
    return reading
