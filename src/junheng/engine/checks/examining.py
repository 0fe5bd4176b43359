"""All checks of a data set: first how many fail, then which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis.util import gen_name

from junheng.census.catalogue import SEVERITY
from junheng.census.defects import Severity
from junheng.engine.backends import Connection
from junheng.engine.checks import cells, county, doubles, others, persons, schools, stages
from junheng.engine.checks.drafts import Counted, draft
from junheng.engine.checks.looks import Look, counted, failing
from junheng.engine.defects import TYPES, together
from junheng.engine.people.contradictions import contradictions, reconciliation
from junheng.engine.people.counting import counted_pupils, counted_teachers
from junheng.engine.tables import DECLARED, Tables

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """How often a check fails in a column of a table: ``lines`` of it, each told as one defect.

    In a list of people the lines are persons, and one defect is told for each school and stage.
    """

    check: str
    severity: Severity
    table: str
    column: str
    lines: int


@dataclass(slots=True, kw_only=True)
class Examined:
    """What came of the checks. ``failing`` are those with failures, in the order of the tables.

    ``reconciliation`` is as :func:`junheng.engine.people.contradictions.reconciliation` gives it.
    """

    failing: tuple[Failing, ...]
    reconciliation: ir.Table | None
    _views: Mapping[str, ir.Table]
    _failed: Sequence[Look]
    _of_lists: ir.Table | None
    _counties: ir.Table

    @property
    def errors(self) -> int:
        """How many lines have an error."""
        return sum(each.lines for each in self.failing if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many lines have a warning."""
        return sum(each.lines for each in self.failing if each.severity is Severity.WARNING)

    def defects(self, *, limit: int | None = None) -> ir.Table:
        """The defects, columns as in :data:`junheng.engine.defects.TYPES`.

        At most ``limit`` of each check and column, any of them; the checks that did not fail are not
        run again. A defect of a school names its county where the school has one.
        """
        parts = [failing(self._views[look.view], look, limit) for look in self._failed]
        if self._of_lists is not None:
            parts.append(self._of_lists)
        if not parts:
            return self._counties.limit(0).select(
                **{name: ibis.null(kind) for name, kind in TYPES.items()}
            )
        return _with_counties(together(parts), self._counties)


def examine(
    connection: Connection,
    tables: Tables,
    people: Counted | None = None,
    *,
    who: bool = False,
    progress: Progress | None = None,
) -> Examined:
    """Count the failures of every check of ``tables``.

    ``people`` are the lists as counted already, where they are; otherwise they are counted here.
    ``who``: also whether anybody is listed twice, and identity numbers; that takes much longer
    than everything else, and space on disk.
    """
    tell = progress or _silent
    steps = 4 if who else 3
    tell("清点名册", 0, steps)
    people = people or count_people(connection, tables)
    tell("检查单元格", 1, steps)
    views = {cells.view_name(name): _cells(tables, name) for name in tables.present}
    looks: list[Look] = []
    for name in tables.present:
        looks += cells.looks(_raw(tables, name), name)
    tell("检查各表之间", 2, steps)
    drafted = draft(connection, tables, people)
    views["schools"], views["stages"] = schools.view(drafted), stages.view(drafted)
    views |= dict(schools.strangers(drafted))
    for room in (doubles, others, county):
        views |= dict(room.views(drafted))
    views = {name: _named(connection, view) for name, view in views.items()}
    for room_looks in (schools, stages, doubles, others, county):
        looks += [look for look in room_looks.looks() if look.view in views]
    failed = [
        (look, lines)
        for view in views
        for look, lines in _failures(connection, views[view], [x for x in looks if x.view == view])
    ]
    of_lists = contradictions(drafted.read, people.teachers, people.pupils, drafted.one)
    parts = [] if of_lists is None else [of_lists]
    if who:
        tell("核对人员编号", 3, steps)
        parts += _of_persons(tables)
    told = connection.keep(together(parts)) if parts else None
    tell("检查完毕", steps, steps)
    return Examined(
        failing=(
            *(_told(look, lines) for look, lines in failed),
            *_grouped(connection, told),
        ),
        reconciliation=reconciliation(drafted.written, people.teachers, people.pupils),
        _views=views,
        _failed=[look for look, _ in failed],
        _of_lists=told,
        _counties=connection.keep(_counties(tables.schools)),
    )


def count_people(connection: Connection, tables: Tables) -> Counted:
    """The lists of people, counted once and kept."""
    return Counted(
        teachers=None
        if tables.teachers is None
        else connection.keep(counted_teachers(tables.teachers)),
        pupils=None if tables.pupils is None else connection.keep(counted_pupils(tables.pupils)),
    )


def refused_counties(defects: ir.Table) -> ir.Table:
    """The counties with at least one error: ``county_code`` and ``errors`` (int64).

    Errors that belong to no county, such as a row of a school that is in no table schools, refuse
    none: such rows count nowhere.
    """
    errors = defects.filter(defects.severity == Severity.ERROR.value, defects.county_code.notnull())
    return errors.group_by("county_code").aggregate(errors=errors.count())


def _of_persons(tables: Tables) -> list[ir.Table]:
    lists = {"teachers": tables.teachers, "pupils": tables.pupils}
    return [
        found
        for name, people in lists.items()
        if people is not None
        for _, found in persons.defects(people, name)
    ]


def _named(connection: Connection, view: ir.Table) -> ir.Table:
    """``view`` under a name: its statement is put together once, not for every look at it."""
    name = gen_name("looked_at")
    connection.view(name, str(connection.ibis.compile(view)))
    found: ir.Table = connection.ibis.table(name)
    return found


def _raw(tables: Tables, name: str) -> ir.Table:
    found: ir.Table = tables.raw.get(name, tables.present[name])
    return found


def _cells(tables: Tables, name: str) -> ir.Table:
    return cells.cells(_raw(tables, name), DECLARED[name])


def _failures(
    connection: Connection, view: ir.Table, looks: Sequence[Look]
) -> list[tuple[Look, int]]:
    """The looks that fail, and how many lines: one scan of ``view``."""
    if not looks:
        return []
    line = connection.arrow(counted(view, looks)).to_pylist()[0]
    numbers = [(look, int(line[f"n{place}"] or 0)) for place, look in enumerate(looks)]
    return [(look, lines) for look, lines in numbers if lines]


def _told(look: Look, lines: int) -> Failing:
    column = look.column if "{" not in look.column else ""
    return Failing(
        check=look.check,
        severity=SEVERITY[look.check],
        table=look.table,
        column=column,
        lines=lines,
    )


def _grouped(connection: Connection, defects: ir.Table | None) -> list[Failing]:
    """The failures of defects that are told already, by check, table and column."""
    if defects is None:
        return []
    sums = defects.group_by(["check", "table", "column"]).aggregate(lines=defects.count())
    rows = connection.arrow(sums.order_by(["check", "table", "column"])).to_pylist()
    return [Failing(severity=SEVERITY[row["check"]], **row) for row in rows]


def _counties(schools: ir.Table) -> ir.Table:
    """The county of every school, those with errors included."""
    coded = schools.filter(schools.school_code.notnull(), schools.county_code.notnull())
    return coded.group_by("school_code").aggregate(county_code=coded.county_code.min())


def _with_counties(defects: ir.Table, counties: ir.Table) -> ir.Table:
    known = counties.rename(known_code="school_code", known_county="county_code")
    joined = defects.left_join(known, defects.school_code == known.known_code)
    found = joined.mutate(county_code=ibis.coalesce(joined.county_code, joined.known_county))
    return found.select(*TYPES)


def _silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody follows."""
