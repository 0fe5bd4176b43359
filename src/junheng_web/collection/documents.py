"""The document of a return: whose rows it holds, what is fixed in it, and how its rows are named.

A row is named by its key as :class:`junheng.census.differences.Difference` names it. What cannot be
changed is never taken from what was typed: the codes and the name that the register gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from junheng.census.assemble import cell_reader
from junheng.census.differences import Difference, Key
from junheng.census.facts import BY_KEY
from junheng.census.figures import fact_named
from junheng.census.headers import Found
from junheng.census.tables import BY_NAME
from junheng.census.template.prefill import STAGES_TO_FILL
from junheng.census.values import Reader, Unreadable
from junheng.model import SchoolType
from junheng_web.collection.clauses import attested
from junheng_web.collection.models import Return, Round
from junheng_web.territory.queries import name_on
from junheng_web.territory.units import BY_KIND, EDUCATION

Row = dict[str, str]
Document = dict[str, list[Row]]

OF_SCHOOL = ("schools", "stages", "rooms", "classes")
OF_DEPARTMENT = ("county", "attestations")
GROWING = ("stages", "rooms", "classes")
"""The tables whose rows the owner adds and removes."""
FIXED = {
    "schools": ("county_code", "school_code", "name"),
    "stages": ("school_code",),
    "rooms": ("school_code",),
    "classes": ("school_code",),
    "county": ("county_code", "key"),
    "attestations": ("county_code", "clause"),
}
"""The columns of each table that nobody types."""


def tables_of(of: Return) -> tuple[str, ...]:
    """The tables that a return holds."""
    if of.department is None:
        return OF_SCHOOL
    return OF_DEPARTMENT if of.department.kind == EDUCATION else OF_DEPARTMENT[:1]


def county_code(of: Return) -> str:
    """The code of :func:`county_code_of` for the return's round."""
    return county_code_of(of.round)


def county_code_of(round_: Round) -> str:
    """The code that the county bore on the day whose rules hold; asked once for each round object."""
    known: str | None = getattr(round_, "code_then", None)
    if known is None:
        named = name_on(round_.county, on=round_.campaign.rules_on)
        known = named.code if named else round_.county.code
        round_.code_then = known  # type: ignore[attr-defined]
    return known


def document_of(
    of: Return, stored: Mapping[str, Sequence[Mapping[str, str]]] | None = None
) -> Document:
    """What a return holds, complete: with the rows and cells that are given and not typed.

    ``stored`` stands in for the return's own document. Tables and columns that are not its own are
    left out.
    """
    given = of.document if stored is None else stored
    found: Document = {}
    for name in tables_of(of):
        columns = _columns(name)
        found[name] = [
            {column: _storable(text) for column in columns if (text := row.get(column))}
            for row in given.get(name, ())
        ]
    if of.school is not None:
        _frame_school(of, found, begun=bool(given))
    else:
        _frame_department(of, found)
    return found


@cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in BY_NAME[table].columns)


def _storable(text: str) -> str:
    """The text without what no database stores: the sign of number zero and halves of signs."""
    if text.isprintable():  # nearly every text, and told at once
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _frame_school(of: Return, found: Document, *, begun: bool) -> None:
    school = of.school
    assert school is not None  # noqa: S101 - for the reader of types
    found["schools"] = found["schools"][:1] or [
        {"type": school.type, "area_class": school.area_class}
    ]
    found["schools"][0] |= {"county_code": county_code(of), "name": school.name}
    if not begun:
        known = school.type in set(SchoolType)
        stages = STAGES_TO_FILL[SchoolType(school.type)] if known else ()
        found["stages"] = [{"stage": stage.value} for stage in stages]
    for rows in found.values():
        for row in rows:
            row["school_code"] = school.code


def _frame_department(of: Return, found: Document) -> None:
    assert of.department is not None  # noqa: S101 - for the reader of types
    unit = BY_KIND.get(of.department.kind)
    facts = {row["key"]: row for row in found["county"] if row.get("key") in BY_KEY}
    asked = [fact.key for fact in unit.facts] if unit else []
    found["county"] = [{**facts.get(key, {}), "key": key} for key in asked]
    if "attestations" in found:
        clauses = {row.get("clause"): row for row in found["attestations"]}
        found["attestations"] = [
            {**clauses.get(clause, {}), "clause": clause}
            for clause, _ in attested(of.round.campaign)
        ]
    code = county_code(of)
    for rows in found.values():
        for row in rows:
            row["county_code"] = code


def keys_of(table: str, rows: Iterable[Mapping[str, str]]) -> list[Key]:
    """The key of every row, in order: as the library names rows that differ."""
    seen: Counter[Key] = Counter()
    found: list[Key] = []
    of_table = BY_NAME[table].key
    for row in rows:
        key = tuple(_meaning(table, name, row.get(name, "")) for name in of_table or _ROOM_KEY)
        seen[key] += 1
        numbered = seen[key] > 1 or not of_table
        found.append((*key, str(seen[key])) if numbered else key)
    return found


_ROOM_KEY = ("school_code", "kind")


def is_of_key(table: str, column: str) -> bool:
    """Whether the column tells rows apart."""
    return column in (BY_NAME[table].key or _ROOM_KEY)


@lru_cache(maxsize=50_000)
def _meaning(table: str, column: str, text: str) -> str:
    try:
        value = _reader(table, column)(text)
    except Unreadable:
        return text.strip()
    if column == "key" and isinstance(value, str):
        fact = fact_named(value)
        return fact.key if fact else value
    return str(value or "")


@cache
def _reader(table: str, column: str) -> Reader:
    found = BY_NAME[table].column(column)
    return cell_reader(Found(column=found, index=0, header=found.header))


def applied(document: Mapping[str, Sequence[Row]], changes: Iterable[Difference]) -> Document:
    """The document with the changes made to it, each where its key says; new rows come last."""
    found = {name: [dict(row) for row in rows] for name, rows in document.items()}
    by_table: dict[str, list[Difference]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    for name, here in by_table.items():
        rows = found.setdefault(name, [])
        places = dict(zip(keys_of(name, rows), rows, strict=True))
        gone = {each.key for each in here if each.after is None}
        for each in here:
            if each.after is not None:
                row = places.get(each.key)
                if row is None:
                    row = places[each.key] = {}
                row[each.column] = each.after
        found[name] = [row for key, row in places.items() if key not in gone]
    return found
