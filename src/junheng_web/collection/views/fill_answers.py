"""What the script of the form is told after it sent cells."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from junheng.census.differences import Key
from junheng_web.collection.actions.entry import Conflict, Saved
from junheng_web.collection.checking import Check, Finding
from junheng_web.collection.documents import Document, document_of, keys_of
from junheng_web.collection.forms import key_text
from junheng_web.collection.models import Return
from junheng_web.collection.posted import moved
from junheng_web.collection.queries.history import changes_since


def answer_of(
    saved: Saved, *, version: int, base: Document, mine: Document, made: list[tuple[str, int]]
) -> dict[str, Any]:
    """The new version, what is wrong now and where, the keys of new and renamed rows, and what others

    changed meanwhile (then ``reload`` says that rows came or went).
    """
    complete = document_of(saved.of, mine)
    until = saved.of.version - (1 if saved.changes else 0)
    own = {(each.table, each.key, each.column) for each in saved.changes}
    others, rows_changed = _of_others(saved.of, version, until=until, but=own)
    return {
        "version": saved.of.version,
        "at": date_format(timezone.localtime(), "H:i:s"),
        "findings": findings_of(saved.check),
        "errors": saved.check.errors,
        "warnings": saved.check.warnings,
        "filled": saved.check.filled,
        "expected": saved.check.expected,
        "moved": [
            [table, key_text(old), key_text(new)]
            for table, old, new in moved(base, _only_old_rows(base, complete))
        ],
        "rows": [key_text(keys_of(table, complete[table])[place]) for table, place in made],
        "others": others,
        "reload": rows_changed,
    }


def findings_of(check: Check) -> list[dict[str, Any]]:
    """What stands beside each cell: table, key and column with the note as a part of the page."""
    grouped: dict[tuple[str, Key, str], list[Finding]] = {}
    for each in check.findings:
        if each.row is not None:
            grouped.setdefault((each.table, each.key, each.column), []).append(each)
    return [
        {
            "table": table,
            "key": key_text(key),
            "column": column,
            "error": any(each.is_error for each in found),
            "html": render_to_string("collection/fill_findings.html", {"findings": found}),
        }
        for (table, key, column), found in grouped.items()
    ]


def conflict_of(of: Return, version: int, conflict: Conflict) -> dict[str, Any]:
    """The cells that others changed meanwhile, each with what to tell the person who typed.

    The page is brought up to the version of now, so that whoever was told may insist.
    """
    clashing = {(each.table, each.key, each.column) for each in conflict.clashes}
    others, rows_changed = _of_others(of, version, until=of.version, but=clashing)
    return {
        "clashes": [
            {
                "table": each.table,
                "key": key_text(each.key),
                "column": each.column,
                "theirs": each.theirs,
                "html": render_to_string("collection/fill_clash.html", {"clash": each}),
            }
            for each in conflict.clashes
        ],
        "version": of.version,
        "others": others,
        "reload": rows_changed,
        "message": _("另一个人刚改了同一格，您填的还没有保存；请在格旁选择用哪一个"),
    }


def _of_others(
    of: Return, version: int, *, until: int, but: set[tuple[str, Key, str]]
) -> tuple[list[dict[str, Any]], bool]:
    """The cells that others changed after the version that the page showed, without some; and whether

    rows came or went.
    """
    if until <= version:
        return [], False
    found, rows_changed = [], False
    for who, change in changes_since(of, version, until=until):
        rows_changed |= change.before is None or change.after is None
        if (change.table, change.key, change.column) not in but:
            found.append(
                {
                    "table": change.table,
                    "key": key_text(change.key),
                    "column": change.column,
                    "text": change.after,
                    "who": who,
                }
            )
    return found, rows_changed


def _only_old_rows(base: Document, after: Document) -> Document:
    return {table: after[table][: len(rows)] for table, rows in base.items()}
