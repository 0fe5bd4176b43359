"""``junheng synthesize``: a whole invented nation, to try and to measure with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import Command, SomePath
from junheng.cli.progress import progress_bar
from junheng.synthesis.nation import (
    LAST_YEAR,
    MOST_COUNTIES,
    MOST_YEARS,
    Nation,
    write_nation,
)


class _Whole(click.ParamType[int]):
    """A whole number within bounds; ``most`` is ``None`` where there is none."""

    name = "N"

    def __init__(self, least: int, most: int | None = None) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a usage error that says which are possible."""
        text = str(value).strip()
        plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        if not plain or not self._holds(int(text)):
            most = f"到 {self._most} " if self._most else "或更大"
            self.fail(f"“{value}”不是 {self._least} {most}的整数", param, ctx)
        return int(text)

    def _holds(self, number: int) -> bool:
        return number >= self._least and (self._most is None or number <= self._most)


MOST_DIGITS = 18
"""More digits than any number meant here."""

_SHEETS = {
    "schools": "学校",
    "stages": "学段",
    "rooms": "专用教室",
    "classes": "班级",
    "county": "县级数据",
    "attestations": "佐证",
    "teachers": "教师",
    "pupils": "学生",
}


@click.command(name="synthesize", cls=Command)
@click.option(
    "--counties",
    type=_Whole(1, MOST_COUNTIES),
    default=2900,
    metavar="N",
    help="多少个县，默认 2900",
)
@click.option(
    "--seed",
    type=_Whole(0),
    default=1,
    metavar="N",
    help="种子，默认 1：同一个种子生成同样的数据",
)
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    required=True,
    metavar="DIR",
    help="写到这个文件夹",
)
@click.option("--classes", is_flag=True, help="也生成班级表")
@click.option("--teachers", is_flag=True, help="也生成教师名册（全国约 1,070 万人）")
@click.option("--pupils", is_flag=True, help="也生成学生名册（全国约 1.6 亿人）")
@click.option(
    "--years",
    type=_Whole(1, MOST_YEARS),
    default=1,
    metavar="N",
    help=f"连续几年（至多 {MOST_YEARS}），一年一个文件夹，最后一年是 {LAST_YEAR}；默认 1",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["parquet", "csv"]),
    default="parquet",
    help="文件格式，默认 parquet",
)
@click.option("--force", is_flag=True, help="文件夹里已有这样的数据时整个换掉它")
def command(  # noqa: PLR0913 - one argument an option
    counties: int,
    seed: int,
    out: Path,
    *,
    classes: bool,
    teachers: bool,
    pupils: bool,
    years: int,
    format_: str,
    force: bool,
) -> None:
    r"""生成一份虚构的全国数据，用来试用和测速。没有一个真实的地方、学校或人。

    每个县只由种子和它的序号决定，与一共生成多少个县无关。

    \b
    例：
      junheng synthesize --counties 30 --seed 7 --out 虚构
      junheng synthesize --seed 2026 --out 全国 --teachers --pupils
      junheng synthesize --counties 100 --seed 7 --years 3 --out 三年
    """
    nation = Nation(
        counties=counties,
        seed=seed,
        classes=classes,
        teachers=teachers,
        pupils=pupils,
        years=years,
        format=format_,
    )
    with progress_bar() as progress:
        written = write_nation(nation, out, progress=progress, force=force)
    click.echo(f"✓ 已写出 {out}：{counties:,} 个县（虚构），种子 {seed}")
    for name, lines in written.lines.items():
        click.echo(
            f"  {_SHEETS[name]} {name}：{lines:,} 行" + ("（最后一年）" if years > 1 else "")
        )
