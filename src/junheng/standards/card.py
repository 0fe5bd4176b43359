"""A rule card: what one jurisdiction says of one clause, with its editions by date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from junheng.standards.clause import Citation, Edition, Judged, Scope, Text
from junheng.standards.example import Example


class Effect(StrEnum):
    """What a card does to the clause of that id handed down from above."""

    DEFINES = "defines"  # the nation's own card
    RAISES = "raises"  # a bound at least as tight; a looser one is refused
    REFINES = "refines"  # fills a bound left open
    ADDS = "adds"  # a clause that did not exist above
    RESCOPES = "rescopes"  # another circle of schools


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A place that issues or is bound by rules. ``code`` is its GB/T 2260 code without trailing zeros
    pairs: ``""`` the nation, ``53`` a province, ``5323`` a prefecture, ``532323`` a county.

    ``former`` lists codes it had before.
    """

    code: str
    name: str
    name_en: str
    former: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """0 nation, 1 province, 2 prefecture, 3 county."""
        return len(self.code) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card. A ``defines`` or ``adds`` card carries everything; the others only what they change.

    ``jurisdictions`` lists the places it holds for, all of one level (``("",)`` is the nation).
    ``place`` is ``file:line``, for messages.
    """

    id: str
    standard: str
    jurisdictions: tuple[str, ...]
    effect: Effect
    cite: Citation
    editions: tuple[Edition, ...]
    place: str
    title: Text | None = None
    summary: Text | None = None
    judged: Judged | None = None
    decides: bool = True
    measure: str = ""
    scope: Scope | None = None
    examples: tuple[Example, ...] = ()
