"""The tables county and attestations of a batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from junheng.census.facts import FACTS
from junheng.synthesis.nation import arrow
from junheng.synthesis.nation.batch import Batch

COUNTY_NO, ATTESTATIONS_NO = 4, 5
ATTESTED = (
    *("7.1", "7.2", "7.10", "7.15", "8.3", "8.5", "8.6", "8.7", "8.8"),
    *("10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "E.2", "E.5"),
)
"""Every clause whose conclusion a county attests, vetoes included."""
_ALSO_A_FIGURE = ("7.2", "7.15")


def county(batch: Batch) -> Any:
    """The table county: one line for every key. The name is never blank."""
    counties, keys = len(batch.codes), [fact.key for fact in FACTS]
    place = np.repeat(np.arange(counties), len(keys))
    blank = batch.blanks.of(COUNTY_NO, np.arange(counties), len(keys))
    blank[:, keys.index("name")] = False
    values = [
        None if blank[line, column] else batch.facts[key][line]
        for line in range(counties)
        for column, key in enumerate(keys)
    ]
    return pa.table(
        {
            "county_code": arrow.codes(place, batch.codes),
            "key": arrow.words(np.tile(np.arange(len(keys)), counties), keys),
            "value": arrow.text(values),
        }
    )


def attestations(batch: Batch) -> Any:
    """The table attestations: one line for every clause attested."""
    counties, clauses = len(batch.codes), len(ATTESTED)
    place = np.repeat(np.arange(counties), clauses)
    blank = batch.blanks.of(ATTESTATIONS_NO, np.arange(counties), clauses)
    fails = [
        # Where a figure decides too, it is the figure that fails.
        np.zeros(counties, dtype=bool) if clause in _ALSO_A_FIGURE else batch.failings.fails[clause]
        for clause in ATTESTED
    ]
    failed = np.stack(fails, axis=1)
    clause = np.tile(np.arange(clauses), counties)
    return pa.table(
        {
            "county_code": arrow.codes(place, batch.codes),
            "clause": arrow.words(clause, ATTESTED),
            "conclusion": arrow.words(
                failed.reshape(-1).astype(np.int32), ["met", "not_met"], blank.reshape(-1)
            ),
            "note": arrow.words(np.zeros(counties * clauses), ["虚构"]),
            "file": arrow.words(clause, [f"佐证目录 {each}" for each in ATTESTED]),
        }
    )
