"""The facts and the attested conclusions of every county, one line each."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from junheng.census.facts import FACTS
from junheng.engine.numbers import LARGEST, UNKNOWN, nearest_whole
from junheng.engine.statuses import MET, NOT_MET, UNDETERMINED
from junheng.engine.typed import DIGITS
from junheng.model import Status

PARTS = 1_000_000
"""Facts are counted in millionths: shares are supplied with up to six decimals."""

ROOM = 100
"""Facts are multiplied by figures of the rules. Shares multiply counts by 100 at most; the one larger
figure, yuan a pupil of special education, multiplies a number of pupils that is far smaller.
"""


SHARES = tuple(fact.key for fact in FACTS if fact.share)
"""The facts that are parts of a whole: 0.87, not 87."""


def fact_column(key: str) -> str:
    """The column with a fact in millionths; null where it is missing."""
    return f"fact_{key}"


def attested_column(clause_id: str) -> str:
    """The column with the status of an attested conclusion."""
    return f"attested_{clause_id}"


def facts(county: ir.Table, keys: Sequence[str]) -> ir.Table:
    """``county_code``, ``name`` and the figures of ``keys`` in millionths, whole numbers in doubles.

    ``facts_unsure`` marks counties with a figure that is not whole, or too large to stay so.
    """
    named = county.key == "name"
    cells = county.select(
        "county_code",
        "key",
        "value",
        number=ibis.ifelse(named, ibis.null("string"), county.value).try_cast("float64"),
    )
    scaled = cells.number * float(PARTS)
    whole = nearest_whole(scaled)
    odd = (
        (whole / float(PARTS) != cells.number)
        | (scaled.abs() >= LARGEST / ROOM)
        | (cells.value.length() > DIGITS)
    )
    cells = cells.mutate(whole=whole, odd=(cells.number.notnull() & odd).fill_null(False))
    found = cells.group_by("county_code").agg(
        name=_of_key(cells.value, cells.key == "name"),
        facts_unsure=cells.odd.any(),
        **{fact_column(key): _of_key(cells.whole, cells.key == key) for key in keys},
    )
    # 87 may be meant as 87% or as 8700%: the checks refuse it, and it is never taken at its word.
    shares = [fact_column(key) for key in keys if key in SHARES]
    return found.mutate(
        **{name: ibis.ifelse(found[name] > PARTS, UNKNOWN, found[name]) for name in shares}
    )


def _of_key(cell: ir.Value, here: ir.BooleanValue) -> ir.Value:
    """The one cell with the key. Engines are much slower with a filter for each of so many sums."""
    return ibis.ifelse(here, cell, ibis.null(cell.type())).max()


def conclusions(attestations: ir.Table, clause_ids: Sequence[str]) -> ir.Table:
    """``county_code`` and the status of each attested clause; nothing attested is undetermined."""
    code = attestations.conclusion.cases(
        (Status.MET.value, MET), (Status.NOT_MET.value, NOT_MET), else_=UNDETERMINED
    )
    coded = attestations.select("county_code", "clause", code=code)
    return coded.group_by("county_code").agg(
        **{
            attested_column(clause_id): _of_key(coded.code, coded.clause == clause_id)
            for clause_id in clause_ids
        }
    )
