"""From what a file holds (:mod:`schema`) to the typed rules of :mod:`junheng.standards`."""

from __future__ import annotations

import re
from fractions import Fraction

from junheng.documents import Document
from junheng.rulebook import schema
from junheng.standards import (
    Bound,
    Card,
    Choice,
    Citation,
    Edition,
    Effect,
    Example,
    Jurisdiction,
    Option,
    Standard,
    Switch,
    Text,
)

NATION = "nation"
"""How files write the nation, whose code is empty."""


def code_of(written: str) -> str:
    """The code of a jurisdiction as files write it."""
    return "" if written == NATION else written


def text(part: schema.TextPart) -> Text:
    """Words in both languages, without the line breaks of the file.

    YAML folds a line break into a space, which Chinese does not write.
    """
    return Text(zh=_FOLDED.sub("", part.zh.strip()), en=" ".join(part.en.split()))


_CHINESE = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
_FOLDED = re.compile(rf"(?<=[{_CHINESE}])\s(?=[{_CHINESE}])|(?<=[，。；：、）])\s|\s(?=[（])")


def citation(part: schema.CitePart) -> Citation:
    """A citation."""
    return Citation(document=part.document, article=part.article, item=part.item)


def bound(part: schema.BoundPart) -> Bound:
    """A bound; ``open`` becomes a bound without a figure."""
    written = getattr(part, part.operator.value)
    value = None if written == "open" else Fraction(written)
    return Bound(operator=part.operator, value=value, unit=part.unit)


def edition(part: schema.EditionPart, of_card: Citation) -> Edition:
    """An edition; where it cites nothing of its own it stands where its card stands."""
    return Edition(
        since=part.since,
        until=part.until,
        checked=part.checked,
        bounds={slot: bound(each) for slot, each in part.bounds.items()},
        cite=citation(part.cite) if part.cite else of_card,
        note=text(part.note) if part.note else None,
    )


def example(part: schema.ExamplePart) -> Example:
    """A worked example."""
    return Example(
        id=part.id,
        kind=part.kind,
        text=text(part.text),
        given=part.given,
        expect=part.expect,
        on=part.on,
        with_=tuple(part.with_),
    )


def card(part: schema.CardPart, file: schema.CardFile, *, place: str) -> Card:
    """A card; ``place`` is its ``file:line``."""
    cite = citation(part.cite)
    effect = part.effect or file.effect or Effect.DEFINES
    return Card(
        id=part.id,
        standard=file.standard,
        jurisdictions=tuple(code_of(each) for each in file.jurisdictions),
        effect=effect,
        cite=cite,
        editions=tuple(edition(each, cite) for each in part.editions),
        place=place,
        title=text(part.title) if part.title else None,
        summary=text(part.summary) if part.summary else None,
        judged=part.judged,
        decides=part.decides is not False,
        measure=part.measure,
        scope=part.scope,
        examples=tuple(example(each) for each in part.examples),
    )


def option(part: schema.OptionPart) -> Option:
    """An option."""
    return Option(
        id=part.id,
        clause=part.clause,
        title=text(part.title),
        choices=tuple(Choice(id=each.id, title=text(each.title)) for each in part.choices),
        default=part.default,
        cite=citation(part.cite),
    )


def switch(part: schema.SwitchPart) -> Switch:
    """A switch."""
    return Switch(
        id=part.id,
        clause=part.clause,
        title=text(part.title),
        summary=text(part.summary),
        figures={name: Fraction(figure) for name, figure in part.figures.items()},
        cite=citation(part.cite),
        since=part.since,
        checked=part.checked,
    )


def standard(part: schema.StandardPart) -> Standard:
    """A standard."""
    return Standard(id=part.id, title=text(part.title), document=part.document, since=part.since)


def jurisdiction(part: schema.PlacePart) -> Jurisdiction:
    """A place."""
    return Jurisdiction(
        code=code_of(part.code), name=part.name, name_en=part.name_en, former=tuple(part.former)
    )


def document(part: schema.DocumentPart) -> Document:
    """An official document."""
    return Document(
        id=part.id,
        number=part.number,
        issuer=part.issuer,
        title=part.title,
        issued=part.issued,
        standing=part.standing,
    )
