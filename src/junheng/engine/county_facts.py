"""The facts and the attested conclusions of every county, one line each."""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from junheng.census.facts import FACTS
from junheng.census.tables import Kind
from junheng.engine.numbers import in_parts, is_whole
from junheng.engine.typed import DIGITS
from junheng.engine.statuses import MET, NOT_MET, UNDETERMINED
from junheng.model import Status

FIGURES = tuple(fact.key for fact in FACTS if fact.kind is not Kind.TEXT)


def fact_column(key: str) -> str:
    """The column with a fact in ten-thousandths; null where it is missing."""
    return f"fact_{key}"


def attested_column(clause_id: str) -> str:
    """The column with the status of an attested conclusion."""
    return f"attested_{clause_id}"


def facts(county: ir.Table, *keys: str) -> ir.Table:
    """``county_code``, ``name``, the figures of ``keys`` in ten-thousandths, and whether all of them
    are whole.
    """
    wanted = county.filter(county.key.isin([*keys, "name"]))
    number = wanted.value.try_cast("float64")
    grouped = wanted.group_by("county_code").agg(
        name=wanted.value.max(where=wanted.key == "name"),
        finer=((wanted.value.length() > DIGITS) & (wanted.key != "name")).any(),
        **{key: number.max(where=wanted.key == key) for key in keys},
    )
    scaled = grouped.mutate(**{fact_column(key): in_parts(grouped[key]) for key in keys}).drop(*keys)
    odd = [~is_whole(scaled[fact_column(key)]).fill_null(True) for key in keys]
    return scaled.mutate(facts_fine=~(scaled.finer | reduce(or_, odd))).drop("finer")


def conclusions(attestations: ir.Table, *clause_ids: str) -> ir.Table:
    """``county_code`` and the status of each attested clause; nothing attested is undetermined."""
    found = attestations.group_by("county_code").agg(
        **{
            attested_column(clause_id): attestations.conclusion.max(
                where=attestations.clause == clause_id
            )
            for clause_id in clause_ids
        }
    )
    return found.mutate(
        **{
            attested_column(each): found[attested_column(each)]
            .cases(
                (Status.MET.value, MET), (Status.NOT_MET.value, NOT_MET), else_=UNDETERMINED
            )
            .cast("int8")
            for each in clause_ids
        }
    )
