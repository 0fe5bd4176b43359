"""Teachers per pupil in the municipalities of Alagoas, 2018: python -m examples.alagoas.run"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from examples.canonical import Row, read_and_tell, write_tables
from examples.disparities import teachers_per_pupil, tell
from examples.shared_data import find, invented_code
from junheng.model import Stage

STAGES = {"primary": "FUND_AI", "junior": "FUND_AF"}
"""Ensino fundamental: anos iniciais (grades 1-5) and anos finais (grades 6-9)."""

NOT_KNOWN = "88888"
"""What the census writes where a count was not given."""

OPERATORS = {"1": "1", "2": "3", "3": "7", "4": "10"}
"""Federal, state, municipal, private."""

AREAS = {"1": "urban", "2": "rural"}


def text(source: Path) -> str:
    """The file as text. It is announced as Latin-1; some copies have been turned into UTF-8, with
    the accented letters of names already lost.
    """
    content = source.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def mapped(source: Path) -> tuple[dict[str, list[Row]], dict[str, str], Counter[str]]:
    """The tables, the names of the municipalities by code, and remarks on the mapping, counted."""
    entries = list(csv.DictReader(text(source).splitlines(), delimiter=";"))
    numbers = sorted({entry["CO_MUNICIPIO"] for entry in entries})
    codes = {number: invented_code(place) for place, number in enumerate(numbers)}
    names = {codes[each["CO_MUNICIPIO"]]: each["NO_MUNICIPIO"] for each in entries}
    schools: list[Row] = []
    stages: list[Row] = []
    remarks: Counter[str] = Counter()
    for entry in entries:
        rows = list(_stages(entry, remarks))
        if rows:
            schools.append(_school(entry, codes[entry["CO_MUNICIPIO"]], [*rows]))
            stages += rows
        else:
            remarks["没有一至九年级学生的机构，没有映射"] += 1
    damaged = sum("\ufffd" in name for name in names.values())
    if damaged:
        remarks["市名里的重音字母在来源中已经损坏（个市）"] = damaged
    return {"schools": schools, "stages": stages}, names, remarks


def _school(entry: dict[str, str], county_code: str, rows: list[Row]) -> Row:
    kinds = {str(row["stage"]) for row in rows}
    return {
        "county_code": county_code,
        "school_code": entry["CO_ENTIDADE"],
        "name": f"{entry['NO_ENTIDADE']} ({entry['CO_ENTIDADE']})",
        "type": "nine_year" if len(kinds) > 1 else kinds.pop(),
        "operator": OPERATORS[entry["TP_DEPENDENCIA"]],
        "area_class": AREAS[entry["TP_LOCALIZACAO"]],
        "boarding": "否",
    }


def _stages(entry: dict[str, str], remarks: Counter[str]) -> Iterator[Row]:
    """A row for each stage with pupils."""
    taught = [stage for stage, name in STAGES.items() if _count(entry, f"QT_MAT_{name}")]
    for stage in taught:
        yield {
            "school_code": entry["CO_ENTIDADE"],
            "stage": stage,
            "pupils": _count(entry, f"QT_MAT_{STAGES[stage]}"),
            "teachers": _teachers(entry, stage, taught, remarks),
        }


def _teachers(
    entry: dict[str, str], stage: str, taught: list[str], remarks: Counter[str]
) -> int | None:
    """Teachers of a stage; ``None`` where the file does not tell.

    Teachers of classes of several grades are counted under the later stage only. Where a school has
    pupils of one stage, all its teachers of grades 1-9 teach that stage. Where it has both, a stage
    with pupils and 0 teachers is one whose teachers are not known.
    """
    own = _count(entry, f"QT_DOC_{STAGES[stage]}")
    if len(taught) == 1:
        whole = _count(entry, "QT_DOC_FUND")
        if own != whole:
            remarks["只有一个学段，教师却记在复式班里：取一至九年级教师总数"] += 1
        return whole
    if own == 0:
        remarks["有学生，教师记为 0（复式班）：按不知道处理，不当作 0"] += 1
        return None
    return own


def _count(entry: dict[str, str], column: str) -> int | None:
    value = entry[column].strip()
    return None if value in ("", NOT_KNOWN) else int(value)


def main() -> None:
    """Map, write, read, tell; then the disparity of every municipality."""
    parser = argparse.ArgumentParser(
        description="巴西阿拉戈斯州 2018：各市每名学生教师数的差异系数"
    )
    parser.add_argument("--out", type=Path, help="把标准表写到这个文件夹（默认不保留）")
    out = parser.parse_args().out
    tables, names, remarks = mapped(find("schools", "alagoas-2018.csv"))
    print(f"映射成 {len(tables['schools'])} 所学校，{len(names)} 个市")
    for remark, count in remarks.most_common():
        print(f"  {remark}：{count}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = out or Path(temporary) / "alagoas"
        write_tables(folder, tables)
        census = read_and_tell(folder, examples=1).require()
    found = teachers_per_pupil(census, names)
    for stage in (Stage.PRIMARY, Stage.JUNIOR):
        tell(found, stage=stage)


if __name__ == "__main__":
    main()
