"""Opening the folder that a finished run wrote, to go on from: trends, comparisons.

The columns are those of docs/reference/engine-outputs.md; what comes from elsewhere is refused with all
that is missing named at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from junheng.census.containers.access import opening
from junheng.engine.backends import Connection
from junheng.errors import InputError

INDICATORS = (
    "above_required_degree",
    "backbone",
    "pe_arts",
    "teaching_area",
    "sports_area",
    "equipment",
    "multimedia",
)
"""The seven indicators of article 6, in the order of the standard: columns of ``rows``."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "counties": {
        "county_code": "string",
        "verdict": "string",
        "clauses_met": "int64",
        "clauses_not_met": "int64",
        "clauses_open": "int64",
        "rows": "int64",
        "rows_met": "int64",
        "pupils": "int64",
    },
    "clauses": {
        "county_code": "string",
        "clause": "string",
        "status": "string",
        "decides": "boolean",
        "value": "float64",
        "bound": "float64",
    },
    "disparities": {
        "county_code": "string",
        "stage": "string",
        "indicator": "string",
        "cv": "float64",
        "limit": "float64",
        "status": "string",
    },
    "rows": {
        "county_code": "string",
        "school_code": "string",
        "name": "string",
        "type": "string",
        "operator": "string",
        "area_class": "string",
        "stage": "string",
        "pupils": "int64",
        "status": "string",
        **dict.fromkeys(INDICATORS, "float64"),
        **{f"{name}_status": "string" for name in INDICATORS},
    },
}
"""The columns that are read of each table, with their types."""

ABOUT = "run.json"
_REMEDY = "给出 junheng engine run --out 写出的文件夹；不全的，重新判定一次"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One finished run. ``about`` is its ``run.json``; ``counties`` has a column ``name`` too, null
    where the run knew none.
    """

    folder: Path
    about: Mapping[str, Any]
    counties: ir.Table
    clauses: ir.Table
    disparities: ir.Table
    rows: ir.Table

    @property
    def ruleset(self) -> Mapping[str, Any]:
        """What ``run.json`` says of the rules it was judged by."""
        return dict(self.about["ruleset"])


def open_finished(connection: Connection, folder: Path) -> Finished:
    """The run in ``folder``; only headers are read. Raises :class:`InputError`, everything at once."""
    about = read_about(folder)
    defects: list[str] = []
    tables = {name: _open(connection, folder, name, defects) for name in COLUMNS}
    if defects:
        raise InputError(f"{folder} 不是完整的判定结果：{'；'.join(defects)}", remedy=_REMEDY)
    return Finished(folder=folder, about=about, **tables)


def read_about(folder: Path) -> Mapping[str, Any]:
    """The ``run.json`` of ``folder``. Raises :class:`InputError` where there is none to be read."""
    if not folder.is_dir():
        raise InputError(f"找不到文件夹 {folder}", remedy=_REMEDY)
    path = folder / ABOUT
    if not path.exists():
        raise InputError(f"{folder} 里没有 {ABOUT}，不是判定结果", remedy=_REMEDY)
    try:
        with opening(path):
            about = json.loads(path.read_text(encoding="utf-8"))
        about["ruleset"]["fingerprint"]
    except (ValueError, KeyError, TypeError) as problem:
        raise InputError(f"{path} 读不懂，没有写明用的是哪套规则", remedy=_REMEDY) from problem
    return dict(about)


def _open(connection: Connection, folder: Path, name: str, defects: list[str]) -> Any:
    """One table with its columns in their types; what is wrong is added to ``defects``."""
    files = _files(folder, name)
    if not files:
        defects.append(f"缺少 {name} 表")
        return None
    for file in files:
        with opening(file), file.open("rb"):
            pass  # the engines' own words for a file that they may not read are not for clerks
    names: str | list[str] = [str(file.absolute()) for file in files]
    if len(names) == 1:
        names = names[0]
    elif connection.is_spark:
        names = str(files[0].parent.absolute())
    try:
        found = connection.ibis.read_parquet(names)
    except Exception as problem:  # every engine has its own family of errors for a broken file
        said = str(problem).strip().partition("\n")[0]
        defects.append(f"{name} 表不是完好的 Parquet 文件（{said}）")
        return None
    wanted = COLUMNS[name]
    absent = [column for column in wanted if column not in found.columns]
    if absent:
        defects.append(f"{name} 表缺少列 {'、'.join(absent)}")
        return None
    columns = {column: found[column].cast(kind) for column, kind in wanted.items()}
    if name == "counties":
        columns["name"] = _name(found)
    return found.select(**columns)


def _name(found: Any) -> Any:
    return found["name"].cast("string") if "name" in found.columns else ibis.null("string")


def _files(folder: Path, name: str) -> list[Path]:
    """The file of a table, or its parts."""
    for place in (folder / f"{name}.parquet", folder / name):
        if place.is_file():
            return [place]
        if place.is_dir():
            return sorted(place.glob("*.parquet"))
    return []
