"""Saving what is entered in a form: nothing that another person changed is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.census.differences import Difference, Key, differences
from junheng.census.grids import is_blank
from junheng.census.tables import BY_NAME
from junheng_web.accounts.permissions import require
from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.locks import on_behalf
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.checking import Check, check_return
from junheng_web.collection.documents import (
    FIXED,
    Document,
    applied,
    document_of,
    keys_of,
    tables_of,
)
from junheng_web.collection.models import (
    AT_WORK,
    CampaignState,
    Return,
    ReturnState,
    Revision,
    RoundState,
    Source,
)
from junheng_web.collection.queries.history import as_seen, last_change
from junheng_web.collection.queries.last_year import document_before
from junheng_web.lib.doors import Permission

FIELDS = ("document", "version", "changed_at", "filled", "expected", "errors", "warnings")
"""What a change of a return writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell to be written. ``key`` is the row's key at the version that was seen."""

    table: str
    key: Key
    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One cell that two people changed: what I typed, what stands there now, whose it is.

    ``mine`` or ``theirs`` is None where the row was removed.
    """

    table: str
    key: Key
    column: str
    mine: str | None
    theirs: str | None
    who: str
    at: datetime | None


class Conflict(Exception):
    """Others changed the same cells meanwhile; nothing was saved. ``clashes`` says which and who."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(f"{len(clashes)} cells were changed by others meanwhile")
        self.clashes = tuple(clashes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was saved: the return as it is now and how it was checked. ``changes`` may be none."""

    of: Return
    check: Check
    changes: tuple[Difference, ...]


def save_cells(
    *,
    of: Return,
    version: int,
    changes: Sequence[Cell],
    by: By,
    source: str = Source.FORM,
    reason: str = "",
) -> Saved:
    """Write cells of rows that are there at ``version``. See :func:`save_document`.

    A cell of a row that is not there is :class:`Conflict`, one of a table or column that the return
    does not have, or that nobody types, is :class:`Refused`.
    """
    return save_document(
        of=of,
        version=version,
        document=with_cells(base_of(of, version), changes),
        by=by,
        source=source,
        reason=reason,
    )


@transaction.atomic
def save_document(
    *,
    of: Return,
    version: int,
    document: Document,
    by: By,
    source: str = Source.FORM,
    reason: str = "",
) -> Saved:
    """Write what differs between ``document`` and the return as it was at ``version``.

    What others changed since stays, as long as they changed other cells. Raises :class:`Conflict`
    where they changed the same, :class:`Refused` where the return or its campaign is closed and
    ``PermissionDenied``. Texts that mean the same as what is stored change nothing.
    """
    now = held(of, by=by)
    base = base_of(now, version)
    document = document_of(now, document)
    changes = differences(base, document)
    if not changes:
        return Saved(of=now, check=_check(now), changes=())
    if version != now.version:
        stored = document_of(now)
        refuse_clashes(now, stored, changes)
        document = document_of(now, applied(stored, changes))
    if source == Source.FORM and now.correcting:
        source = Source.CORRECTION
    now.document = document
    check = _check(now)
    check.stored_on(now)
    _write(now, changes, by=by, source=source, reason=reason)
    return Saved(of=now, check=check, changes=changes)


def _write(now: Return, changes: Sequence[Difference], *, by: By, source: str, reason: str) -> None:
    now.version += 1
    now.changed_at = timezone.now()
    now.save(update_fields=FIELDS)
    made = Revision.everything.create(
        of=now,
        version=now.version,
        by=by.user,
        source=source,
        changes=[as_stored(each) for each in changes],
        reason=reason,
    )
    record(
        "collection.save",
        by=by,
        subject=now,
        path=now.round.county.path,
        before={"version": now.version - 1},
        after={
            "version": now.version,
            "source": source,
            "on_behalf": by.user is not None and on_behalf(now, by.user),
            "changes": made.changes,
        },
        reason=reason,
    )


def held(of: Return, *, by: By) -> Return:
    """The return as it stands now, held for a change by one who may fill it in.

    Raises ``PermissionDenied``, and :class:`Refused` where it cannot be changed.
    """
    now = (
        Return.everything.select_for_update(of=("self",))
        .select_related("round__campaign", "round__county", "school__county", "department__region")
        .get(pk=of.pk)
    )
    if by.user is None:
        raise PermissionDenied
    if now.school is not None:
        require(by.user, Permission.FILL_SCHOOL, school=now.school)
    else:
        require(by.user, Permission.FILL_FACTS, department=now.department)
    refuse_closed(now)
    return now


def refuse_closed(now: Return) -> None:
    """Raise :class:`Refused` unless the return may be changed."""
    if why := why_closed(now):
        raise Refused(why, remedy=_("需要修改时，请审核人退回，或申请解锁更正"))


def why_closed(now: Return) -> str:
    """Why the return cannot be changed now, in the user's words; "" where it can."""
    if not now.editable:
        return _("“%(subject)s”的报表现在是“%(state)s”，不能修改") % {
            "subject": now.subject.name,
            "state": ReturnState(now.state).label,
        }
    if now.round.state not in AT_WORK:  # whatever state the return itself was left in
        return _("%(county)s的数据%(state)s，不能再改动") % {
            "county": now.round.county.name,
            "state": RoundState(now.round.state).label,
        }
    if now.round.campaign.state != CampaignState.OPEN and not now.correcting:
        return _("“%(title)s”%(state)s，不能填报") % {
            "title": now.round.campaign.title,
            "state": CampaignState(now.round.campaign.state).label,
        }
    return ""


def base_of(of: Return, version: int) -> Document:
    """The return as it was at ``version``. Raises ``ValueError`` for one that never was."""
    if version == of.version:
        return document_of(of)
    return document_of(of, as_seen(of, version))


def with_cells(base: Document, changes: Sequence[Cell]) -> Document:
    """The document with these cells written. Raises :class:`Conflict` for rows that are not there and

    :class:`Refused` for tables and columns that cannot be written.
    """
    refuse_misplaced(
        base, ((each.table, each.column) for each in changes if not _stands(base, each))
    )
    found = {name: [dict(row) for row in rows] for name, rows in base.items()}
    places = {
        (name, key): row
        for name in {each.table for each in changes}
        for key, row in zip(keys_of(name, found.get(name, ())), found.get(name, ()), strict=True)
    }
    gone = []
    for each in changes:
        row = places.get((each.table, tuple(each.key)))
        if row is None:
            gone.append(_clash(each, None, who="", at=None))
        else:
            row[each.column] = each.text
    if gone:
        raise Conflict(gone)
    return found


def _stands(base: Document, cell: Cell) -> bool:
    """Whether the cell repeats what the register gives, as programs do that send whole rows."""
    if cell.table not in base or cell.column not in FIXED[cell.table]:
        return False
    rows = base[cell.table]
    given = dict(zip(keys_of(cell.table, rows), rows, strict=True)).get(tuple(cell.key), {})
    return given.get(cell.column) == cell.text


def refuse_misplaced(base: Document, cells: Iterable[tuple[str, str]]) -> None:
    """Raise :class:`Refused`, naming each, for cells of tables and columns that cannot be written."""
    lines = [
        line for table, column in dict.fromkeys(cells) if (line := _misplaced(base, table, column))
    ]
    if lines:
        raise Refused(
            lines[0] if len(lines) == 1 else _("有填不进这份报表的格，什么也没有保存"),
            remedy=_("表和列的名称以读取报表时看到的为准"),
            lines=lines if len(lines) > 1 else (),
        )


def _misplaced(base: Document, table: str, column: str) -> str:
    """Why the column of the table cannot be written, in words; "" where it can."""
    if table not in base:
        called = f"{_(BY_NAME[table].sheet)} {table}" if table in BY_NAME else table[:40]
        return _("这份报表没有“%(table)s”表（要写的列：%(column)s）") % {
            "table": called,
            "column": column[:40],
        }
    called = f"{_(BY_NAME[table].sheet)} {table}"
    headers = {each.name: each.header for each in BY_NAME[table].columns}
    if column not in headers:
        return _("“%(table)s”表没有“%(column)s”列") % {"table": called, "column": column[:40]}
    if column in FIXED[table]:
        return _("“%(table)s”表的“%(column)s”列由登记给出，不能在报表里改") % {
            "table": called,
            "column": f"{_(headers[column])} {column}",
        }
    return ""


def refuse_clashes(now: Return, stored: Document, changes: Sequence[Difference]) -> None:
    """Raise :class:`Conflict` for the cells that are no longer what ``changes`` began from."""
    rows = {
        (name, key): row
        for name in tables_of(now)
        for key, row in zip(keys_of(name, stored[name]), stored[name], strict=True)
    }
    clashes = []
    for each in changes:
        row = rows.get((each.table, each.key))
        text = None if row is None else row.get(each.column, "")
        if _alike(text, each.before) or _alike(text, each.after):
            continue
        last = last_change(now, each.table, each.key, each.column)
        mine = Cell(table=each.table, key=each.key, column=each.column, text=each.after or "")
        clashes.append(
            _clash(mine, text, who=last.who if last else "", at=last.at if last else None)
        )
    if clashes:
        raise Conflict(clashes)


def _alike(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or (is_blank(one) and is_blank(other))


def _clash(mine: Cell, theirs: str | None, *, who: str, at: datetime | None) -> Clash:
    return Clash(
        table=mine.table,
        key=mine.key,
        column=mine.column,
        mine=mine.text,
        theirs=theirs,
        who=who,
        at=at,
    )


def as_stored(change: Difference) -> dict[str, object]:
    """A change as revisions keep it."""
    return {
        "table": change.table,
        "key": list(change.key),
        "column": change.column,
        "before": change.before,
        "after": change.after,
    }


def _check(now: Return) -> Check:
    return check_return(now, last_year=document_before(now))
