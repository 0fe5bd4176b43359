"""``junheng engine check``: every defect in the data of many counties."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from junheng.cli.arguments import Command, SomePath, engine_options
from junheng.cli.progress import progress_bar
from junheng.engine.backends import connect, require
from junheng.files import make_folder

if TYPE_CHECKING:
    from junheng.cli.engine_check_result import Checked

DEFECTS = "defects.parquet"
WORKBOOK = "问题.xlsx"
MOST = 10_000
"""So many defects of a check are listed in the workbook; all of them are in the Parquet file."""


@click.command(name="check", cls=Command)
@click.argument(
    "data",
    metavar="DATA",
    help="一个放 CSV、Parquet 的文件夹，或数据库地址（sqlite:///、duckdb:///、postgresql://）",
)
@engine_options
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    metavar="DIR",
    help=f"全部问题（{DEFECTS}）和工作簿 {WORKBOOK} 写到这个文件夹，覆盖以前写出的；不写就只显示汇总",
)
@click.option(
    "--persons",
    is_flag=True,
    help="有名册时，另查有没有人填了两行、身份证件号码对不对；几亿人要用较长时间和较多磁盘",
)
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
    /,
    data: str,
    engine: str,
    out: Path | None,
    persons: bool,
    format_: str,
    **limits: Any,
) -> None:
    r"""检查 DATA 里全部县的数据，检查项与 junheng check 相同，每个县单独看。

    有错误时退出码是 2；只有提醒时是 0。人员编号、姓名等不出现在任何结果里。

    \b
    例：
      junheng engine check 全省数据
      junheng engine check 全省数据 --out 检查结果
      junheng engine check 全国数据 --out 检查结果 --persons --memory 4GB
    """
    require()
    from junheng.cli.engine_check_result import Checked, as_json, show
    from junheng.engine.checks.examining import examine
    from junheng.engine.databases.address import shown
    from junheng.engine.sources import open_data

    if out is not None:
        make_folder(out)
    with progress_bar() as progress, connect(engine, **limits) as connection:
        tables = open_data(connection, data, progress=progress)
        examined = examine(connection, tables, who=persons, progress=progress)
        defects = connection.keep(examined.defects())
        checked = Checked.of(connection, examined, defects, source=shown(data))
        if out is not None:
            connection.write(defects, out / DEFECTS)
            _write_workbook(checked, connection.arrow(examined.defects(limit=MOST)), out)
    if tables.ignored:
        listed = "、".join(tables.ignored)
        click.echo(f"没有读取的列（表头不认识，是不是写错了）：{listed}", err=True)
    if format_ == "json":
        click.echo(as_json(checked))
    else:
        show(checked, out)
    if checked.errors:
        ctx.exit(2)


def _write_workbook(checked: Checked, defects: Any, out: Path) -> None:
    from junheng.cli.engine_check_sheets import write

    write(checked, defects.to_pylist(), out / WORKBOOK, most=MOST)
