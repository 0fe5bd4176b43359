"""A frozen set of clauses for one jurisdiction and date, with the options chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from junheng.documents import Register
from junheng.standards.clause import Citation, Clause, Judged, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to read a rule on which the sources are silent or disagree."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A point left open by the sources (docs/explanation/sources.md): the choices, and the default."""

    id: str
    clause: str
    title: Text
    choices: tuple[Choice, ...]
    default: str
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A dated exception, off unless the user turns it on (``--with``).

    ``figures`` are its numbers by name; ``since`` the date from which it may be used.
    """

    id: str
    clause: str
    title: Text
    summary: Text
    figures: Mapping[str, Fraction]
    cite: Citation
    since: date
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Everything an evaluation needs to know of the law. Never loaded by the evaluator: handed to it.

    ``chosen`` holds every option's choice; ``switches`` only those turned on. ``fingerprint`` is the
    SHA-256 of the whole content, so that a result can name exactly the rules it was judged by.
    ``register`` holds the documents its clauses cite.
    """

    id: str
    jurisdiction: str
    jurisdiction_name: str
    on: date
    clauses: Mapping[str, Clause]
    options: Mapping[str, Option]
    chosen: Mapping[str, str]
    switches: Mapping[str, Switch]
    fingerprint: str
    register: Register

    def __getitem__(self, clause_id: str) -> Clause:
        return self.clauses[clause_id]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses.values())

    def judged(self, *kinds: Judged) -> tuple[Clause, ...]:
        """The clauses judged in one of these ways, in the order of the standard."""
        return tuple(clause for clause in self if clause.judged in kinds)

    @property
    def school_rule(self) -> Clause:
        """The rule every school must pass: how many indicators, and the floor of the others."""
        return self.judged(Judged.SCHOOL_RULE)[0]

    @property
    def disparity_rule(self) -> Clause:
        """The limits of the coefficients between schools."""
        return self.judged(Judged.DISPARITY)[0]

    @property
    def indicators(self) -> tuple[Clause, ...]:
        """The seven resource indicators (article 6)."""
        return self.judged(Judged.INDICATOR)

    def cited(self, cite: Citation) -> str:
        """A citation as printed: ``教督〔2017〕6号 第6条(1)``."""
        document = self.register[cite.document].cited()
        article = f" 第{cite.article}条" if cite.article.isdigit() else f" {cite.article}"
        item = f"({cite.item})" if cite.item.isdigit() else cite.item
        return f"{document}{article if cite.article else ''}{item}".strip()

    def option(self, option_id: str) -> str:
        """The choice made for an option; its default unless the user chose otherwise."""
        return self.chosen[option_id]

    def switch(self, switch_id: str) -> Switch | None:
        """The switch if it is turned on, else ``None``."""
        return self.switches.get(switch_id)
