"""Folders as a finished run leaves them, drawn row by row: what is not named is null or ordinary."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = Mapping[str, Any]
INDICATORS = (
    "above_required_degree",
    "backbone",
    "pe_arts",
    "teaching_area",
    "sports_area",
    "equipment",
    "multimedia",
)
SCHEMAS = {
    "counties": {
        "county_code": pa.string(),
        "name": pa.string(),
        "verdict": pa.string(),
        **dict.fromkeys(
            ("resources", "guarantee", "quality", "recognition", "vetoes"), pa.string()
        ),
        **dict.fromkeys(("clauses_met", "clauses_not_met", "clauses_open"), pa.int64()),
        **dict.fromkeys(("rows", "rows_met", "pupils"), pa.int64()),
        "decided_by": pa.string(),
    },
    "clauses": {
        "county_code": pa.string(),
        "clause": pa.string(),
        "status": pa.string(),
        "decides": pa.bool_(),
        "eligibility": pa.bool_(),
        "value": pa.float64(),
        "bound": pa.float64(),
    },
    "disparities": {
        **dict.fromkeys(("county_code", "stage", "indicator", "clause"), pa.string()),
        "rows": pa.int64(),
        "pupils": pa.int64(),
        **dict.fromkeys(("mean", "sd", "cv", "limit"), pa.float64()),
        "status": pa.string(),
    },
    "rows": {
        **dict.fromkeys(
            ("county_code", "school_code", "name", "type", "operator", "area_class", "stage"),
            pa.string(),
        ),
        "pupils": pa.int64(),
        "status": pa.string(),
        "met": pa.int64(),
        "within_floor": pa.int64(),
        **dict.fromkeys(INDICATORS, pa.float64()),
        **dict.fromkeys((f"{name}_status" for name in INDICATORS), pa.string()),
    },
}
RULES = {
    "id": "quality-balance",
    "jurisdiction": "",
    "on": "2025-09-01",
    "fingerprint": "f" * 64,
    "options": {"room_count": "separate"},
    "switches": [],
}
PLACE = "990101"


def county(verdict: str = "not_met", code: str = PLACE, **more: Any) -> Row:
    """One row of ``counties``: ten judged rows of 100 pupils each, eight of which pass."""
    usual = {
        "clauses_met": 30,
        "clauses_not_met": 0,
        "clauses_open": 0,
        "rows": 10,
        "rows_met": 8,
        "pupils": 1000,
    }
    return {"county_code": code, "verdict": verdict, **usual, **more}


def clause(
    clause_id: str,
    status: str = "met",
    value: float | None = None,
    bound: float | None = None,
    **more: Any,
) -> Row:
    """One row of ``clauses``."""
    found = {"clause": clause_id, "status": status, "value": value, "bound": bound}
    return {"county_code": PLACE, "decides": True, "eligibility": False, **found, **more}


def disparity(
    cv: float | None, status: str = "met", indicator: str = "backbone", **more: Any
) -> Row:
    """One row of ``disparities``: a primary stage, with its limit of 0.50."""
    usual = {"county_code": PLACE, "stage": "primary", "limit": 0.5}
    return {**usual, "indicator": indicator, "cv": cv, "status": status, **more}


def school(code: str, status: str = "met", **more: Any) -> Row:
    """One row of ``rows``: a public rural primary school of 100 pupils, every indicator met."""
    usual = {
        "county_code": PLACE,
        "name": f"学校{code}",
        "type": "primary",
        "operator": "7",
        "area_class": "rural",
        "stage": "primary",
        "pupils": 100,
        **{f"{name}_status": "met" for name in INDICATORS},
    }
    return {**usual, "school_code": code, "status": status, **more}


def write_run(
    folder: Path,
    counties: Sequence[Row] = (),
    clauses: Sequence[Row] = (),
    disparities: Sequence[Row] = (),
    rows: Sequence[Row] = (),
    rules: Mapping[str, Any] = RULES,
) -> Path:
    """A finished run in ``folder``; one ordinary county where none is given."""
    folder.mkdir(parents=True)
    tables = {
        "counties": counties or [county()],
        "clauses": clauses,
        "disparities": disparities,
        "rows": rows,
    }
    for name, content in tables.items():
        schema = pa.schema(list(SCHEMAS[name].items()))
        unknown = {key for row in content for key in row} - set(schema.names)
        assert not unknown, f"{name} has no {unknown}"
        pq.write_table(
            pa.Table.from_pylist(list(content), schema=schema), folder / f"{name}.parquet"
        )
    about = {"junheng": "0.0", "ruleset": dict(rules), "engine": "duckdb", "input": "data"}
    (folder / "run.json").write_text(json.dumps(about), encoding="utf-8")
    return folder
