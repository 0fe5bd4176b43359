"""What is known of each official document: number, issuer, date, title. Pure types.

The register itself is data (``register.yaml``) and is read together with the cards by
:mod:`junheng.rulebook`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One official document.

    ``standing`` tells how far its words can be relied on here: ``official`` (an official text or
    government page was read), ``secondary`` (known through a copy or a practitioner's workbook).
    """

    id: str
    number: str
    issuer: str
    title: str
    issued: date | None
    standing: str

    def cited(self) -> str:
        """The document as a citation prints it: its number where it has one, else its title."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Register:
    """All registered documents by id. A card that cites any other document is refused."""

    by_id: Mapping[str, Document]

    def __getitem__(self, document_id: str) -> Document:
        return self.by_id[document_id]

    def __contains__(self, document_id: object) -> bool:
        return document_id in self.by_id

    def __iter__(self) -> Iterator[Document]:
        return iter(self.by_id.values())
