"""A book as plain JSON values and back: what the compiled form holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from junheng.documents import Document, Register
from junheng.model import Status
from junheng.standards import (
    Book,
    Bound,
    Card,
    Choice,
    Citation,
    Edition,
    Effect,
    Example,
    ExampleKind,
    Judged,
    Jurisdiction,
    Operator,
    Option,
    Scope,
    Standard,
    Switch,
    Text,
    Unit,
)

Plain = dict[str, Any]


def to_plain(book: Book) -> Plain:
    """The book as JSON values. Figures are written exactly, as ``numerator/denominator``."""
    return {
        "documents": [_fields(each) for each in book.register],
        "standards": [_fields(each) for each in book.standards],
        "jurisdictions": [_fields(each) for each in book.jurisdictions.values()],
        "cards": [_fields(each) for each in book.cards],
        "options": [_fields(each) for each in book.options],
        "switches": [_fields(each) for each in book.switches],
    }


def examples_of(plain: Plain) -> list[Any]:
    """Take the examples out of every card of a plain book, one list a card, in order.

    They are most of the book and an evaluation needs none of them.
    """
    return [card.pop("examples") for card in plain["cards"]]


def _fields(value: object) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, Mapping):
        return {key: _fields(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_fields(each) for each in value]
    names: tuple[str, ...] = value.__slots__  # type: ignore[attr-defined]
    return {name: _fields(getattr(value, name)) for name in names}


def from_plain(plain: Plain, examples: list[Any] | None = None) -> Book:
    """The book that :func:`to_plain` wrote, with the examples that were taken out, if given.

    It was checked when it was compiled.
    """
    shown = examples or [[]] * len(plain["cards"])
    places = [
        Jurisdiction(**{**each, "former": tuple(each["former"])}) for each in plain["jurisdictions"]
    ]
    documents = [
        Document(**{**each, "issued": _day(each["issued"])}) for each in plain["documents"]
    ]
    return Book(
        register=Register({each.id: each for each in documents}),
        standards=tuple(
            Standard(
                id=each["id"],
                title=Text(**each["title"]),
                document=each["document"],
                since=date.fromisoformat(each["since"]),
            )
            for each in plain["standards"]
        ),
        jurisdictions={each.code: each for each in places},
        cards=tuple(_card(each, own) for each, own in zip(plain["cards"], shown, strict=True)),
        options=tuple(_option(each) for each in plain["options"]),
        switches=tuple(_switch(each) for each in plain["switches"]),
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _text(plain: Plain | None) -> Text | None:
    return None if plain is None else Text(**plain)


def _card(plain: Plain, examples: list[Plain]) -> Card:
    return Card(
        id=plain["id"],
        standard=plain["standard"],
        jurisdictions=tuple(plain["jurisdictions"]),
        effect=Effect(plain["effect"]),
        cite=Citation(**plain["cite"]),
        editions=tuple(_edition(each) for each in plain["editions"]),
        place=plain["place"],
        title=_text(plain["title"]),
        summary=_text(plain["summary"]),
        judged=None if plain["judged"] is None else Judged(plain["judged"]),
        decides=plain["decides"],
        measure=plain["measure"],
        scope=None if plain["scope"] is None else Scope(plain["scope"]),
        examples=tuple(_example(each) for each in examples),
    )


def _edition(plain: Plain) -> Edition:
    return Edition(
        since=date.fromisoformat(plain["since"]),
        until=_day(plain["until"]),
        checked=date.fromisoformat(plain["checked"]),
        bounds={slot: _bound(each) for slot, each in plain["bounds"].items()},
        cite=Citation(**plain["cite"]),
        note=_text(plain["note"]),
    )


def _bound(plain: Plain) -> Bound:
    value = plain["value"]
    return Bound(
        operator=Operator(plain["operator"]),
        value=None if value is None else _figure(value),
        unit=Unit(plain["unit"]),
    )


def _figure(written: str) -> Fraction:
    numerator, _, denominator = written.partition("/")
    return Fraction(int(numerator), int(denominator or 1))


def _example(plain: Plain) -> Example:
    return Example(
        id=plain["id"],
        kind=ExampleKind(plain["kind"]),
        text=Text(**plain["text"]),
        given=plain["given"],
        expect=Status(plain["expect"]),
        on=_day(plain["on"]),
        with_=tuple(plain["with_"]),
    )


def _option(plain: Plain) -> Option:
    return Option(
        id=plain["id"],
        clause=plain["clause"],
        title=Text(**plain["title"]),
        choices=tuple(
            Choice(id=each["id"], title=Text(**each["title"])) for each in plain["choices"]
        ),
        default=plain["default"],
        cite=Citation(**plain["cite"]),
    )


def _switch(plain: Plain) -> Switch:
    return Switch(
        id=plain["id"],
        clause=plain["clause"],
        title=Text(**plain["title"]),
        summary=Text(**plain["summary"]),
        figures={name: _figure(each) for name, each in plain["figures"].items()},
        cite=Citation(**plain["cite"]),
        since=date.fromisoformat(plain["since"]),
        checked=date.fromisoformat(plain["checked"]),
    )
