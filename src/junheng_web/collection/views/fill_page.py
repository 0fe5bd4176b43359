"""What the page of a return shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.census.differences import differences
from junheng_web.accounts.permissions import may
from junheng_web.collection.actions.entry import Clash, why_closed
from junheng_web.collection.actions.locks import on_behalf
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.checking import Check, Finding, check_return
from junheng_web.collection.documents import Document, applied, document_of, keys_of
from junheng_web.collection.forms import About, Box, Sheet, sheets_of
from junheng_web.collection.models import Return
from junheng_web.collection.queries.last_year import document_before
from junheng_web.collection.queries.remarks import open_remarks
from junheng_web.collection.queries.returns import returns_fillable_by
from junheng_web.lib.doors import Permission

_LISTED = 60
"""Findings listed on top; all of them stand beside their cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of the summary: a finding, the name of its cell and where to jump to."""

    finding: Finding
    label: str
    anchor: str


def context_of(
    request: HttpRequest,
    of: Return,
    *,
    typed: tuple[Document, Document] | None = None,
    clashes: Sequence[Clash] = (),
    refused: Refused | None = None,
) -> dict[str, Any]:
    """Everything that ``collection/fill.html`` shows.

    ``typed`` is what the page showed and what it sent, where that could not be saved because of
    ``clashes`` or ``refused``: nothing of it is lost.
    """
    last_year = document_before(of)
    document = document_of(of)
    closed = why_closed(of)
    fillable = returns_fillable_by(request.user).filter(pk=of.pk).exists()  # type: ignore[arg-type]
    editing = fillable and not closed
    shown = _with_typed(of, document, typed) if typed and editing else document
    check = check_return(of, document=shown, last_year=last_year)
    remarks = open_remarks(of)
    about = About(last_year=last_year, findings=check.findings, remarks=remarks, clashes=clashes)
    sheets = sheets_of(of, shown, about, spare=editing)
    return {
        "of": of,
        "sheets": sheets,
        "check": check,
        "points": points_of(sheets, check),
        "more_points": max(0, len(check.findings) - _LISTED),
        "editing": editing,
        "fillable": fillable,
        "closed": closed,
        "clashes": clashes,
        "refused": refused,
        "unsaved": _unsaved(of, document, typed[1]) if refused and typed else [],
        "remarks": [each for each in remarks if not each.table],
        "cell_remarks": [each for each in remarks if each.table],
        "on_behalf": editing and on_behalf(of, request.user),  # type: ignore[arg-type]
        "may_submit": editing and _may_submit(request, of),
        "has_last": last_year is not None,
        "evidence": "attestations" in document,
    }


def points_of(sheets: Sequence[Sheet], check: Check) -> list[Point]:
    """The findings for the top of the page, errors first, each with a link to its cell."""
    boxes: dict[tuple[str, str, str], Box] = {}
    for sheet in sheets:
        for box in sheet.boxes:
            boxes[box.table, box.name.split("-")[1], box.column] = box
    found = []
    for finding in sorted(check.findings, key=lambda each: not each.is_error)[:_LISTED]:
        at = boxes.get((finding.table, str(finding.row), finding.column))
        found.append(
            Point(
                finding=finding,
                label=at.label if at else _sheet_title(sheets, finding.table),
                anchor=f"c-{at.name}" if at and not at.given else finding.table,
            )
        )
    return found


def _sheet_title(sheets: Sequence[Sheet], table: str) -> str:
    return next((each.title for each in sheets if each.table == table), _("整份报表"))


def _with_typed(of: Return, document: Document, typed: tuple[Document, Document]) -> Document:
    """What was typed laid over what is stored now; what others changed elsewhere stays theirs."""
    there = {(table, key) for table, rows in document.items() for key in keys_of(table, rows)}
    changes = [
        each
        for each in differences(*typed)
        if each.before is None or (each.table, each.key) in there
    ]
    return document_of(of, applied(document, changes))


def _unsaved(of: Return, document: Document, mine: Document) -> list[dict[str, str]]:
    """The cells that were typed and are not stored: shown, so that nothing is lost."""
    typed = sheets_of(of, document_of(of, mine), About(), spare=False)
    stored = {
        box.label: box.text
        for sheet in sheets_of(of, document, About(), spare=False)
        for box in sheet.boxes
    }
    return [
        {"label": box.label, "text": box.shown}
        for sheet in typed
        for box in sheet.boxes
        if box.text != stored.get(box.label, "")
    ]


def _may_submit(request: HttpRequest, of: Return) -> bool:
    if of.school is not None:
        return may(request.user, Permission.SUBMIT_SCHOOL, school=of.school)
    return may(request.user, Permission.FILL_FACTS, department=of.department)
