"""Which counties have data in which years, and whether the years were judged by the same rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from junheng.engine.backends import Connection


def incomplete(connection: Connection, counties: ir.Table, years: Sequence[int]) -> pa.Table:
    """The counties that lack a year: ``present`` and ``absent`` list years with commas."""
    found: dict[str, set[int]] = {}
    names: dict[str, str | None] = {}
    listed = counties.select("county_code", "year", "name").order_by("county_code", "year")
    for row in connection.arrow(listed).to_pylist():
        found.setdefault(row["county_code"], set()).add(row["year"])
        names[row["county_code"]] = row["name"] or names.get(row["county_code"])
    rows = [
        {
            "county_code": code,
            "name": names[code],
            "present": ",".join(map(str, sorted(present))),
            "absent": ",".join(str(year) for year in years if year not in present),
        }
        for code, present in found.items()
        if len(present) < len(years)
    ]
    kinds = [(name, pa.string()) for name in ("county_code", "name", "present", "absent")]
    return pa.Table.from_pylist(rows, schema=pa.schema(kinds))


def rules_by_year(about: Mapping[int, Mapping[str, Any]]) -> pa.Table:
    """One row a year: the rules it was judged by, and whether they are those of the year before."""
    rows, before = [], None
    for year, run in about.items():
        rules = run["ruleset"]
        rows.append(
            {
                "year": year,
                "junheng": _text(run.get("junheng")),
                "ruleset": _text(rules.get("id")),
                "jurisdiction": _text(rules.get("jurisdiction")),
                "on": _text(rules.get("on")),
                "options": _listed(rules.get("options") or {}),
                "switches": ",".join(map(str, rules.get("switches") or ())),
                "fingerprint": str(rules["fingerprint"]),
                "same_as_before": None if before is None else rules["fingerprint"] == before,
            }
        )
        before = rules["fingerprint"]
    kinds = {name: pa.string() for name in rows[0]}
    kinds |= {"year": pa.int64(), "same_as_before": pa.bool_()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


def _text(found: Any) -> str | None:
    return None if found is None else str(found)


def _listed(options: Mapping[str, Any]) -> str:
    return ",".join(f"{name}={choice}" for name, choice in options.items())
