"""Teachers per pupil in Malaysia's districts, 2020: python -m examples.malaysia.run"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import Counter
from pathlib import Path

from examples.canonical import Row, read_and_tell, write_tables
from examples.disparities import teachers_per_pupil, tell
from examples.shared_data import find, invented_code
from junheng.model import Stage

STAGES = {"Rendah": "primary", "Menengah": "junior"}
"""Levels. Secondary schools also teach upper forms; their pupils are not told apart in the file."""

LEFT_OUT = {
    "KV": "职业学院",
    "KT6": "中六学院",
    "SMT": "技术中学",
    "SK KHAS": "特殊教育",
    "SM KHAS": "特殊教育",
}
BOARDING = {"SBP"}


def mapped(source: Path) -> tuple[dict[str, list[Row]], dict[str, str], Counter[str]]:
    """The tables, the names of the districts by code, and what was left out, by reason."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        entries = list(csv.DictReader(file))
    districts = sorted({_district(entry) for entry in entries})
    codes = {name: invented_code(place) for place, name in enumerate(districts)}
    schools: list[Row] = []
    stages: list[Row] = []
    left_out: Counter[str] = Counter()
    for entry in entries:
        if entry["type"] in LEFT_OUT:
            left_out[LEFT_OUT[entry["type"]]] += 1
        elif not entry["pupils"]:
            left_out["没有填学生数"] += 1
        else:
            schools.append(_school(entry, codes[_district(entry)]))
            stages.append(_stage(entry))
    names = {code: name for name, code in codes.items()}
    return {"schools": schools, "stages": stages}, names, left_out


def _district(entry: dict[str, str]) -> str:
    return f"{entry['state']} / {entry['district(PPD)'].removeprefix('PPD ').title()}"


def _school(entry: dict[str, str], county_code: str) -> Row:
    return {
        "county_code": county_code,
        "school_code": entry["school_code"],
        "name": entry["school"],
        "type": STAGES[entry["level"]],
        "operator": "1",
        "area_class": "urban" if entry["location(urban/rural)"] == "Bandar" else "rural",
        "boarding": "是" if entry["type"] in BOARDING else "否",
    }


def _stage(entry: dict[str, str]) -> Row:
    return {
        "school_code": entry["school_code"],
        "stage": STAGES[entry["level"]],
        "pupils": entry["pupils"],
        "teachers": entry["teachers"] or None,
    }


def main() -> None:
    """Map, write, read, tell; then the disparity of every district."""
    parser = argparse.ArgumentParser(description="马来西亚 2020：各县每名学生教师数的差异系数")
    parser.add_argument("--out", type=Path, help="把标准表写到这个文件夹（默认不保留）")
    out = parser.parse_args().out
    tables, names, left_out = mapped(find("schools", "malaysia-2020.csv"))
    print(f"映射成 {len(tables['schools'])} 所学校，{len(names)} 个县")
    for reason, count in left_out.most_common():
        print(f"  没有映射：{reason}，{count} 所")
    with tempfile.TemporaryDirectory() as temporary:
        folder = out or Path(temporary) / "malaysia"
        write_tables(folder, tables)
        census = read_and_tell(folder, examples=1).require()
    found = teachers_per_pupil(census, names)
    for stage in (Stage.PRIMARY, Stage.JUNIOR):
        tell(found, stage=stage)


if __name__ == "__main__":
    main()
