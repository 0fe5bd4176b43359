"""The rule book on the terminal: a heading for each article, a block for each clause."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from junheng.rulebook.readable.content import Entry, Handbook
from junheng.rulebook.readable.phrases import counts, in_brackets, said, sources
from junheng.rulebook.readable.words import label
from junheng.rulebook.readable.wrapping import wrapped

WIDEST = 100
"""Longer lines are hard to read, however wide the terminal."""

Line = tuple[str, str]
"""A paragraph and its style."""


def show(book: Handbook, console: Console | None = None) -> None:
    """Print the rule book. No colour when piped; fits the width of the terminal."""
    target = console or Console(highlight=False)
    width = min(target.width, WIDEST)
    target.print(_head(book), width=width)
    for section in book.sections:
        target.print()
        _rule(target, section.title, width)
        _paragraph(target, section.introduction, "italic", width, indent=0)
        for entry in section.entries:
            target.print()
            target.print(Text.assemble((f"{entry.id}  ", "bold cyan"), (entry.title, "bold")))
            for text, style in _lines(entry, book.lang):
                _paragraph(target, text, style, width)
    target.print()
    _rule(target, label("documents", book.lang), width)
    for document in book.documents:
        standing = label(document.standing, book.lang)
        text = f"{document.number} 《{document.title}》{in_brackets(standing, book.lang)}".strip()
        _paragraph(target, text, "", width, indent=0)
    target.print()
    _paragraph(target, _next(book), "dim", width, indent=0)


def _rule(target: Console, title: str, width: int) -> None:
    target.print(Rule(Text(title, style="bold cyan"), align="left", style="cyan"), width=width)


def _paragraph(target: Console, text: str, style: str, width: int, *, indent: int = 4) -> None:
    if text:
        for line in wrapped(text, width - indent):
            target.print(Text(" " * indent + line, style=style), soft_wrap=True)


def _head(book: Handbook) -> Panel:
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    facts.add_row(label("place", book.lang), " › ".join(book.places))
    facts.add_row(label("on", book.lang), book.on.isoformat())
    facts.add_row(label("counts", book.lang), counts(book))
    facts.add_row(label("fingerprint", book.lang), book.fingerprint[:16])
    for entry in book.entries:
        for option in entry.options:
            chosen = next(
                f"{name}{in_brackets(words, book.lang)}" for name, words, on in option.choices if on
            )
            facts.add_row(label("options", book.lang), f"{entry.id} {option.id}={chosen}")
        for switch in entry.switches:
            if switch.on:
                facts.add_row(
                    label("on_", book.lang),
                    f"{entry.id} {switch.id}{in_brackets(switch.title, book.lang)}",
                )
    return Panel(facts, title=Text(book.title, style="bold"), title_align="left", style="cyan")


def _lines(entry: Entry, lang: str) -> Iterator[Line]:
    yield f"{entry.judged} · {entry.weight}", "dim"
    yield entry.summary, ""
    if entry.bounds:
        yield "▸ " + "   ".join(entry.bounds), "bold green"
    if entry.scope:
        yield f"{said('scope', lang)}{entry.scope}", ""
    dates = f"{label('since', lang)} {entry.since} · {label('checked', lang)} {entry.checked}"
    yield f"{said('cite', lang)}{sources(entry, lang)} · {dates}", "dim"
    if len(entry.lineage) > 1:
        yield f"{said('lineage', lang)}{' → '.join(entry.lineage)}", "magenta"
    if entry.note:
        yield f"{said('note', lang)}{entry.note}", "dim"
    for option in entry.options:
        yield f"{said('options', lang)}{option.title}", "yellow"
        for name, words, on in option.choices:
            yield f"  {'●' if on else '○'} {option.id}={name}　{words}", "yellow"
    for switch in entry.switches:
        state = label("on_" if switch.on else "off", lang)
        yield f"{label('switches', lang)}{in_brackets(state, lang)} {switch.title}", "yellow"
        yield f"  {'●' if switch.on else '○'} {switch.id}　{switch.summary}", "yellow"


def _next(book: Handbook) -> str:
    if book.lang == "zh":
        return "算例和版本史见网页：junheng rules --out 规则手册.html；逐条签署核对用 --out 规则手册.xlsx"
    return "Examples and history: junheng rules --lang en --out rules.html; to sign off: --out rules.xlsx"
