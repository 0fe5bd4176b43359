"""Some counties of a data set as exact records, for the reference evaluator to judge.

Amounts are taken from the tables as they were found, digit by digit; only counts, which are whole, come
from the typed tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis.expr.types as ir

from junheng.census.records import (
    Attestation,
    Census,
    ClassRow,
    CountyFact,
    Exact,
    Room,
    School,
    StageRow,
)
from junheng.census.tables import Kind
from junheng.engine.county_facts import SHARES
from junheng.engine.running import Run
from junheng.engine.tables import DECLARED
from junheng.engine.typed import FINER, typed
from junheng.errors import InputError
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage

Row = Mapping[str, Any]


def census_of(run: Run, county_codes: Sequence[str]) -> Census:
    """The data of these counties, lists of people counted in already."""
    tables, plan = run.tables, run.plan
    schools = list(_exact_rows(run, "schools", _of_counties(tables.raw["schools"], county_codes)))
    codes = [row["school_code"] for row in schools]

    def of_schools(table: ir.Table) -> ir.Table:
        return table.filter(table.school_code.isin(codes))

    return Census(
        schools=tuple(_school(row) for row in schools),
        stages=tuple(_stage(row) for row in _rows(run, of_schools(plan.defined.stages))),
        rooms=tuple(
            Room(school_code=row["school_code"], kind=row["kind"], area_m2=row["area_m2"])
            for row in _exact_rows(run, "rooms", of_schools(tables.raw["rooms"]))
        )
        if tables.rooms is not None
        else (),
        classes=tuple(_class(row) for row in _rows(run, of_schools(tables.classes)))
        if tables.classes is not None
        else (),
        county=tuple(_fact(row) for row in _rows(run, _of_counties(tables.county, county_codes)))
        if tables.county is not None
        else (),
        attestations=tuple(
            _attestation(row) for row in _rows(run, _of_counties(tables.attestations, county_codes))
        )
        if tables.attestations is not None
        else (),
    )


def exact(value: Any) -> Exact | None:
    """A figure as it stands: decimals and text digit by digit, a double as its shortest decimal.

    Raises :class:`InputError` for what is no number.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int):
        return int(value)
    try:
        number = Fraction(value if isinstance(value, str | Decimal) else repr(float(value)))
    except ValueError as problem:
        raise InputError(
            f"“{value}”不是数", remedy="先用 junheng engine check 检查数据，改正后再判"
        ) from problem
    return number.numerator if number.denominator == 1 else number


def _of_counties(table: ir.Table, codes: Sequence[str]) -> ir.Table:
    return table.filter(table.county_code.isin(list(codes)))


def _rows(run: Run, expression: ir.Table) -> Iterable[Row]:
    found: Iterable[Row] = run.connection.arrow(expression).to_pylist()
    return found


def _exact_rows(run: Run, name: str, raw: ir.Table) -> Iterable[Row]:
    """Typed rows whose amounts are the figures found."""
    amounts = [each.name for each in DECLARED[name].columns if each.kind is Kind.AMOUNT]
    typed = _typed_beside(raw, name)
    for row in _rows(run, typed):
        yield {
            **{key: value for key, value in row.items() if not key.startswith(_FOUND)},
            **{each: exact(row.get(_FOUND + each)) for each in amounts},
        }


_FOUND = "found_"


def _typed_beside(raw: ir.Table, name: str) -> ir.Table:
    table = DECLARED[name]
    amounts = [each.name for each in table.columns if each.kind is Kind.AMOUNT]
    columns = {each: raw[each] for each in amounts if each in raw.columns}
    return typed(raw, table, **{_FOUND + each: value for each, value in columns.items()})


def _school(row: Row) -> School:
    known = {key: value for key, value in row.items() if key not in (FINER, "lon", "lat")}
    return School(
        **{
            **known,
            "type": SchoolType(row["type"]),
            "operator": OperatorCode(int(row["operator"])),
            "area_class": AreaClass(row["area_class"]),
        }
    )


def _stage(row: Row) -> StageRow:
    return StageRow(**{**row, "stage": Stage(row["stage"])})


def _class(row: Row) -> ClassRow:
    return ClassRow(**{**row, "stage": Stage(row["stage"])})


def _fact(row: Row) -> CountyFact:
    key, written = row["key"], row["value"]
    value = written if key == "name" else exact(written)
    if key in SHARES and value is not None and value > 1:
        value = None  # as in the expressions: a percentage is not taken at its word
    return CountyFact(county_code=row["county_code"], key=key, value=value)


def _attestation(row: Row) -> Attestation:
    return Attestation(
        county_code=row["county_code"],
        clause=row["clause"],
        conclusion=row["conclusion"],
        note=row["note"] or "",
        file=row["file"] or "",
    )
