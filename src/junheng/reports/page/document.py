"""A report drawn as one self-contained page: charts, scripts, styles and font inside; no other host."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from junheng.files import write_whole
from junheng.reports.blocks import Block, Figure, Heading, PageBreak, Paragraph, Report
from junheng.reports.charts.drawing import javascript, svg
from junheng.reports.page.font import font_face
from junheng.reports.page.markup import Markup, badge, script_json
from junheng.reports.text import html

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "img-src data: blob:; font-src data:"
)
"""The page may not load anything from anywhere. Vega compiles its expressions, hence ``eval``."""


def write_page(report: Report, schools: Report, path: Path) -> None:
    """Write ``report``, and after it one section a school, as a page at ``path``.

    Raises :class:`junheng.errors.UserError` where it cannot be written.
    """
    write_whole(path, page(report, schools).encode())


def write_single_page(report: Report, path: Path) -> None:
    """Write ``report`` alone as a page at ``path``.

    Raises :class:`junheng.errors.UserError` where it cannot be written.
    """
    write_whole(path, page(report).encode())


def page(report: Report, schools: Report | None = None) -> str:
    """The page as text."""
    markup = Markup()
    body = "".join(markup.block(block, _still(block)) for block in report.blocks)
    if schools is not None:
        body += _schools(schools, markup)
    contents = "".join(
        f'<li><a href="#{html(anchor)}">{html(text)}</a></li>' for anchor, text in markup.contents
    )
    facts = "".join(f"<li>{html(line)}</li>" for line in report.facts)
    visible = (
        f"<header><h1>{html(report.place)}<small>{html(report.subject)}</small></h1>"
        f'<ul class="facts">{facts}</ul></header>'
        f'<nav aria-label="目录"><ol>{contents}</ol></nav><main>{body}</main>'
        f"<footer>{html(report.title)}。本页不连接网络，可离线打开、打印和保存。</footer>"
    )
    style = (HERE / "page.css").read_text(encoding="utf-8")
    script = (HERE / "page.js").read_text(encoding="utf-8")
    data = "".join(script_json(name, spec) for name, spec in markup.specs.items())
    used = set(visible) | set(data) | set(script)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html(report.title)}</title>"
        f"<style>{font_face(_printable(used))}\n{style}</style></head>\n"
        f"<body>{visible}\n{data}\n<script>{javascript()}</script>\n<script>{script}</script>\n"
        "</body></html>\n"
    )


def _printable(characters: set[str]) -> set[str]:
    return {character for character in characters if character > " "} | {" ", "　"}


def _still(block: Block) -> str:
    return svg(block.spec) if isinstance(block, Figure) else ""


def _schools(report: Report, markup: Markup) -> str:
    """One section a school that opens on demand; in print each begins a page.

    The first page, which lists them all, is left away: the report has that table already.
    """
    heading = markup.block(Heading(level=1, text="一校一案", anchor="schools"))
    markup.numbered = False
    pages = "".join(_school(blocks, markup) for blocks in _pages(report.blocks)[1:])
    return (
        f'{heading}<p class="find" hidden><label>查找学校 '
        '<input type="search" data-schools placeholder="学校名称"></label> <output></output></p>'
        f"{pages}"
    )


def _pages(blocks: Sequence[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            pages.append([])
        else:
            pages[-1].append(block)
    return pages


def _school(blocks: Sequence[Block], markup: Markup) -> str:
    heading, rest = blocks[0], blocks[1:]
    if not isinstance(heading, Heading):
        raise TypeError("a school's page begins with its name")
    lead = next(block for block in rest if isinstance(block, Paragraph) and block.lead)
    shown = badge(lead.status) if lead.status else ""
    body = "".join(markup.block(block) for block in rest)
    return (
        f'<details class="school" id="{html(heading.anchor)}">'
        f"<summary>{shown} {html(heading.text)}</summary>{body}</details>"
    )
