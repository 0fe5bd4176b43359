"""Everything the rule book holds, before it is resolved for a place and a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from junheng.documents import Register
from junheng.standards.card import Card, Jurisdiction
from junheng.standards.ruleset import Option, Switch
from junheng.standards.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All standards, cards, options, switches and places, and the register of the documents they cite.

    ``jurisdictions`` is keyed by code without trailing zeros (``""`` is the nation).
    """

    register: Register
    standards: tuple[Standard, ...]
    jurisdictions: Mapping[str, Jurisdiction]
    cards: tuple[Card, ...]
    options: tuple[Option, ...]
    switches: tuple[Switch, ...]
