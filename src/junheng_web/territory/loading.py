"""Regions from a table of codes (GB/T 2260): a CSV file with 代码, 名称 and, where known, dates.

The level follows from the code: ``530000`` a province, ``532300`` a prefecture, else a county. A row
with 原代码 (the code before) and 起 (the day of the change) renames the region that bore it, so that
its history stays.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from junheng.errors import UserError
from junheng_web.audit.actions import By
from junheng_web.territory.actions import FIRST, NotPossible, add_region, rename_region
from junheng_web.territory.models import Level, RegionCode

NATION = "000000"
_COLUMNS = {
    "code": ("代码", "code"),
    "name": ("名称", "name"),
    "since": ("起", "since"),
    "former": ("原代码", "former"),
}
_MUNICIPALITIES = {"11", "12", "31", "50"}
_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table. ``former`` is the code the region bore before ``since``."""

    number: int
    code: str
    name: str
    since: date
    former: str

    @property
    def level(self) -> str:
        """What its code says it is."""
        if self.code == NATION:
            return Level.NATION
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.PREFECTURE if self.code.endswith("00") else Level.COUNTY

    @property
    def above(self) -> str:
        """The code of the region it lies in."""
        if self.level == Level.COUNTY:
            return f"{self.code[:4]}00"
        return f"{self.code[:2]}0000" if self.level == Level.PREFECTURE else NATION

    @property
    def is_of_province(self) -> bool:
        """Whether it may lie directly under its province: by its code, or as part of a municipality."""
        return self.code[2:4] == "90" or self.code[:2] in _MUNICIPALITIES


@transaction.atomic
def load_regions(path: Path, *, by: By) -> tuple[int, int]:
    """Add the regions of the file, all or none; those already there are left as they are.

    Returns how many were added and how many were given another code. Counties directly under a
    province (省直辖, such as 429004) or a municipality are put there; of others the prefecture must be
    there, too. Raises :class:`UserError` with every defect of the file.
    """
    lines = _read(path)
    # Codes of the past too, so that a file that was loaded before changes nothing.
    known = {each.code: each.region for each in RegionCode.everything.select_related("region")}
    if NATION not in known:
        known[NATION] = add_region(code=NATION, name="全国", level=Level.NATION, parent=None, by=by)
    order = [Level.NATION, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY]
    added = renamed = 0
    for line in sorted(lines, key=lambda each: (order.index(Level(each.level)), bool(each.former))):
        if line.code in known:
            continue
        former = known.get(line.former) if line.former else None
        if line.former and former is None:
            raise UserError(
                f"{path.name} 第 {line.number} 行：没有原代码 {line.former} 的区划",
                remedy="先列出原代码一行",
            )
        if former is not None:
            try:
                rename_region(
                    region=former, code=line.code, name=line.name, since=line.since, by=by
                )
            except NotPossible as problem:
                raise UserError(
                    f"{path.name} 第 {line.number} 行：{problem}", remedy="检查“起”一列"
                ) from problem
            known[line.code] = former
            renamed += 1
            continue
        above = known.get(line.above)
        if above is None and line.is_of_province:
            above = known.get(f"{line.code[:2]}0000")
        if above is None:
            raise UserError(
                f"{path.name} 第 {line.number} 行：{line.code} {line.name} 的上级 {line.above} 不在文件里",
                remedy="把上级的一行也放进文件",
            )
        try:
            known[line.code] = add_region(
                code=line.code,
                name=line.name,
                level=line.level,
                parent=above,
                since=line.since,
                by=by,
            )
        except NotPossible as problem:
            raise UserError(
                f"{path.name} 第 {line.number} 行：{problem}", remedy="检查“代码”和“起”两列"
            ) from problem
        added += 1
    return added, renamed


def _read(path: Path) -> list[Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(f"{path} 读不了", remedy="给出 UTF-8 编码的 CSV 文件") from problem
    rows = csv.DictReader(text.splitlines())
    heads = {
        name: next((word for word in words if word in (rows.fieldnames or [])), None)
        for name, words in _COLUMNS.items()
    }
    if heads["code"] is None or heads["name"] is None:
        raise UserError(
            f"{path.name} 缺少“代码”或“名称”一列", remedy="第一行写：代码,名称,起,原代码"
        )
    lines: list[Line] = []
    defects: list[str] = []
    for number, row in enumerate(rows, 2):
        found = {
            name: (row.get(head) or "").strip() if head else "" for name, head in heads.items()
        }
        if not any(found.values()):
            continue
        wrong = list(_wrong(found))
        defects += [f"第 {number} 行：{each}" for each in wrong]
        if not wrong:
            since = date.fromisoformat(found["since"]) if found["since"] else FIRST
            lines.append(
                Line(
                    number=number,
                    code=found["code"],
                    name=found["name"],
                    since=since,
                    former=found["former"],
                )
            )
    if defects:
        raise UserError(
            f"{path.name} 有 {len(defects)} 处问题：{'；'.join(defects[:20])}",
            remedy="改正后再载入",
        )
    return lines


def _wrong(found: dict[str, str]) -> Iterator[str]:
    if not _CODE.fullmatch(found["code"]):
        yield f"代码“{found['code']}”应为 6 位数字"
    if not found["name"]:
        yield "缺少名称"
    if found["former"] and not _CODE.fullmatch(found["former"]):
        yield f"原代码“{found['former']}”应为 6 位数字"
    if found["former"] and not found["since"]:
        yield "有原代码，就要有变更的日期（起）"
    if found["since"]:
        try:
            date.fromisoformat(found["since"])
        except ValueError:
            yield f"日期“{found['since']}”应写成 2021-02-01"
