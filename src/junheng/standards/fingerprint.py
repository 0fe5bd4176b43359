"""The fingerprint of a rule set: one hash over everything that binds."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    content = [standard, jurisdiction, clauses, chosen, switches]
    text = json.dumps(_plain(content), ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """Only lists, text and numbers: fields in the order of their class, mappings in that of keys."""
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return [[key, _plain(value[key])] for key in sorted(value)]
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    names: tuple[str, ...] = value.__slots__  # type: ignore[attr-defined]
    return [_plain(getattr(value, name)) for name in names]
