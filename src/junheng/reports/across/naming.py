"""The names of places in tables: from a list of the user's, else from the data, else the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """``places`` by code without trailing zeros; ``counties`` as the runs name them."""

    places: Mapping[str, str] = field(default_factory=dict)
    counties: Mapping[str, str] = field(default_factory=dict)

    def of(self, code: str | None) -> str:
        """The name of a place; ``""`` where none is known. The nation has the code ``""``."""
        if code is None:
            return ""
        if not code:
            return "全国"
        return self.places.get(code) or self.counties.get(code) or ""

    def called(self, code: str) -> str:
        """The code with the name after it, or the code alone: for short tables."""
        name = self.of(code)
        return f"{code} {name}".strip()
