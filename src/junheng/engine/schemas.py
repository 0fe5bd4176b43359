"""What a run hands out: one table each of verdicts, clauses, coefficients, rows, units left out.

The columns are described in docs/reference/engine-outputs.md. Codes are text, statuses are words.
"""

from __future__ import annotations

import pyarrow as pa

from junheng.standards import RuleSet

AREA_COLUMNS = {
    "6": "resources",
    "7": "guarantee",
    "8": "quality",
    "9": "recognition",
    "10": "vetoes",
}
"""The column with the status of each area of the standard, by its article."""

ENGINE, REFERENCE = "engine", "reference"

COUNTIES = pa.schema(
    [
        pa.field("county_code", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("verdict", pa.string(), nullable=False),
        *(pa.field(name, pa.string(), nullable=False) for name in AREA_COLUMNS.values()),
        *(
            pa.field(name, pa.int64(), nullable=False)
            for name in (
                "clauses_met",
                "clauses_not_met",
                "clauses_open",
                "rows",
                "rows_met",
                "pupils",
            )
        ),
        pa.field("decided_by", pa.string(), nullable=False),
    ]
)
CLAUSES = pa.schema(
    [
        pa.field("county_code", pa.string(), nullable=False),
        pa.field("clause", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("decides", pa.bool_(), nullable=False),
        pa.field("eligibility", pa.bool_(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("bound", pa.float64()),
    ]
)
DISPARITIES = pa.schema(
    [
        pa.field("county_code", pa.string(), nullable=False),
        pa.field("stage", pa.string(), nullable=False),
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("clause", pa.string(), nullable=False),
        pa.field("rows", pa.int64(), nullable=False),
        pa.field("pupils", pa.int64(), nullable=False),
        pa.field("mean", pa.float64()),
        pa.field("sd", pa.float64()),
        pa.field("cv", pa.float64()),
        pa.field("limit", pa.float64(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
    ]
)
LEFT_OUT = pa.schema(
    [
        pa.field("county_code", pa.string(), nullable=False),
        pa.field("school_code", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("stage", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
    ]
)


def rows_schema(rules: RuleSet) -> pa.Schema:
    """The columns of the table of rows: one line a school and stage judged."""
    return pa.schema(
        [
            *(
                pa.field(name, pa.string())
                for name in (
                    "county_code", "school_code", "name", "type", "operator", "area_class", "stage"
                )
            ),
            pa.field("pupils", pa.int64()),
            pa.field("status", pa.string()),
            pa.field("met", pa.int64()),
            pa.field("within_floor", pa.int64()),
            *(
                field
                for clause in rules.indicators
                for field in (
                    pa.field(clause.measure, pa.float64()),
                    pa.field(f"{clause.measure}_status", pa.string()),
                )
            ),
        ]
    )  # fmt: skip
