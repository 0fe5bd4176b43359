"""``junheng engine trend``: what became of counties over the years, and which are at risk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from junheng.cli.arguments import Command, SomePath, engine_options
from junheng.cli.progress import progress_bar
from junheng.engine.backends import connect, require
from junheng.errors import InputError, RuleSetError, UserError
from junheng.files import make_folder
from junheng.rulebook import rules
from junheng.standards import RuleSet

WORKBOOK = "趋势.xlsx"


class YearFolder(click.ParamType[tuple[int, Path]]):
    """A finished run and the year it is of: ``2024=结果2024``."""

    name = "YEAR=DIR"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, Path]:
        """Year and folder, or a usage error that shows the form expected."""
        if isinstance(value, tuple):
            return value
        year, sign, folder = str(value).partition("=")
        if not sign or not folder:
            self.fail(f"“{value}”不是“年份=文件夹”，应写作 2024=结果2024", param, ctx)
        if not (year.isascii() and year.isdigit() and 1986 <= int(year) <= 2100):
            self.fail(f"“{value}”里的“{year}”不是年份，应写作 2024=结果2024", param, ctx)
        return int(year), Path(folder)


@click.command(name="trend", cls=Command)
@click.argument(
    "years",
    type=YearFolder(),
    nargs=-1,
    required=True,
    metavar="YEAR=DIR ...",
    help="各年的判定结果：年份=junheng engine run 写出的文件夹",
)
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    required=True,
    metavar="DIR",
    help=f"各表（Parquet）和工作簿 {WORKBOOK} 写到这个文件夹，覆盖以前写出的",
)
@click.option(
    "--next", "following", type=int, metavar="YEAR", help="外推到哪一年，默认最后一年的下一年"
)
@click.option(
    "--confidence",
    type=float,
    default=0.8,
    metavar="P",
    help="预测区间的置信水平，默认 0.8",
)
@click.option(
    "--recognised",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="已通过认定的县：CSV，列 code（代码）、year（认定年份）",
)
@click.option(
    "--renamed",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="更换过代码的县：CSV，列 old（旧代码）、new（新代码）、year（从哪一年起用新代码）",
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
    years: tuple[tuple[int, Path], ...],
    out: Path,
    following: int | None,
    confidence: float,
    engine: str,
    memory: str | None,
    threads: int | None,
    format_: str,
    **lists: Path | None,
) -> None:
    r"""比较各年的判定结果：谁变好、谁变差、谁在认定后滑坡、谁明年有越限的风险。

    外推是过各年数值的直线，区间按学生 t 分布；只有两年时只说走向，没有区间。缺的年份不当作 0。
    各年规则不同时会明说：变化可能出自规则。

    \b
    例：
      junheng engine trend 2023=结果2023 2024=结果2024 2025=结果2025 --out 趋势
      junheng engine trend 2024=甲 2025=乙 --out 趋势 --renamed 换代码.csv --places 地名.csv
    """
    require()
    from junheng.cli.engine_trend_summary import Written, as_json, show
    from junheng.engine.finished import read_about
    from junheng.engine.trends import Plan, follow, measures, reversed_bounds
    from junheng.engine.trends import lists as short

    folders = _folders(years, out)
    last = max(folders)
    rule_set, notes = rules_of(read_about(folders[last]))
    renamed, recognised, places = (lists[name] for name in ("renamed", "recognised", "places"))
    plan = Plan(
        folders=folders,
        following=last + 1 if following is None else following,
        confidence=confidence,
        measures=measures(rule_set),
        reversed_bounds=reversed_bounds(rule_set),
        renamed=short.read_renamed(renamed) if renamed else (),
        recognised=short.read_recognised(recognised) if recognised else {},
    )
    names = short.read_places(places) if places else {}
    make_folder(out)
    with progress_bar() as progress, connect(engine, memory=memory, threads=threads) as connection:
        trend = follow(connection, plan, progress=progress)
    written = Written.of(trend, places=names, rules=rule_set, notes=notes)
    written.write(out, WORKBOOK)
    if format_ == "json":
        click.echo(as_json(written))
    else:
        show(written, out / WORKBOOK)


def _folders(years: tuple[tuple[int, Path], ...], out: Path) -> dict[int, Path]:
    folders: dict[int, Path] = {}
    for year, folder in years:
        if year in folders:
            raise InputError(f"{year} 年给了两次", remedy="每年只给一个判定结果的文件夹")
        folders[year] = folder
        refuse_own(out, folder)
    return folders


def refuse_own(out: Path, folder: Path) -> None:
    """Raise where the folder to write to is the run that is read: its tables would be lost."""
    if out.exists() and folder.exists() and out.samefile(folder):
        raise UserError(f"--out 和判定结果是同一个文件夹 {out}", remedy="用 --out 换一个文件夹")


def rules_of(about: Any) -> tuple[RuleSet, list[str]]:
    """The rules a run was judged by, looked up again, and what to know about them."""
    told = about["ruleset"]
    with_ = [*told.get("switches", ()), *(f"{k}={v}" for k, v in told.get("options", {}).items())]
    try:
        rule_set = rules(
            jurisdiction=told.get("jurisdiction", ""),
            on=date.fromisoformat(told.get("on", "")),
            with_=with_,
            standard=told.get("id", "quality-balance"),
        )
    except (RuleSetError, ValueError) as problem:
        raise InputError(
            f"规则手册里找不到这些结果所用的规则：{problem}", remedy="用现在的程序重新判定一次"
        ) from problem
    if rule_set.fingerprint == told["fingerprint"]:
        return rule_set, []
    return rule_set, [
        "最后一年的结果出自另一版规则手册；条款的名称和方向按现在的规则手册，结论和限值不变"
    ]
