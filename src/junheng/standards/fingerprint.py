"""The fingerprint of a rule set: one hash over everything that binds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256

from junheng.standards.clause import Clause
from junheng.standards.ruleset import Switch


def fingerprint(
    standard: str,
    jurisdiction: str,
    clauses: Mapping[str, Clause],
    chosen: Mapping[str, str],
    switches: Mapping[str, Switch],
) -> str:
    """SHA-256 (hex) over clauses, choices and switches in canonical JSON.

    The day asked for is not part of it: as long as no edition changes, the fingerprint is the same.
    """
    content = {
        "standard": standard,
        "jurisdiction": jurisdiction,
        "clauses": clauses,
        "chosen": chosen,
        "switches": switches,
    }
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"no canonical form for {type(value).__name__}")
