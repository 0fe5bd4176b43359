"""``junheng engine run``: the verdict on every county of a province or of the nation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from junheng.cli.arguments import ManySwitches, SomePath, engine_options, rule_options
from junheng.cli.engine_run_notes import notes
from junheng.cli.json_output import write_json
from junheng.cli.progress import progress_bar
from junheng.engine.backends import connect, require
from junheng.errors import InputError
from junheng.files import make_folder
from junheng.rulebook import rules

if TYPE_CHECKING:
    from junheng.engine.backends import Connection
    from junheng.engine.results import Judged
    from junheng.engine.tables import Tables


@click.command(name="run", cls=ManySwitches)
@click.argument(
    "data",
    metavar="DATA",
    help="一个放 CSV、Parquet 的文件夹，或数据库地址（sqlite:///、duckdb:///、postgresql://）",
)
@rule_options
@engine_options
@click.option(
    "--out",
    type=SomePath(file_okay=False),
    required=True,
    metavar="DIR",
    help="各表（Parquet）和 run.json 写到这个文件夹，覆盖以前写出的",
)
@click.option(
    "--only",
    "places",
    multiple=True,
    metavar="CODE",
    help="只判定这个省、州市或县：代码或它的前几位，如 53、5323；可以多次",
)
@click.option(
    "--json",
    "chosen",
    multiple=True,
    metavar="CODE",
    help="另为这个县写出 JSON（与 junheng evaluate 的相同）；可以多次",
)
@click.option(
    "--skip-refused", is_flag=True, help="数据有错误的县不判定，其余照判；默认有错误就全部不判"
)
@click.option("--checked", is_flag=True, help="数据已用 junheng engine check 检查过，不再检查")
def command(
    data: str,
    out: Path,
    engine: str,
    chosen: tuple[str, ...],
    skip_refused: bool,
    checked: bool,
    **more: Any,
) -> None:
    r"""判定 DATA 里的全部县，结果写成 Parquet：县、条款、差异系数、学段部、未列入的单位。

    与 junheng evaluate 的定义相同；浮点数说不准的比较由精确的参考评估器重判。
    --jurisdiction 的规则用于全部县；另有规定的地方会指出来，可以用 --only 分开判定。

    \b
    例：
      junheng engine run 全省数据 --out 结果
      junheng engine run 全国数据 --out 结果 --engine spark://192.0.2.10:7077
      junheng engine run postgresql://用户@主机/库 --out 结果 --json 532323
      junheng engine run 全省数据 --out 楚雄 --only 5323 --jurisdiction 532300
    """
    require()
    from junheng.cli.engine_run_summary import show
    from junheng.engine.databases.address import shown
    from junheng.engine.results import judge, write
    from junheng.engine.sources import only, open_data, without

    rule_set = rules(
        jurisdiction=more["jurisdiction"], on=more["on"] or date.today(), with_=more["with_"]
    )
    for code in chosen:
        if not (code.isascii() and code.isdigit() and len(code) == COUNTY_DIGITS):
            raise InputError(f"--json 的“{code}”不是县级代码", remedy="写 6 位数字，如 532323")
    limits = {"memory": more["memory"], "threads": more["threads"]}
    places = [beginning(code) for code in more["places"]]
    make_folder(out)
    with progress_bar() as progress, connect(engine, **limits) as connection:
        tables = open_data(connection, data, progress=progress)
        refused: tuple[str, ...] = ()
        ready = {}
        if not checked:
            from junheng.cli.engine_refusals import ready_tables, refusals

            refused, people = refusals(
                connection, tables, out, skip=skip_refused, places=places, progress=progress
            )
            ready = ready_tables(people)
        tables = without(only(tables, places), refused)
        _refuse_unknown(connection, tables, chosen)
        with _unread_values(checked=checked):
            judged = judge(connection, tables, rule_set, ready=ready, progress=progress)
            write(judged, out, source=shown(data), progress=progress)
            _write_chosen(judged, chosen, out)
    codes = judged.counties["county_code"].to_pylist()
    show(judged, out, refused, notes(codes, rule_set))


COUNTY_DIGITS = 6
"""How long the code of a county is."""


@contextmanager
def _unread_values(*, checked: bool) -> Iterator[None]:
    """What nobody checked may hold words that are none of the choices: raise :class:`InputError` then."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as problem:
        if not checked:
            raise
        raise InputError(
            "数据里有读不懂的值，不能判定",
            remedy="先用 junheng engine check 检查并改正；或去掉 --checked",
        ) from problem


def beginning(code: str) -> str:
    """What the codes of all counties of a place begin with: ``5323`` for ``532300``.

    Raises :class:`InputError` for what is no code.
    """
    if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6)):
        raise InputError(
            f"--only 的“{code}”不是行政区划代码",
            remedy="省写 2 位，州市写 4 位，县写 6 位，如 53、5323、532323",
        )
    found = code.removesuffix("00").removesuffix("00")
    if found in ("", "00"):
        raise InputError(f"--only 的“{code}”不是任何地方的代码", remedy="判定全部县时去掉 --only")
    return found


def _refuse_unknown(connection: Connection, tables: Tables, chosen: tuple[str, ...]) -> None:
    """Raise :class:`InputError` before anything is judged or overwritten: where there is no county at
    all, or not one of those whose JSON is asked for.
    """
    counties = connection.arrow(tables.schools.select("county_code").distinct())
    known = set(counties["county_code"].to_pylist()) - {None}
    if not known:
        raise InputError("没有可以判定的县", remedy="检查 --only 的代码和数据里的县代码")
    absent = [code for code in chosen if code not in known]
    if absent:
        raise InputError(f"数据里没有这些县：{'、'.join(absent)}", remedy="检查 --json 的代码")


def _write_chosen(judged: Judged, codes: tuple[str, ...], out: Path) -> None:
    """The JSON contract for the counties asked for, from the reference evaluator."""
    if not codes:
        return
    from junheng.engine.exact import census_of
    from junheng.evaluation import evaluate

    for code in codes:
        evaluation = evaluate(census_of(judged.run, [code]), judged.run.rules)
        write_json(evaluation, out, f"{code}.json")
