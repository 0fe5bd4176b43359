"""A standard: the set of clauses that a national document defined from one date on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from junheng.standards.clause import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One standard by its id (``quality-balance``), the document that defined it, and since when."""

    id: str
    title: Text
    document: str
    since: date
