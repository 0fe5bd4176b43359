"""Whole numbers that stay whole."""

from __future__ import annotations

from typing import Any

import ibis.expr.types as ir


def whole_sum(counts: Any, where: ir.BooleanValue | None = None) -> ir.IntegerScalar:
    """The sum of a column of int64 as an int64.

    DuckDB adds them up in 128 bits, which Ibis takes for 64 and Parquet files hold as doubles; the
    way through a double is exact below 2^53.
    """
    found: ir.IntegerScalar = counts.sum(where=where).cast("float64").cast("int64")
    return found
