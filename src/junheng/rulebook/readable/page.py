"""The rule book as one page that needs nothing else: for the screen, and for printing on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from pathlib import Path

from junheng.files import write_whole
from junheng.rulebook.readable.content import Entry, Handbook, Section, SwitchRow
from junheng.rulebook.readable.phrases import counts, in_brackets, said, sources
from junheng.rulebook.readable.words import label

_STYLE = Path(__file__).with_name("page.css")


def write_page(book: Handbook, path: Path) -> None:
    """Write the rule book as HTML to ``path``.

    Raises :class:`junheng.errors.UserError` where it cannot be written.
    """
    write_whole(path, page(book).encode())


def page(book: Handbook) -> str:
    """The whole page. Every word from a card is escaped."""
    style = _STYLE.read_text(encoding="utf-8")
    language = "zh-CN" if book.lang == "zh" else "en"
    body = "\n".join((_head(book), _contents(book), *_sections(book), _documents(book)))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(book.title)} {escape(book.places[-1])} {book.on}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _head(book: Handbook) -> str:
    facts = (
        (label("place", book.lang), " › ".join(book.places)),
        (label("on", book.lang), book.on.isoformat()),
        (label("counts", book.lang), counts(book)),
        (label("fingerprint", book.lang), book.fingerprint),
    )
    return f"<header>\n<h1>{escape(book.title)}</h1>\n{_definitions(facts, 'facts')}\n</header>"


def _definitions(pairs: Iterable[tuple[str, str]], style: str) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in pairs)
    return f'<dl class="{style}">{rows}</dl>'


def _contents(book: Handbook) -> str:
    groups = []
    for section in book.sections:
        far = " far" if section.id in ("P", "D", "T") else ""
        lines = "".join(
            f'<li><a href="#{_anchor(entry)}"><b>{escape(entry.id)}</b>'
            f"<span>{escape(entry.title)}</span></a></li>"
            for entry in section.entries
        )
        groups.append(
            f'<a class="group" href="#section-{section.id}">{escape(section.title)}</a>'
            f'<ol class="list{far}">{lines}</ol>'
        )
    title = escape(label("contents", book.lang))
    return f'<nav class="contents">\n<h2>{title}</h2>\n{"".join(groups)}\n</nav>'


def _anchor(entry: Entry) -> str:
    return f"clause-{escape(entry.id)}"


def _sections(book: Handbook) -> Iterator[str]:
    for section in book.sections:
        yield f'<section id="section-{section.id}">\n<h2>{escape(section.title)}</h2>'
        yield from _section(section, book.lang)
        yield "</section>"


def _section(section: Section, lang: str) -> Iterator[str]:
    if section.introduction:
        yield f'<p class="lead">{escape(section.introduction)}</p>'
    for entry in section.entries:
        yield _clause(entry, lang)


def _clause(entry: Entry, lang: str) -> str:
    style = "clause decides" if entry.decides else "clause"
    other = "en" if lang == "zh" else "zh-CN"
    pieces = [
        f'<article class="{style}" id="{_anchor(entry)}">',
        f'<h3><span class="id">{escape(entry.id)}</span><span>{escape(entry.title)}</span></h3>',
        f'<p class="kind">{escape(entry.judged)} · {escape(entry.weight)}</p>',
        f"<p>{escape(entry.summary)}</p>",
        f'<p class="other" lang="{other}"><b>{escape(entry.other_title)}</b>　',
        f"{escape(entry.other_summary)}</p>",
        _bounds(entry),
        _definitions(_source(entry, lang), "source"),
        *_options(entry, lang),
        *_switches(entry, lang),
        *_editions(entry, lang),
        *_examples(entry, lang),
        _sign(lang),
        "</article>",
    ]
    return "\n".join(piece for piece in pieces if piece)


def _bounds(entry: Entry) -> str:
    items = "".join(f"<li>{escape(bound)}</li>" for bound in entry.bounds)
    return f'<ul class="bounds">{items}</ul>' if items else ""


def _source(entry: Entry, lang: str) -> Iterator[tuple[str, str]]:
    yield label("cite", lang), sources(entry, lang)
    standing = label(entry.document.standing, lang)
    yield label("document", lang), f"《{entry.document.title}》{in_brackets(standing, lang)}"
    checked = f"{label('checked', lang)} {entry.checked}"
    yield label("since", lang), f"{entry.since} · {checked}"
    if entry.scope:
        yield label("scope", lang), entry.scope
    if len(entry.lineage) > 1:
        yield label("lineage", lang), " → ".join(entry.lineage)
    if entry.note:
        yield label("note", lang), entry.note


def _options(entry: Entry, lang: str) -> Iterator[str]:
    for option in entry.options:
        choices = "".join(
            f"<li>{'●' if on else '○'} <code>{escape(option.id)}={escape(name)}</code> "
            f"{escape(words)}{' · ' + escape(label('chosen', lang)) if on else ''}</li>"
            for name, words, on in option.choices
        )
        yield f"<h4>{escape(said('options', lang))}{escape(option.title)}</h4>"
        yield f'<ul class="variants">{choices}</ul>'


def _switches(entry: Entry, lang: str) -> Iterator[str]:
    if entry.switches:
        yield f"<h4>{escape(label('switches', lang))}</h4>"
        items = "".join(
            f"<li>{'●' if each.on else '○'} <code>{escape(each.id)}</code> "
            f"<b>{escape(each.title)}</b>{escape(_state(each, lang))} "
            f"{escape(each.summary)} {escape(each.cited)}</li>"
            for each in entry.switches
        )
        yield f'<ul class="variants">{items}</ul>'


def _state(switch: SwitchRow, lang: str) -> str:
    return in_brackets(label("on_" if switch.on else "off", lang), lang)


def _editions(entry: Entry, lang: str) -> Iterator[str]:
    """The history, where there is one: a single edition is already said above."""
    if len(entry.editions) < 2:
        return
    rows = []
    for each in entry.editions:
        until = _day(each.until)
        figures = "<br>".join(escape(bound) for bound in each.bounds) or "—"
        note = f"<br>{escape(each.note)}" if each.note and each.note != entry.note else ""
        rows.append(
            f'<tr class="{"now" if each.in_force else "past"}">'
            f'<td class="day">{each.since} — {until}</td>'
            f"<td>{escape(each.place)} {escape(each.effect)}</td><td>{figures}</td>"
            f'<td>{escape(each.cited)}{note}</td><td class="day">{each.checked}</td></tr>'
        )
    heads = "".join(
        f"<th>{escape(label(name, lang))}</th>"
        for name in ("editions", "place", "bound", "cite", "checked")
    )
    yield f"<h4>{escape(label('editions', lang))}</h4>"
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _examples(entry: Entry, lang: str) -> Iterator[str]:
    if entry.examples:
        rows = "".join(
            f'<tr><td class="mark">{escape(each.kind)}</td><td>{escape(each.text)}</td>'
            f'<td class="mark">{each.mark} {escape(each.outcome)}</td></tr>'
            for each in entry.examples
        )
        yield f"<h4>{escape(label('examples', lang))}</h4>"
        yield f"<table><tbody>{rows}</tbody></table>"


def _sign(lang: str) -> str:
    names = ("checker", "check_date", "opinion")
    spans = "".join(f"<span>{escape(label(name, lang))}</span>" for name in names)
    return f'<div class="sign">{spans}</div>'


def _documents(book: Handbook) -> str:
    names = ("number", "document", "issuer", "issued", "standing")
    heads = "".join(f"<th>{escape(label(name, book.lang))}</th>" for name in names)
    rows = "".join(
        f"<tr><td>{escape(each.number) or '—'}</td><td>《{escape(each.title)}》</td>"
        f"<td>{escape(each.issuer)}</td>"
        f'<td class="day">{_day(each.issued) or escape(label("unknown", book.lang))}</td>'
        f"<td>{escape(label(each.standing, book.lang))}</td></tr>"
        for each in book.documents
    )
    title = escape(label("documents", book.lang))
    return (
        f'<section id="documents">\n<h2>{title}</h2>\n'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n</section>"
    )
