"""What a clause is: bound, edition, overlay, citation. Pure types, and their resolution."""

from junheng.standards.book import Book
from junheng.standards.card import Card, Effect, Jurisdiction
from junheng.standards.clause import (
    Bound,
    Citation,
    Clause,
    Edition,
    Judged,
    Operator,
    Scope,
    Text,
    Unit,
)
from junheng.standards.example import Example, ExampleKind
from junheng.standards.resolve import resolve
from junheng.standards.ruleset import Choice, Option, RuleSet, Switch
from junheng.standards.standard import Standard

__all__ = [
    "Book",
    "Bound",
    "Card",
    "Choice",
    "Citation",
    "Clause",
    "Edition",
    "Effect",
    "Example",
    "ExampleKind",
    "Judged",
    "Jurisdiction",
    "Operator",
    "Option",
    "RuleSet",
    "Scope",
    "Standard",
    "Switch",
    "Text",
    "Unit",
    "resolve",
]
