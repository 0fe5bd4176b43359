"""``junheng evaluate``: the verdict, what it rests on, and the forms."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from junheng.census.reading import read
from junheng.cli.arguments import ManySwitches, SomePath, data_argument, rule_options
from junheng.cli.progress import progress_bar
from junheng.evaluation import Evaluation, evaluate
from junheng.rulebook import nearest_place, rules
from junheng.standards.places import normal_code


def judged(
    data: Path, *, jurisdiction: str, on: date | None, with_: tuple[str, ...]
) -> tuple[Evaluation, int]:
    """Read the data, resolve the rules, judge. Also returns how many warnings the data has.

    Raises :class:`junheng.errors.UserError` where data or arguments are unusable.
    """
    rule_set = rules(jurisdiction=jurisdiction, on=on or date.today(), with_=with_)
    with progress_bar() as progress:
        reading = read(data, progress=progress)
        census = reading.require()
        return evaluate(census, rule_set, progress=progress), len(reading.defects)


@click.command(name="evaluate", cls=ManySwitches)
@data_argument
@rule_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="在终端显示（table）或输出 JSON（json）",
)
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    metavar="DIR",
    help="把申报表 I–VI、报告（Word、网页）、一校一案、evaluation.json 写到这个文件夹，覆盖以前写出的",
)
def command(
    data: Path,
    jurisdiction: str,
    on: date | None,
    with_: tuple[str, ...],
    format_: str,
    out: Path | None,
) -> None:
    r"""按国家标准判定 DATA（一个工作簿，或一个放 CSV、Parquet 的文件夹）。

    先给结论，再给不达标的条款和差多少，再给缺的数据。缺的数据不当作 0：判不了的就写“无法判定”。

    \b
    例：
      junheng evaluate 我县.xlsx
      junheng evaluate 我县.xlsx --jurisdiction 532323 --out 结果
      junheng evaluate 数据文件夹 --on 2024-09-01 --format json
    """
    evaluation, warnings = judged(data, jurisdiction=jurisdiction, on=on, with_=with_)
    written: tuple[Path, ...] = ()
    if out is not None:
        written = _write(evaluation, out)
    if format_ == "json":
        from junheng.cli.json_output import as_json

        click.echo(as_json(evaluation, ascii_only=not _speaks_utf_8()))
        return
    from junheng.cli.summary import show

    notes = place_notes(evaluation, jurisdiction)
    show(evaluation, data=data, warnings=warnings, written=written, notes=notes)


def place_notes(evaluation: Evaluation, asked: str) -> list[str]:
    """What to know about the rules of a place: asked for in vain, meant for another, or not asked."""
    rules, notes = evaluation.rules, []
    if asked and normal_code(asked) != rules.jurisdiction:
        notes.append(f"规则手册里没有 {asked} 自己的规定，按{rules.jurisdiction_name}的规则判定")
    for county in evaluation.counties:
        place = nearest_place(county.code)
        if not county.code.startswith(rules.jurisdiction):
            notes.append(
                f"注意：{county.title}（{county.code}）不在{rules.jurisdiction_name}，"
                f"却按{rules.jurisdiction_name}的规则判定"
            )
        elif not asked and place is not None:
            notes.append(
                f"这里按全国的规则判定；{place.name}另有规定，"
                f"要按它判定请加 --jurisdiction {county.code}"
            )
    return notes[:MOST_NOTES]


MOST_NOTES = 3
"""With many counties the notes repeat themselves."""


def _speaks_utf_8() -> bool:
    """Whether standard output can carry every character as it is."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "") == "utf8"


def _write(evaluation: Evaluation, out: Path) -> tuple[Path, ...]:
    from junheng.cli.json_output import write_json
    from junheng.reports import write_all

    with progress_bar() as progress:
        written = write_all(evaluation, out, progress=progress)
    return (*written, write_json(evaluation, out))
