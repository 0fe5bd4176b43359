"""``junheng engine compare``: places, kinds of schools and counties against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import Command, SomePath, engine_options
from junheng.cli.engine_trend import refuse_own
from junheng.cli.progress import progress_bar
from junheng.engine.backends import connect, require
from junheng.files import make_folder

WORKBOOK = "比较.xlsx"
BY = ("prefecture", "province", "area_class", "operator", "type")


@click.command(name="compare", cls=Command)
@click.argument("folder", type=SomePath(), metavar="DIR", help="junheng engine run 写出的文件夹")
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    required=True,
    metavar="DIR",
    help=f"各表（Parquet）和工作簿 {WORKBOOK} 写到这个文件夹，覆盖以前写出的",
)
@click.option(
    "--by",
    type=click.Choice(BY),
    multiple=True,
    help="比较什么，可以写几次：prefecture 地市州，province 省，area_class 城乡，operator 公办民办，"
    "type 学校类型；默认全部",
)
@click.option(
    "--similar",
    type=click.IntRange(0, 50),
    default=0,
    metavar="N",
    help="给每个县列出规模和乡村比例最接近的 N 个县，默认不列",
)
@click.option(
    "--places",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="地名：CSV，列 code（代码）、name（名称）；不给就显示代码",
)
@engine_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="在终端显示（table）或输出 JSON（json）",
)
def command(
    folder: Path,
    out: Path,
    by: tuple[str, ...],
    similar: int,
    places: Path | None,
    format_: str,
    **computing: Any,
) -> None:
    r"""比较一次判定的结果：各省、各地（市、州），城区、镇区、乡村，公办、民办，学校类型，县的位次。

    均值按在校生加权；没有数的行不参加，另行计数。

    \b
    例：
      junheng engine compare 结果2025 --out 比较
      junheng engine compare 结果2025 --out 比较 --by prefecture --by area_class --places 地名.csv
    """
    require()
    from junheng.cli.engine_compare_summary import Written, as_json, show
    from junheng.engine.comparisons import Question, compare
    from junheng.engine.trends.lists import read_places

    refuse_own(out, folder)
    names = read_places(places) if places else {}
    make_folder(out)
    with progress_bar() as progress, connect(**computing) as connection:
        found = compare(connection, folder, Question(by=by, nearest=similar), progress=progress)
    written = Written.of(found, places=names)
    written.write(out, WORKBOOK)
    if format_ == "json":
        click.echo(as_json(written))
    else:
        show(written, out / WORKBOOK)
