"""Blocks as HTML. All text is data and is escaped; nothing here trusts it."""

from __future__ import annotations

import json

from junheng.evaluation.results import IndicatorStatus
from junheng.model import Status
from junheng.reports.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Figure,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
)
from junheng.reports.numbering import Numbering
from junheng.reports.text import html


class Markup:
    """Turns blocks into HTML, counting headings, tables and figures as it goes.

    ``specs`` collects the charts, to be put at the end of the page.
    """

    def __init__(self, *, numbered: bool = True) -> None:
        self.numbering = Numbering()
        self.numbered = numbered
        self.specs: dict[str, str] = {}
        self.tables = 0
        self.contents: list[tuple[str, str]] = []

    def block(self, block: Block, still: str = "") -> str:
        """One block. ``still`` is the picture of a chart for readers without scripts."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return paragraph(block)
            case Bullets():
                items = "".join(f"<li>{html(item)}</li>" for item in block.items)
                return f"<ul>{items}</ul>"
            case Grid():
                return self.grid(block)
            case Figure():
                return self._figure(block, still)
            case PageBreak():
                return ""

    def _heading(self, block: Heading) -> str:
        number = self.numbering.heading(block.level) if self.numbered else ""
        text = html(f"{number}{block.text}")
        anchor = f' id="{html(block.anchor)}"' if block.anchor else ""
        if block.level == 1 and block.anchor:
            self.contents.append((block.anchor, block.text))
        return f"<h{block.level + 1}{anchor}>{text}</h{block.level + 1}>"

    def grid(self, grid: Grid, *, numbered: bool = True) -> str:
        """A table; a long one with a field to search it."""
        self.tables += 1
        name = f"table-{self.tables}"
        caption = grid.caption
        if self.numbered and numbered:
            caption = f"{self.numbering.table()}　{caption}"
        head = "".join(f'<th scope="col">{html(column.header)}</th>' for column in grid.columns)
        rows = "".join(
            "<tr>"
            + "".join(
                _cell(cell, column.align) for cell, column in zip(row, grid.columns, strict=True)
            )
            + "</tr>"
            for row in grid.rows
        )
        note = f'<p class="small">{html(grid.note)}</p>' if grid.note else ""
        kind = ' class="long"' if grid.long and len(grid.rows) > 15 else ""
        return (
            f"<div{kind}>{_find(name, grid)}"
            f'<div class="scroll"><table id="{name}" class="sortable"><caption>{html(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{note}</div>"
        )

    def _figure(self, figure: Figure, still: str) -> str:
        caption = f"{self.numbering.figure()}　{figure.title}" if self.numbered else figure.title
        spec = json.dumps(figure.spec, ensure_ascii=False, separators=(",", ":"))
        name = f"spec-{figure.id}"
        self.specs[name] = spec
        label = html(f"{figure.title}。{figure.summary}")
        return (
            f"<figure><figcaption>{html(caption)}</figcaption><p>{html(figure.summary)}</p>"
            f'<div class="chart" data-spec="{name}" role="img" aria-label="{label}">{still}</div>'
            f'<details class="chart-data"><summary>查看图的数据</summary>'
            f"{self.grid(figure.data, numbered=False)}</details></figure>"
        )


def badge(status: Status | IndicatorStatus) -> str:
    """A status by shape, word and colour."""
    return f'<span class="badge {status.value}">{status.mark} {status.zh}</span>'


def paragraph(block: Paragraph) -> str:
    """A paragraph; the one that answers the question stands out and carries its status."""
    kinds = [
        *(["lead"] if block.lead else []),
        *(["small"] if block.small else []),
        *([block.status.value] if block.status and block.lead else []),
    ]
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    shown = f"{badge(block.status)} " if block.status else ""
    return f"<p{kind}>{shown}{html(block.text)}</p>"


def _cell(cell: Cell, align: Align) -> str:
    kinds = [align.value] if align is not Align.LEFT else []
    if cell.status is not None:
        kinds.append(cell.status.value)
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    sort = "" if cell.sort is None else f' data-sort="{cell.sort:.10g}"'
    text = html(cell.text)
    if cell.anchor:
        text = f'<a href="#{html(cell.anchor)}">{text}</a>'
    return f"<td{kind}{sort}>{text}</td>"


def _find(name: str, grid: Grid) -> str:
    if not grid.long or len(grid.rows) <= 8:
        return ""
    return (
        f'<p class="find" hidden><label>在表中查找 <input type="search" data-table="{name}" '
        f'placeholder="学校、条款或状态"></label> <output></output></p>'
    )


def script_json(name: str, content: str) -> str:
    """Data for scripts, kept from ending the script element by itself."""
    safe = content.replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{safe}</script>'
