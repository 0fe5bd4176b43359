"""``junheng classes slips``: fix the slips of the parents before the public value is known."""

from __future__ import annotations

import json
from pathlib import Path

import click

from junheng.cli.arguments import Command, SomePath


@click.command(name="slips", cls=Command)
@click.argument(
    "slips",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="家长的纸条：文本文件，一行一张，按开启的次序",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="在终端显示（table）或输出 JSON（json）",
)
def command(slips: Path, format_: str) -> None:
    r"""算出全部纸条的哈希。要在公开数值产生之前公布：不然学校可以编几张纸条，挑一个结果。

    \b
    例：
      junheng classes slips 纸条.txt
    """
    from junheng.planning.assign import verify
    from junheng.planning.assign.commitment import slips_text
    from junheng.planning.inputs.assign import read_slips

    papers = read_slips(slips)
    value = verify.hashed(slips_text(papers))
    if format_ == "json":
        click.echo(json.dumps({"slips": len(papers), "hash": value}))
        return
    click.echo(f"{len(papers)} 张纸条")
    click.echo(f"纸条哈希 {value}")
    click.echo("请在公开数值产生之前公布；此后一张也不能增减改动")
