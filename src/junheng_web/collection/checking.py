"""The checks of the library over one return or over a whole round, each defect brought to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from junheng.census.defects import Defect, Severity
from junheng.census.differences import Key
from junheng.census.entry import read_entered
from junheng.census.records import Census
from junheng.census.tables import BY_NAME, TABLES
from junheng_web.collection.columns import how_full
from junheng_web.collection.documents import Document, Row, document_of, keys_of
from junheng_web.collection.models import Return, ReturnState, Round

_BY_SHEET = {table.sheet: table for table in TABLES}
_HEADERS = {table.name: {each.header: each.name for each in table.columns} for table in TABLES}
_NEEDS_OTHERS = frozenset(("link.no_parent", "county.no_schools", "change.gone"))
"""Checks that say nothing about a return that is looked at alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect where it stands: ``row`` is the place in the table of the return, from 0.

    ``row`` is None where the return as a whole is meant; ``key`` is the row's, "" and () likewise.
    """

    defect: Defect
    of: int | None
    table: str = ""
    row: int | None = None
    key: Key = ()
    column: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it refuses the data; otherwise it asks to look again."""
        return self.defect.severity is Severity.ERROR

    @property
    def place(self) -> tuple[str, int | None, str]:
        """Table, row and column."""
        return self.table, self.row, self.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check of one return came to."""

    findings: tuple[Finding, ...]
    filled: int
    expected: int

    @property
    def errors(self) -> int:
        """How many defects refuse the data."""
        return sum(each.is_error for each in self.findings)

    @property
    def warnings(self) -> int:
        """How many only ask to look again."""
        return len(self.findings) - self.errors

    @property
    def missing(self) -> int:
        """How many expected cells are blank."""
        return self.expected - self.filled

    def stored_on(self, of: Return) -> None:
        """Put the counts into the fields of the return; it is not saved here."""
        of.filled, of.expected = self.filled, self.expected
        of.errors, of.warnings = self.errors, self.warnings


COUNTS = ("filled", "expected", "errors", "warnings")
"""The fields that :meth:`Check.stored_on` sets."""


@dataclass(slots=True)
class Joined:
    """The documents of many returns as one data set, with where each row came from."""

    entered: dict[str, list[Row]] = field(default_factory=dict)
    origin: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    of_school: dict[str, int] = field(default_factory=dict)
    _keys: dict[tuple[int, str], list[Key]] = field(default_factory=dict)

    def key_at(self, owner: int, table: str, row: int) -> Key:
        """The key of a row of one return."""
        known = self._keys.get((owner, table))
        if known is None:
            known = self._keys[owner, table] = keys_of(table, self.documents[owner][table])
        return known[row]

    def add(self, of: Return, document: Document) -> None:
        """Add the rows of one return."""
        self.documents[of.pk] = document
        if of.school is not None:
            self.of_school[of.school.code] = of.pk
        for table, rows in document.items():
            self.entered.setdefault(table, []).extend(rows)
            self.origin.setdefault(table, []).extend((of.pk, row) for row in range(len(rows)))


def joined(returns: Iterable[Return], *, instead: Mapping[int, Document] | None = None) -> Joined:
    """All these returns as one data set; those that hand nothing in this year are left out.

    ``instead`` are documents, by the number of the return, that stand in for the stored ones.
    """
    found = Joined()
    for each in returns:
        if each.state != ReturnState.ABSENT:
            found.add(each, (instead or {}).get(each.pk) or document_of(each))
    return found


def check_return(
    of: Return, *, document: Document | None = None, last_year: Document | None = None
) -> Check:
    """Check one return by itself. ``document`` stands in for its own; ``last_year`` is the document

    of the year before, to compare with. What only the whole county can show is left to
    :func:`check_round`.
    """
    whole = Joined()
    document = document_of(of) if document is None else document
    whole.add(of, document)
    before = _census(last_year) if last_year and of.school_id is not None else None
    reading = read_entered(whole.entered, last_year=before)
    findings = tuple(
        found
        for each in reading.defects
        if each.check not in _NEEDS_OTHERS
        and not (each.check == "table.missing" and not _is_own(each, document))
        for found in (_brought_home(each, whole, alone=of.pk),)
    )
    filled, expected = how_full(document)
    return Check(findings=_without_echoes(findings), filled=filled, expected=expected)


def _without_echoes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is written wrong is not also missing: "blank this year" is left out where it stands."""
    listed = tuple(findings)
    wrong = {(each.of, each.place) for each in listed if each.is_error and each.column}
    return tuple(
        each
        for each in listed
        if each.defect.check != "change.blank" or (each.of, each.place) not in wrong
    )


def check_round(
    of: Round, returns: Sequence[Return], *, last_year: Census | None = None
) -> tuple[dict[int, Check], tuple[Finding, ...]]:
    """Check all returns of a round together: by the number of the return, and what belongs to none."""
    return check_joined(joined(returns), last_year=last_year)


def check_joined(
    whole: Joined, *, last_year: Census | None = None
) -> tuple[dict[int, Check], tuple[Finding, ...]]:
    """As :func:`check_round`, for documents that need not be stored yet."""
    reading = read_entered(whole.entered, last_year=last_year)
    by_return: dict[int, list[Finding]] = {pk: [] for pk in whole.documents}
    nobody: list[Finding] = []
    for defect in reading.defects:
        found = _brought_home(defect, whole)
        (nobody if found.of is None else by_return[found.of]).append(found)
    checks = {}
    for pk, document in whole.documents.items():
        filled, expected = how_full(document)
        checks[pk] = Check(
            findings=_without_echoes(by_return[pk]), filled=filled, expected=expected
        )
    return checks, tuple(nobody)


def census_of(returns: Iterable[Return]) -> Census | None:
    """The data of a round as the library reads it; None while there are errors in it."""
    entered = joined(returns).entered
    return read_entered(entered).census if entered.get("schools") else None


def _census(document: Document) -> Census | None:
    """Of one school alone: its central school is not there to be found, and is not asked for."""
    alone = dict(document)
    alone["schools"] = [{**row, "parent_code": ""} for row in document.get("schools", ())]
    return read_entered(alone).census


def _is_own(defect: Defect, document: Document) -> bool:
    table = _BY_SHEET.get(defect.sheet)
    return table is not None and table.name in document


def _brought_home(defect: Defect, whole: Joined, *, alone: int | None = None) -> Finding:
    table = _BY_SHEET.get(defect.sheet)
    if table is None or defect.row is None:
        owner = alone if alone is not None else whole.of_school.get(defect.school_code)
        return Finding(defect=defect, of=owner, table=table.name if table else "")
    owner, row = whole.origin[table.name][defect.row - 1]
    return Finding(
        defect=defect,
        of=owner,
        table=table.name,
        row=row,
        key=whole.key_at(owner, table.name, row),
        column=_HEADERS[table.name].get(defect.header, ""),
    )


def sheet_of(table: str) -> str:
    """What a table is called on the official form."""
    return BY_NAME[table].sheet
