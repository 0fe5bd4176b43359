"""What the readable rule book says, clause by clause, before it is laid out anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from junheng.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition of a clause, in whichever place: the history of its figures."""

    place: str
    effect: str
    since: date
    until: date | None
    checked: date
    bounds: tuple[str, ...]
    cited: str
    note: str
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """A point the sources leave open: each choice with its words, and whether it is chosen."""

    id: str
    title: str
    choices: tuple[tuple[str, str, bool], ...]
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchRow:
    """A dated exception, and whether it is on."""

    id: str
    title: str
    summary: str
    since: date
    cited: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    """A worked example in words."""

    kind: str
    text: str
    outcome: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One clause. ``bounds`` is empty where nothing is computed.

    ``other_title`` and ``other_summary`` are the same in the other language; ``weight`` says whether
    the clause decides; ``cited`` is where the figures in force stand, ``home`` where the clause does.
    """

    id: str
    title: str
    summary: str
    other_title: str
    other_summary: str
    judged: str
    weight: str
    decides: bool
    scope: str
    bounds: tuple[str, ...]
    cited: str
    document: Document
    home: str
    since: date
    until: date | None
    checked: date
    note: str
    lineage: tuple[str, ...]
    editions: tuple[EditionRow, ...]
    options: tuple[OptionRow, ...]
    switches: tuple[SwitchRow, ...]
    examples: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The clauses of one article, or of one kind outside the verdict."""

    id: str
    title: str
    introduction: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """The readable rule book for one place, day and language."""

    lang: str
    title: str
    standard: str
    places: tuple[str, ...]
    code: str
    on: date
    fingerprint: str
    sections: tuple[Section, ...]
    documents: tuple[Document, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All clauses in order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def deciding(self) -> int:
        """How many clauses decide the verdict."""
        return sum(entry.decides for entry in self.entries)
