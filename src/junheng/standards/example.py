"""A worked example of a clause: what is given, and what the clause must then say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from junheng.model import Status
from junheng.standards.clause import Text


class ExampleKind(StrEnum):
    """What an example shows. Every judged card shows the first three."""

    AT_BOUND = "at_bound"
    JUST_SHORT = "just_short"
    MISSING = "missing"
    OTHER = "other"

    @property
    def zh(self) -> str:
        """The word shown to users."""
        return {
            "at_bound": "正好达到",
            "just_short": "差一点",
            "missing": "缺数据",
            "other": "其他",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example. ``given`` holds rows of the canonical tables; what is not given is not known.

    ``on`` is the date it is judged at; where ``None``, the date of the card's latest edition.
    ``with_`` are the switches and options turned on.
    """

    id: str
    kind: ExampleKind
    text: Text
    given: Mapping[str, object]
    expect: Status
    on: date | None = None
    with_: tuple[str, ...] = ()
