"""Small books made by hand, for tests of resolution."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from junheng.documents import Document, Register
from junheng.standards import (
    Book,
    Bound,
    Card,
    Choice,
    Citation,
    Edition,
    Effect,
    Judged,
    Jurisdiction,
    Operator,
    Option,
    Standard,
    Switch,
    Text,
    Unit,
)

BEGUN = date(2017, 4, 19)
LATER = date(2023, 2, 17)
WORDS = Text(zh="甲", en="A")
LAW = Citation(document="law", article="8", item="4")


def bound(figure: str | None, *, operator: Operator = Operator.AT_LEAST) -> Bound:
    value = None if figure is None else Fraction(figure)
    return Bound(operator=operator, value=value, unit=Unit.SHARE)


def edition(
    bounds: Mapping[str, Bound], *, since: date = BEGUN, until: date | None = None
) -> Edition:
    return Edition(since=since, until=until, checked=since, bounds=bounds, cite=LAW)


def national(clause: str = "8.4", figure: str | None = "0.05", **more: Any) -> Card:
    editions = more.pop("editions", (edition({"all": bound(figure)}),))
    return Card(
        id=clause,
        standard="quality-balance",
        jurisdictions=("",),
        effect=Effect.DEFINES,
        cite=LAW,
        editions=editions,
        place="nation.yaml:6",
        title=WORDS,
        summary=WORDS,
        judged=more.pop("judged", Judged.SCHOOLS),
        measure="training_fund",
        **more,
    )


def local(
    figure: str = "0.10",
    *,
    effect: Effect = Effect.RAISES,
    code: str = "5323",
    clause: str = "8.4",
    **more: Any,
) -> Card:
    editions = more.pop("editions", (edition({"all": bound(figure)}, since=LATER),))
    return Card(
        id=clause,
        standard="quality-balance",
        jurisdictions=(code,),
        effect=effect,
        cite=LAW,
        editions=editions,
        place="local.yaml:6",
        **more,
    )


OPTION = Option(
    id="how",
    clause="8.4",
    title=WORDS,
    choices=(Choice(id="plain", title=WORDS), Choice(id="capped", title=WORDS)),
    default="plain",
    cite=LAW,
)
SWITCH = Switch(
    id="rural",
    clause="8.4",
    title=WORDS,
    summary=WORDS,
    figures={"pupils_below": Fraction(100)},
    cite=LAW,
    since=date(2019, 1, 1),
    checked=BEGUN,
)


def book(*cards: Card) -> Book:
    law = Document(
        id="law",
        number="教督〔2017〕6号",
        issuer="教育部",
        title="办法",
        issued=BEGUN,
        standing="official",
    )
    places = (("", "全国"), ("53", "云南省"), ("5323", "楚雄州"), ("532323", "牟定县"))
    return Book(
        register=Register({"law": law}),
        standards=(Standard(id="quality-balance", title=WORDS, document="law", since=BEGUN),),
        jurisdictions={
            code: Jurisdiction(code=code, name=name, name_en=name) for code, name in places
        },
        cards=cards or (national(),),
        options=(OPTION,),
        switches=(SWITCH,),
    )
