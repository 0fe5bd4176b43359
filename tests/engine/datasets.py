"""Data sets for the engine: a census written as a folder of Parquet files, amounts in several forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from junheng.census.records import Census
from junheng.census.tables import TABLES, Kind

FORMS = ("text", "decimal", "double")
"""How amounts may be stored."""

_AMOUNT = {"text": pa.string(), "decimal": pa.decimal128(24, 6), "double": pa.float64()}


def write(census: Census, folder: Path, *, form: str = "text") -> Path:
    """``census`` as ``folder/<table>.parquet``, without the tables that it does not have."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        rows = getattr(census, table.name)
        if not rows and table.name not in ("schools", "stages"):
            continue
        columns = {
            column.name: pa.array(
                [_cell(getattr(row, column.name), column.kind, form) for row in rows],
                _type(column.kind, form),
            )
            for column in table.columns
        }
        pq.write_table(pa.table(columns), folder / f"{table.name}.parquet")
    return folder


def _type(kind: Kind, form: str) -> pa.DataType:
    match kind:
        case Kind.COUNT | Kind.YEAR:
            return pa.int64()
        case Kind.AMOUNT | Kind.DEGREES:
            return _AMOUNT[form]
        case Kind.FLAG:
            return pa.bool_()
        case _:
            return pa.string()


def _cell(value: Any, kind: Kind, form: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if kind in (Kind.AMOUNT, Kind.DEGREES):
        written = {"text": _written, "decimal": lambda each: Decimal(_written(each))}
        return written.get(form, float)(value)
    if kind is Kind.FIGURE and not isinstance(value, str):
        return _written(value)
    return str(value.value) if isinstance(value, Enum) else value


def _written(value: int | Fraction) -> str:
    """All digits of a decimal."""
    with localcontext(prec=60):
        return f"{Decimal(value.numerator) / value.denominator:f}"


def together(counties: Sequence[Census]) -> Census:
    """Several counties in one data set, each under a code of its own, schools renamed likewise."""
    renamed = [_renamed(census, f"99{place:04}") for place, census in enumerate(counties, 1)]
    names = ("schools", "stages", "rooms", "classes", "county", "attestations")
    return Census(
        **{name: tuple(row for each in renamed for row in getattr(each, name)) for name in names}
    )


def _renamed(census: Census, code: str) -> Census:
    def school(name: str | None) -> str | None:
        return None if name is None else f"{code}{name}"

    return replace(
        census,
        schools=tuple(
            replace(
                each,
                county_code=code,
                school_code=f"{code}{each.school_code}",
                parent_code=school(each.parent_code),
            )
            for each in census.schools
        ),
        stages=tuple(
            replace(each, school_code=f"{code}{each.school_code}") for each in census.stages
        ),
        rooms=tuple(
            replace(each, school_code=f"{code}{each.school_code}") for each in census.rooms
        ),
        classes=tuple(
            replace(each, school_code=f"{code}{each.school_code}") for each in census.classes
        ),
        county=tuple(replace(each, county_code=code) for each in census.county),
        attestations=tuple(replace(each, county_code=code) for each in census.attestations),
    )
