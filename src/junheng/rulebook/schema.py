"""What a card file may hold, as pydantic models: the border between YAML and typed rules."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from junheng.model import Status
from junheng.standards import Effect, ExampleKind, Judged, Operator, Scope, Unit

Word = Annotated[str, Field(min_length=1)]
Figure = Annotated[str, Field(pattern=r"^\d+(\.\d+)?$")]
EXACT = re.compile(r"[0-9]+(\.[0-9]+|/[1-9][0-9]*)?")
"""An exact figure as files write it: ``4.2``, ``2000``, ``1/3``."""

CLAUSE_ID = r"^(\d+(\.(\d+|school|cv))?|[EBPDT]\.[a-z0-9_]+)$"
TABLES = ("schools", "stages", "rooms", "classes", "county", "attestations", "coefficients")
"""What an example may give: rows of the canonical tables, or the coefficients of 2012."""


def _loose(kind: type) -> Any:
    return Annotated[kind, Field(strict=False)]


class Part(BaseModel):
    """Nothing but the declared keys, and no value of another type."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys_only(cls, value: object) -> object:
        if isinstance(value, dict):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            for key in value:
                if key not in known:
                    raise PydanticCustomError(
                        "unknown_key",
                        "不认识的键“{key}”",
                        {"key": key, "known": "、".join(known)},
                    )
        return value


class TextPart(Part):
    """Words in both languages."""

    zh: Word
    en: Word


class CitePart(Part):
    """Where a rule stands."""

    document: Word
    article: str = ""
    item: str = ""


class BoundPart(Part):
    """One comparison: exactly one operator, an exact figure or ``open``, a unit."""

    at_least: str | None = None
    at_most: str | None = None
    less_than: str | None = None
    more_than: str | None = None
    equal: str | None = None
    unit: _loose(Unit)  # type: ignore[valid-type]

    @field_validator("at_least", "at_most", "less_than", "more_than", "equal")
    @classmethod
    def _exact(cls, value: str | None) -> str | None:
        if value is not None and value != "open" and not EXACT.fullmatch(value):
            raise PydanticCustomError("figure", "“{value}”不是精确的数", {"value": value})
        return value

    @model_validator(mode="after")
    def _one_operator(self) -> BoundPart:
        given = [each.value for each in Operator if getattr(self, each.value) is not None]
        if len(given) != 1:
            raise PydanticCustomError(
                "operators",
                "要写且只写一种比较方式，现在有 {count} 种",
                {"count": len(given)},
            )
        return self

    @property
    def operator(self) -> Operator:
        """The one operator written."""
        return next(each for each in Operator if getattr(self, each.value) is not None)


class EditionPart(Part):
    """The figures from one date on."""

    since: date
    until: date | None = None
    checked: date
    cite: CitePart | None = None
    note: TextPart | None = None
    bounds: dict[str, BoundPart]


class ExamplePart(Part):
    """One worked example."""

    id: Word
    kind: _loose(ExampleKind)  # type: ignore[valid-type]
    text: TextPart
    on: date | None = Field(default=None, alias="date")
    with_: list[Word] = Field(default_factory=list, alias="with")
    given: dict[str, Any]
    expect: _loose(Status)  # type: ignore[valid-type]

    @field_validator("given")
    @classmethod
    def _known_tables(cls, value: dict[str, Any]) -> dict[str, Any]:
        for key in value:
            if key not in TABLES:
                raise PydanticCustomError(
                    "unknown_key",
                    "不认识的键“{key}”",
                    {"key": key, "known": "、".join(TABLES)},
                )
        return value


class CardPart(Part):
    """One card."""

    id: Annotated[str, Field(pattern=CLAUSE_ID)]
    effect: _loose(Effect) | None = None  # type: ignore[valid-type]
    title: TextPart | None = None
    summary: TextPart | None = None
    judged: _loose(Judged) | None = None  # type: ignore[valid-type]
    decides: bool | None = None
    measure: str = ""
    scope: _loose(Scope) | None = None  # type: ignore[valid-type]
    cite: CitePart
    editions: Annotated[list[EditionPart], Field(min_length=1)]
    examples: list[ExamplePart] = Field(default_factory=list)


class ChoicePart(Part):
    """One choice of an option."""

    id: Word
    title: TextPart


class OptionPart(Part):
    """One option."""

    id: Word
    clause: Word
    title: TextPart
    choices: Annotated[list[ChoicePart], Field(min_length=2)]
    default: Word
    cite: CitePart


class SwitchPart(Part):
    """One switch."""

    id: Word
    clause: Word
    title: TextPart
    summary: TextPart
    figures: dict[str, Figure]
    cite: CitePart
    since: date
    checked: date


class CardFile(Part):
    """A file of cards, options and switches; ``effect`` is the default of its cards."""

    standard: Word
    jurisdictions: list[Word] = Field(default_factory=list)
    effect: _loose(Effect) | None = None  # type: ignore[valid-type]
    cards: list[CardPart] = Field(default_factory=list)
    options: list[OptionPart] = Field(default_factory=list)
    switches: list[SwitchPart] = Field(default_factory=list)


class StandardPart(Part):
    """One standard."""

    id: Word
    title: TextPart
    document: Word
    since: date


class StandardsFile(Part):
    """``standards.yaml``."""

    standards: Annotated[list[StandardPart], Field(min_length=1)]


class PlacePart(Part):
    """One jurisdiction."""

    code: Annotated[str, Field(pattern=r"^(nation|\d{2}|\d{4}|\d{6})$")]
    name: Word
    name_en: Word
    former: list[Annotated[str, Field(pattern=r"^\d{6}$")]] = Field(default_factory=list)


class PlacesFile(Part):
    """``jurisdictions.yaml``."""

    jurisdictions: Annotated[list[PlacePart], Field(min_length=1)]


class DocumentPart(Part):
    """One official document."""

    id: Word
    number: str
    issuer: Word
    title: Word
    issued: date | None
    standing: Annotated[str, Field(pattern=r"^(official|secondary)$")]


class RegisterFile(Part):
    """``register.yaml``."""

    documents: Annotated[list[DocumentPart], Field(min_length=1)]
