"""The result of a check as JSON, for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from junheng import __version__
from junheng.census.reading import Reading
from junheng.census.totals import TableTotals
from junheng.errors import UserError
from junheng.model.text import escaped


def as_json(reading: Reading, marked: Path | UserError | None) -> str:
    """``accepted``, every defect, the totals of every table; sums as JSON numbers.

    ``marked`` is the marked copy, or why there is none. Characters that steer a terminal are
    written as escapes.
    """
    content = {
        "junheng": __version__,
        "source": reading.source,
        "accepted": not reading.errors,
        "errors": len(reading.errors),
        "warnings": len(reading.warnings),
        "defects": [asdict(each) for each in reading.defects],
        "tables": [_table(each) for each in reading.totals],
        "marked": str(marked) if isinstance(marked, Path) else None,
        "marked_problem": marked.message if isinstance(marked, UserError) else None,
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


def _table(totals: TableTotals) -> dict[str, Any]:
    columns = [
        each._asdict()
        | {"total": float(each.total) if isinstance(each.total, Fraction) else each.total}
        for each in totals.columns
    ]
    return totals._asdict() | {"columns": columns}
