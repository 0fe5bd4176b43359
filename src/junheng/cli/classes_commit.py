"""``junheng classes commit``: fix the roster and the procedure before anything is drawn."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import Command, SomePath
from junheng.cli.classes_options import dividing_options, options_of
from junheng.errors import UserError


@click.command(name="commit", cls=Command)
@click.argument(
    "roster",
    type=SomePath(),
    metavar="ROSTER",
    help="分班名册：工作簿，或放 roster.csv（和 pairs.csv、head_teachers.csv）的文件夹",
)
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    required=True,
    metavar="DIR",
    help="承诺书、公告、核验程序写到这个文件夹，名册和密钥写到其中的“校内不公开”",
)
@dividing_options
@click.option(
    "--public-source",
    default="",
    metavar="TEXT",
    help="事先说清用哪个公开数值，如：8月30日开奖的双色球第2026100期号码",
)
@click.option(
    "--secret", metavar="HEX", help="用这个密钥（64 位十六进制数），默认随机产生；只在重做时需要"
)
@click.option("--force", is_flag=True, help="文件夹里已经有承诺书时覆盖它；公布过的不要覆盖")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="在终端显示（table）或输出 JSON（json）",
)
def command(
    roster: Path, out: Path, secret: str | None, force: bool, format_: str, **dividing: Any
) -> None:
    r"""第一步：固定名册、班数和办法，写出承诺书 commitment.json，算出要事先公布的承诺值。

    承诺书里没有姓名、学号、成绩，只有每名学生登记的哈希。公布以后再收纸条、等公开数值。

    \b
    例：
      junheng classes commit 初一新生.xlsx --classes 10 --out 承诺 --title "某中学2026级初一" \
        --public-source "8月30日开奖的双色球第2026100期号码" --public-form digits
    """
    from junheng.cli.classes_folder import secret_of, write_commitment
    from junheng.planning.assign.commitment import commit
    from junheng.planning.assign.demands import impossible
    from junheng.planning.inputs.assign import read_assign

    inputs = read_assign(roster)
    options = options_of(**dividing)
    reasons = impossible(inputs, options.classes)
    if reasons:
        lines = "\n".join(f"  {each.where}：{each.what}。{each.remedy}" for each in reasons)
        raise UserError(f"这些要求谁也做不到，没有承诺：\n{lines}", remedy="改正名册后再承诺")
    key = secrets.token_bytes(32) if secret is None else secret_of(secret, "--secret")
    made = commit(inputs, options, key)
    written = write_commitment(made, inputs, key, out, force=force)
    if format_ == "json":
        click.echo(
            json.dumps(
                {
                    "commitment": made.value,
                    "pupils": len(inputs.pupils),
                    "classes": options.classes,
                    "files": [path.name for path in written],
                }
            )
        )
        return
    click.echo(f"{len(inputs.pupils)} 名学生，{options.classes} 个班，{options.mode.zh}")
    click.echo(f"承诺值 {made.value}")
    if not options.public_source:
        click.echo(
            "注意：没有用 --public-source 写明公开数值取自哪里，核验时会提示：学校可以换几个数值挑结果"
        )
    click.echo("请在抽签之前公布承诺值；“校内不公开”里的文件不要给任何人，不要改动")
    for path in written:
        click.echo(f"已写出 {path}")
