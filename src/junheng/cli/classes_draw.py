"""``junheng classes draw``: draw the classes from what was committed to and what came to be known."""

from __future__ import annotations

from pathlib import Path

import click

from junheng.cli.arguments import Command, SomePath
from junheng.cli.plan_shared import following, present
from junheng.errors import UserError
from junheng.files import refuse_overwriting


@click.command(name="draw", cls=Command)
@click.argument(
    "folder",
    type=SomePath(file_okay=False),
    metavar="DIR",
    help="junheng classes commit 写出的文件夹",
)
@click.option(
    "--public-value",
    required=True,
    metavar="TEXT",
    help="承诺以后公布的数值，照公布的样子写，如“03 07 12 18 22 30 + 05”",
)
@click.option(
    "--slips",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="家长的纸条：文本文件，一行一张，按开启的次序",
)
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    required=True,
    metavar="DIR",
    help="结果、证明、公示写到这个文件夹",
)
@click.option("--force", is_flag=True, help="文件夹里已经有结果时覆盖它；公示过的不要覆盖")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="在终端显示（table）或输出 JSON（json）",
)
def command(
    folder: Path, public_value: str, slips: Path | None, out: Path, force: bool, format_: str
) -> None:
    r"""第二步：公开数值产生以后抽签分班，写出分班结果、各班情况、证明和公示，再自己核验一遍。

    \b
    最上层的文件没有姓名、学号，可以公示；“核验名册”是编号名册（有成绩，没有姓名），供到校核验；
    “校内不公开”里是完整的名单和发给每家的回执。

    \b
    例：
      junheng classes draw 承诺 --public-value "03 07 12 18 22 30 + 05" --slips 纸条.txt --out 结果
    """
    from junheng.cli.classes_folder import read_commitment, write_draw
    from junheng.planning.assign import verify
    from junheng.planning.assign.commitment import public
    from junheng.planning.assign.plan import Impossible, assign
    from junheng.planning.assign.told import told
    from junheng.planning.inputs.assign import read_slips

    refuse_overwriting(out / verify.RECORD, force=force)
    made, inputs, secret = read_commitment(folder)
    value = public(public_value, made.options.public_form)
    papers = read_slips(slips) if slips else ()
    with following(None) as watch:
        found = assign(inputs, made, value, papers, watch)
    if isinstance(found, Impossible):
        present(told(found), format_=format_, out=None)
        return
    if not found.drawn.finished:
        raise UserError("没有算完约定的轮数，结果不能核验，没有写出", remedy="再运行一次，等它算完")
    written = write_draw(found, secret, out)
    checked = verify.verify(out)
    if checked.result != "verified":
        raise AssertionError("what was written does not verify: " + "; ".join(checked.lines))
    present(told(found), format_=format_, out=None)
    if format_ == "table":
        for path in written:
            click.echo(f"已写出 {path}")
        click.echo("已核验：重算一遍，逐字相同")
