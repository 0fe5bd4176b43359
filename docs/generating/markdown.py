"""Markdown pieces shared by the generated pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- 本页由 docs/generate.py 生成，请不要手改。 -->"


def cell(text: str) -> str:
    """``text`` as it may stand in a cell of a table: one line, bars and angle brackets escaped."""
    return (
        " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("&lt;br>", "<br>")
    )


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, one line an item of the list."""
    return [
        f"| {' | '.join(headers)} |",
        f"|{'---|' * len(headers)}",
        *(f"| {' | '.join(cell(text) for text in row)} |" for row in rows),
    ]


def page(title: str, *blocks: Iterable[str]) -> str:
    """A whole page: the notice, the title, and the blocks with an empty line between them."""
    parts = [NOTICE, f"# {title}", *("\n".join(block) for block in blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"
