"""A scraped list of schools mapped to the canonical tables: python -m examples.beijing.run

Shows that the reader catches and names what is wrong in such a list.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import Counter
from pathlib import Path

from examples.canonical import Row, read_and_tell, write_tables
from examples.shared_data import find

DISTRICTS = {
    "3": "110101", "2": "110102", "15": "110105", "12": "110106", "8": "110107", "9": "110108",
    "28": "110109", "16": "110111", "30": "110112", "31": "110113", "32": "110114",
    "29": "110115", "34": "110116", "33": "110117", "17": "110118", "35": "110119",
}  # fmt: skip
"""The site's number of each district, found from the addresses, and its GB/T 2260 code."""

TYPES = {
    "小学": "primary",
    "初中": "junior",
    "初级中学": "junior",
    "九年一贯制": "nine_year",
    "九年一贯制学校": "nine_year",
    "十二年一贯制": "twelve_year",
    "十二年一贯制学校": "twelve_year",
    "完全中学": "complete_secondary",
}
"""What the site calls a school, and the canonical type. Others give no compulsory education, or
(special schools) no stage that could be told from the list.
"""

LISTS = {"xx": "primary", "zx": "junior"}
"""The site's lists of primary and of secondary schools. A 一贯制 school stands in both."""


def mapped(source: Path) -> tuple[dict[str, list[Row]], Counter[str]]:
    """The tables, and how many entries were left out, by reason."""
    schools: list[Row] = []
    stages: list[Row] = []
    left_out: Counter[str] = Counter()
    with source.open(encoding="utf-8-sig", newline="") as file:
        for entry in csv.DictReader(file):
            kind = TYPES.get(entry["schoolType"].strip())
            if entry["categoryId"] not in LISTS:
                left_out["不在小学、中学名录里"] += 1
            elif kind is None:
                left_out[f"类型是“{entry['schoolType'].strip() or '空白'}”"] += 1
            else:
                schools.append(_school(entry, kind))
                stages.append(_stage(entry))
    return {"schools": schools, "stages": stages}, left_out


def _school(entry: dict[str, str], kind: str) -> Row:
    return {
        "county_code": DISTRICTS[entry["regionId"]],
        "school_code": entry["placeId"],
        "name": entry["placeName"].strip(),
        "type": kind,
        "operator": "10" if entry["property"].strip() == "民办" else "7",
        "area_class": _place(entry["addr"]),
        "boarding": "否" if entry["whetherBoarding"].strip() == "无" else "是",
        "lon": entry["lng"],
        "lat": entry["lat"],
        "teaching_area_m2": entry["schoolArea"],
        "邮政编码": entry["postcode"],
    }


def _stage(entry: dict[str, str]) -> Row:
    return {
        "school_code": entry["placeId"],
        "stage": LISTS[entry["categoryId"]],
        "pupils": entry["studentNum"],
        "classes": entry["classNum"],
        "teachers": entry["teacherNum"],
    }


def _place(address: str) -> str:
    """Roughly, from the address: the list does not say; good enough to be read, not to be judged."""
    if "村" in address or "乡" in address:
        return "rural"
    return "town" if "镇" in address else "urban"


def main() -> None:
    """Map, write, read, tell."""
    parser = argparse.ArgumentParser(description="北京学校名单：映射到标准表并检查")
    parser.add_argument("--out", type=Path, help="把标准表写到这个文件夹（默认不保留）")
    out = parser.parse_args().out
    tables, left_out = mapped(find("schools", "beijing-schools.csv"))
    print(f"名单映射成 {len(tables['schools'])} 条学校记录")
    for reason, count in left_out.most_common():
        print(f"  没有映射：{reason}，{count} 条")
    with tempfile.TemporaryDirectory() as temporary:
        folder = out or Path(temporary) / "beijing"
        write_tables(folder, tables)
        read_and_tell(folder)


if __name__ == "__main__":
    main()
