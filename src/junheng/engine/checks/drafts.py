"""What the checks look at: every line that can be read, beside what others say of its school.

As ``junheng.census.checks.draft``; a line that lacks what it must have is left to the looks at cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from junheng.engine import joins
from junheng.engine.backends import Connection
from junheng.engine.checks.cells import clean, sound
from junheng.engine.class_list import of_stages
from junheng.engine.people.merging import merged
from junheng.engine.tables import DECLARED, Tables
from junheng.model import SchoolType, Stage
from junheng.model.identifiers import county_code_problem, has_known_province

SCHOOL = ("school_code",)
BITS = {Stage.PRIMARY: 1, Stage.JUNIOR: 2, Stage.SENIOR: 4}
"""A set of stages as a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the lists of people say, counted; ``None`` where there is no such list."""

    teachers: ir.Table | None = None
    pupils: ir.Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Clean and sound lines. ``stages`` has the figures of classes and people, ``written`` not;
    ``read`` are all rows of stages, clean but maybe not sound.

    ``one`` has a line for each school code: name, type, county_code, listed. ``listed`` are all codes
    of the table schools, ``unread`` the schools with a stage that could not be read, ``codes`` those
    county codes that have something wrong with their ``form`` or their ``place``.
    """

    schools: ir.Table
    stages: ir.Table
    written: ir.Table
    read: ir.Table
    one: ir.Table
    listed: ir.Table
    unread: ir.Table
    codes: ir.Table
    rooms: ir.Table | None
    classes: ir.Table | None
    county: ir.Table | None
    attestations: ir.Table | None


def draft(connection: Connection, tables: Tables, counted: Counted) -> Draft:
    """The lines of ``tables``; the small ones are computed once and kept."""
    read = {
        name: clean(table, DECLARED[name])
        for name, table in tables.present.items()
        if name not in ("teachers", "pupils")
    }
    kept = {name: _sound(table, name) for name, table in read.items()}
    schools = connection.keep(kept["schools"])
    written = connection.keep(kept["stages"])
    coded = read["schools"].filter(read["schools"].school_code.notnull())
    stages = merged(of_stages(written, kept.get("classes")), counted.teachers, counted.pupils)
    return Draft(
        schools=schools,
        stages=connection.keep(stages),
        written=written,
        read=read["stages"],
        one=connection.keep(first_lines(schools, SCHOOL).select(*_OF_SCHOOL)),
        listed=connection.keep(coded.select("school_code").distinct()),
        unread=connection.keep(_unread(read["stages"])),
        codes=_strange_codes(connection, [kept[each] for each in _WITH_COUNTY if each in kept]),
        **{name: kept.get(name) for name in ("rooms", "classes", "county", "attestations")},
    )


_CODE = ("county_code",)
_WITH_COUNTY = ("schools", "schools", "county", "attestations")
_OF_SCHOOL = ("school_code", "name", "type", "county_code")


def with_school(view: ir.Table, draft: Draft) -> ir.Table:
    """``view`` with the school's county_code, type, and ``school``: its name, or its code."""
    of_school = draft.one.rename(school="name")
    joined = beside(view, of_school, marked(draft.listed, "listed"), key=SCHOOL)
    return joined.mutate(
        school=ibis.coalesce(joined.school, joined.school_code),
        listed=joined.listed.fill_null(False),
        **({"stage_zh": chinese(joined.stage, Stage)} if "stage" in view.columns else {}),
    )


def beside(left: ir.Table, *others: ir.Table, key: tuple[str, ...]) -> ir.Table:
    """As :func:`junheng.engine.joins.beside`, also where ``left`` was joined, or is in ``others``."""
    return joins.beside(left.view(), *(other.view() for other in others), key=key)


def marked(codes: ir.Table, name: str) -> ir.Table:
    """``codes`` with a column ``name`` that is true."""
    return codes.mutate(**{name: ibis.literal(True)})


def stage_totals(draft: Draft) -> ir.Table:
    """By school: ``stage_bits``, ``stages``, ``all_pupils``, ``all_teachers`` (unknown ones left out)."""
    first = first_lines(draft.stages, ("school_code", "stage"))
    bits = first.stage.cases(*((each.value, bit) for each, bit in BITS.items()), else_=0)
    return first.group_by("school_code").aggregate(
        stage_bits=bits.sum(),
        stages=first.count(),
        all_pupils=first.pupils.sum(),
        all_teachers=first.teachers.fill_null(0).sum(),
    )


def bits_of_type(kind: ir.Value) -> ir.Value:
    """The stages that a school of that type has."""
    return kind.cases(
        *((each.value, sum(BITS[stage] for stage in each.stages)) for each in SchoolType), else_=0
    )


def chinese(value: ir.Value, words: Iterable[Stage] | Iterable[SchoolType]) -> ir.Value:
    """The Chinese word of each English one."""
    return value.cases(*((each.value, each.zh) for each in words), else_=value)


def _strange_codes(connection: Connection, tables: Sequence[ir.Table]) -> ir.Table:
    """The county codes that are none. There are few codes: each is looked at in Python."""
    codes = ibis.union(*(each.select("county_code") for each in tables), distinct=True)
    found: dict[str, list[str | None]] = {"county_code": [], "form": [], "place": []}
    for code in connection.arrow(codes)["county_code"].to_pylist():
        problem = county_code_problem(code)
        if problem:
            digits = len(code) == 6 and code.isdigit()
            strange = digits and not has_known_province(code)
            found["county_code"].append(code)
            found["place"].append(problem if strange else None)
            found["form"].append(None if strange else problem)
    schema = pa.schema([(name, pa.string()) for name in found])
    strange = ibis.memtable(pa.table(found, schema=schema))
    return connection.keep(beside(codes.semi_join(strange, "county_code"), strange, key=_CODE))


def _sound(read: ir.Table, name: str) -> ir.Table:
    return read.filter(sound(read, DECLARED[name]))


def _unread(stages: ir.Table) -> ir.Table:
    lost = stages.filter(~sound(stages, DECLARED["stages"]) & stages.school_code.notnull())
    return lost.select("school_code").distinct()


def first_lines(table: ir.Table, key: tuple[str, ...]) -> ir.Table:
    """One line for each ``key``: where there are several, the first in the order of all columns."""
    order = [each for each in table.columns if each not in key]
    place = ibis.row_number().over(group_by=list(key), order_by=order)
    numbered = table.mutate(place_in_key=place)
    return numbered.filter(numbered.place_in_key == 0).drop("place_in_key")
