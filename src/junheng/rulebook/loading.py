"""Loading the book: from its compiled form where that is current, else from the YAML itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from junheng.errors import RuleSetError
from junheng.rulebook.plain import from_plain
from junheng.rulebook.sources import CARDS, COMPILED, digest
from junheng.standards import Book, Jurisdiction, RuleSet, resolve
from junheng.standards.places import chain, normal_code


def load(folder: Path | None = None) -> Book:
    """The rule book in ``folder``, the built-in one by default.

    The built-in book comes from ``compiled.jsonl`` when that was made from exactly these sources;
    otherwise, and for any other folder, the YAML is read and checked. Raises
    :class:`junheng.errors.CardError` naming file and line.
    """
    return _built_in() if folder is None else _read(folder)


def rules(
    *,
    jurisdiction: str = "",
    on: date,
    with_: Sequence[str] = (),
    standard: str = "quality-balance",
) -> RuleSet:
    """The built-in rules of a place and date. See :func:`junheng.standards.resolve`."""
    return resolve(
        _built_in(examples=False),
        standard=standard,
        jurisdiction=jurisdiction,
        on=on,
        with_=with_,
    )


def nearest_place(code: str) -> Jurisdiction | None:
    """The lowest place the book knows above or at ``code``; ``None`` where only the nation is.

    A code of no place at all (``100001``) has none either: data may be doubted, not refused for it.
    """
    try:
        wanted = normal_code(code)
    except RuleSetError:
        return None
    place = chain(wanted, _built_in(examples=False).jurisdictions)[-1]
    return place if place.code else None


@cache
def _built_in(*, examples: bool = True) -> Book:
    compiled = _compiled(digest(CARDS), examples=examples)
    return compiled if compiled is not None else _read(CARDS)


def _compiled(wanted: str, *, examples: bool) -> Book | None:
    """The compiled book, if there is one and it was made from the sources of that hash."""
    try:
        first, second = COMPILED.read_text(encoding="utf-8").splitlines()
        content = json.loads(first)
        if content["sources"] != wanted:
            return None
        shown = json.loads(second)["examples"] if examples else None
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return from_plain(content["book"], shown)


def _read(folder: Path) -> Book:
    from junheng.rulebook.reading import read_folder  # noqa: PLC0415 - heavy, and rarely needed

    return read_folder(folder)
