"""``junheng rules``: the readable rule book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from junheng.cli.arguments import ManySwitches, rule_options
from junheng.errors import InputError
from junheng.files import refuse_overwriting
from junheng.rulebook import load
from junheng.rulebook.readable.content import Handbook
from junheng.rulebook.readable.writing import handbook
from junheng.standards import resolve


@click.command(name="rules", cls=ManySwitches)
@rule_options
@click.option(
    "--standard",
    default="quality-balance",
    metavar="ID",
    help="哪个标准：quality-balance（优质均衡，默认）或 basic-balance（基本均衡，2012）",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="中文（zh，默认）或英文（en）"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="写成网页（.html，可打印）或工作簿（.xlsx，带签署栏）；不写就在终端显示",
)
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它（上面可能有签署）")
def command(
    jurisdiction: str,
    on: date | None,
    with_: tuple[str, ...],
    standard: str,
    lang: str,
    out: Path | None,
    *,
    force: bool,
) -> None:
    r"""列出某地某日适用的规则：每一条的要求、限值、出处、版本和算例。

    地方的规则叠加在国家的规则上；例外条款默认不启用。地方职责和目标只作记录，不计入结论。

    \b
    例：
      junheng rules
      junheng rules --jurisdiction 532323 --on 2025-09-01
      junheng rules --jurisdiction 210300 --out 规则手册.xlsx
    """
    write = _writer(out) if out is not None else None
    if out is not None:
        refuse_overwriting(out, force=force)
    book = load()
    rules = resolve(
        book, standard=standard, jurisdiction=jurisdiction, on=on or date.today(), with_=with_
    )
    pages = handbook(book, rules, lang=lang)
    if out is None or write is None:
        from junheng.cli.screen import Screen
        from junheng.rulebook.readable.terminal import show

        show(pages, Screen())
        return
    write(pages, out)
    click.echo(f"✓ 已写好 {out}（{len(pages.entries)} 条）")


def _writer(out: Path) -> Callable[[Handbook, Path], None]:
    """How to write a file of that name. Raises :class:`InputError` for an unknown ending."""
    match out.suffix.lower():
        case ".html" | ".htm":
            from junheng.rulebook.readable.page import write_page

            return write_page
        case ".xlsx":
            from junheng.rulebook.readable.sheet import write_sheet

            return write_sheet
    raise InputError(f"不知道怎样写“{out.name}”", remedy="文件名以 .html 或 .xlsx 结尾")
