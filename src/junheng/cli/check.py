"""``junheng check``: every defect of the data at once, and totals to compare."""

from __future__ import annotations

from pathlib import Path

import click

from junheng.census.reading import Reading, read
from junheng.cli.arguments import Command, data_argument
from junheng.cli.progress import progress_bar
from junheng.errors import UserError


@click.command(name="check", cls=Command)
@data_argument
@click.option(
    "--last-year",
    type=click.Path(path_type=Path),
    metavar="DATA",
    help="上年的数据：逐校比较，变化过大的列为提醒",
)
@click.option(
    "--marked",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlsx",
    help="标色的副本写到哪里；不写就放在数据旁边，文件名加“-标注”",
)
@click.option("--no-marked", is_flag=True, help="不写标色的副本")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="在终端显示（table）或输出 JSON（json）",
)
@click.pass_context
def command(
    ctx: click.Context,
    data: Path,
    last_year: Path | None,
    marked: Path | None,
    format_: str,
    *,
    no_marked: bool,
) -> None:
    r"""检查 DATA（一个工作簿，或一个放 CSV、Parquet 的文件夹），一次列出全部问题。

    有错误时退出码是 2，不能判定；只有提醒时是 0。有问题时写一份标色的副本，不动原来的文件；
    副本写不成时说明原因，检查的结果照样列出。

    \b
    例：
      junheng check 填报.xlsx
      junheng check 填报.xlsx --last-year 去年.xlsx
      junheng check 数据文件夹 --format json --no-marked
    """
    with progress_bar() as progress:
        reading = read(data, last_year=last_year, progress=progress)
    if format_ == "json":
        from junheng.cli.check_json import as_json

        copy = None if no_marked else _marked(data, reading, marked)
        click.echo(as_json(reading, copy))
    else:
        from junheng.cli.check_report import show, show_next

        show(reading)
        copy = None if no_marked else _marked(data, reading, marked)
        show_next(reading, data=data, marked=copy)
    if isinstance(copy, UserError) and marked is not None:
        raise copy
    if reading.errors:
        ctx.exit(2)


def _marked(data: Path, reading: Reading, target: Path | None) -> Path | UserError | None:
    """Write the marked copy where there is something to mark, or where it was asked for.

    The copy is only a help: that it cannot be written never hides the result, nor changes what the
    exit code says of the data, unless it was asked for.
    """
    if not reading.defects and target is None:
        return None
    from junheng.census.marked import default_path, write_marked

    try:
        return write_marked(data, reading.defects, target or default_path(data))
    except UserError as problem:
        return problem
