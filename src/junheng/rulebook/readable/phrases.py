"""Phrases that every layout of the rule book uses."""

from __future__ import annotations

from junheng.rulebook.readable.content import Entry, Handbook
from junheng.rulebook.readable.words import label


def counts(book: Handbook) -> str:
    """How many clauses there are, and how many decide."""
    total, deciding = len(book.entries), book.deciding
    if book.lang == "zh":
        return f"{total} 条，其中 {deciding} 条决定结论"
    return f"{total}, of which {deciding} decide"


def sources(entry: Entry, lang: str) -> str:
    """Where a clause stands and, if another document set them, where its figures do."""
    if entry.home == entry.cited:
        return entry.home
    if lang == "zh":
        return f"{entry.home}；{label('figure_from', lang)}{entry.cited}"
    return f"{entry.home}; {label('figure_from', lang)} {entry.cited}"


def said(name: str, lang: str) -> str:
    """A fixed word with the colon of its language."""
    return f"{label(name, lang)}{'：' if lang == 'zh' else ': '}"


def in_brackets(words: str, lang: str) -> str:
    """Words in the brackets of their language."""
    return f"（{words}）" if lang == "zh" else f" ({words})"
