"""``junheng plan template``: the workbook to fill in for a plan."""

from __future__ import annotations

from pathlib import Path

import click

from junheng.cli.arguments import Command, SomePath
from junheng.errors import UserError
from junheng.files import refuse_overwriting
from junheng.planning.subjects import BY_NAME


@click.command(name="template", cls=Command)
@click.argument(
    "name",
    type=click.Choice(list(BY_NAME)),
    metavar="NAME",
    help="哪个规划：" + "、".join(f"{each.name} {each.title}" for each in BY_NAME.values()),
)
@click.option(
    "--out",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="写到这个文件，默认是当前文件夹里的“规划的名称.xlsx”",
)
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
def command(name: str, out: Path | None, force: bool) -> None:
    r"""生成一个规划要填的工作簿：它的各张表，每一列填什么、单位、哪些必填。

    \b
    例：
      junheng plan template comply
      junheng plan template layout --out 布局.xlsx
    """
    from junheng.reports.plans.template import write_plan_template

    subject = BY_NAME[name]
    target = out or Path(f"{subject.title}.xlsx")
    if target.suffix.lower() != ".xlsx":
        raise UserError(
            f"{target.name} 的扩展名不是 .xlsx", remedy="写成 .xlsx，才能用 Excel 或 WPS 打开"
        )
    refuse_overwriting(target, force=force)
    write_plan_template(subject, target)
    click.echo(f"已写出 {target}")
