"""Where a cell comes from: who entered it, when and how; and what a return was at a version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from junheng.census.differences import Difference, Key
from junheng_web.collection.documents import Document, applied, document_of
from junheng_web.collection.models import Return, Revision, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One change of one cell: ``before`` and ``after`` are None where the row was not there."""

    who: str
    at: datetime
    source: str
    version: int
    before: str | None
    after: str | None
    reason: str

    @property
    def how(self) -> str:
        """How it came in, in words."""
        return str(Source(self.source).label)


def provenance(of: Return, table: str, key: Sequence[str], column: str) -> Provenance | None:
    """Who entered what stands in the cell, when and how; None where nobody ever did."""
    return last_change(of, table, tuple(key), column)


def last_change(of: Return, table: str, key: Key, column: str) -> Provenance | None:
    """The last change of one cell."""
    return next(changes_of(of, table, key, column), None)


def changes_of(of: Return, table: str, key: Key, column: str) -> Iterator[Provenance]:
    """Every change of one cell, the last first."""
    for made in _revisions(of).order_by("-version").iterator():
        for change in made.changes:
            if _is(change, table, key) and change["column"] == column:
                yield _told(made, change)
                break


def all_changes(of: Return) -> Iterator[tuple[str, Key, str, Provenance]]:
    """Every change of every cell, the last first: table, key, column and what was done."""
    for made in _revisions(of).order_by("-version").iterator():
        for change in made.changes:
            yield change["table"], tuple(change["key"]), change["column"], _told(made, change)


def as_seen(of: Return, version: int) -> Document:
    """The document as it was at a version: every later change taken back.

    Rows removed since stand last. Raises ``ValueError`` for a version that there never was.
    """
    if not 0 <= version <= of.version:
        raise ValueError(f"{of} has no version {version}")
    document = document_of(of)
    later = of.revisions.filter(version__gt=version).order_by("-version")
    for made in later:
        document = applied(document, [_taken_back(change) for change in made.changes])
    return document_of(of, document)


def changes_since(of: Return, version: int, *, until: int) -> list[tuple[str, Difference]]:
    """What was changed after a version, up to another, each with who did it, the first first."""
    return [
        (made.by.called if made.by else "", difference_of(change))
        for made in _revisions(of)
        .filter(version__gt=version, version__lte=until)
        .order_by("version")
        for change in made.changes
    ]


def _revisions(of: Return) -> QuerySet[Revision]:
    return of.revisions.select_related("by")


def _is(change: dict[str, object], table: str, key: Key) -> bool:
    return change["table"] == table and tuple(change["key"]) == key  # type: ignore[arg-type]


def _told(made: Revision, change: dict[str, str | None]) -> Provenance:
    return Provenance(
        who=made.by.called if made.by else "",
        at=made.at,
        source=made.source,
        version=made.version,
        before=change["before"],
        after=change["after"],
        reason=made.reason,
    )


def difference_of(change: dict[str, object]) -> Difference:
    """A change as a revision keeps it."""
    return Difference(**{**change, "key": tuple(change["key"])})  # type: ignore[arg-type]


def _taken_back(change: dict[str, object]) -> Difference:
    made = difference_of(change)
    return Difference(
        table=made.table, key=made.key, column=made.column, before=made.after, after=made.before
    )
