"""Arguments that several commands share, and help in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import click

from junheng.rulebook import load

Function = TypeVar("Function", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date, ``YYYY-MM-DD``."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that shows the form expected."""
        if isinstance(value, date):
            return value
        try:
            # fromisoformat alone would also take 20250301 and 2025-W10-1.
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"“{value}”不是日期，应写作 2025-09-01", param, ctx)


class Command(click.Command):
    """A command whose help is in Chinese throughout."""

    def __init__(self, *args: Any, **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        # Said by each command: the library remembers the first context that asked for the option.
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])
        # The docstrings are raw, and click knows the paragraphs to leave alone by a backspace.
        self.help = self.help and self.help.replace("\\b\n", "\b\n")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(
            ctx.command_path,
            " ".join(pieces)
            .replace("[OPTIONS]", "[选项]")
            .replace("COMMAND [ARGS]...", "命令 ..."),
            prefix="用法：",
        )

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave the arguments to :meth:`format_options`, which lists them first."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and options under Chinese headings."""
        params = self.get_params(ctx)
        for title, kind in (("参数", click.Argument), ("选项", click.Option)):
            records = [each.get_help_record(ctx) for each in params if isinstance(each, kind)]
            shown = [
                (name, text.replace("[required]", "[必填]")) for name, text in filter(None, records)
            ]
            if shown:
                with formatter.section(title):
                    formatter.write_dl(shown)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, described in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明"
        return option


class SomePath(click.Path):
    """A path that is not empty: ``""`` would otherwise mean the current folder."""

    def __init__(self, **more: Any) -> None:
        super().__init__(path_type=Path, **more)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as a :class:`pathlib.Path`, or a usage error."""
        if not str(value):
            self.fail("路径是空的", param, ctx)
        return super().convert(value, param, ctx)


class SomeText(click.ParamType[str]):
    """A text that is not blank."""

    name = "TEXT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as written, or a usage error."""
        if not str(value).strip():
            self.fail("是空的，写出内容，或去掉这个选项", param, ctx)
        return str(value)


class FiniteRange(click.FloatRange):
    """A number from ``min`` to ``max``, never infinite and never ``nan``."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number, or a usage error that says which are possible."""
        found = float(super().convert(value, param, ctx))
        if not isfinite(found):
            self.fail(f"“{value}”不是有限的数", param, ctx)
        return found


class ManySwitches(Command):
    """A command whose ``--with`` takes one or several values: ``--with A B --with C``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give every further switch after ``--with`` an ``--with`` of its own."""
        spread: list[str] = []
        rest = list(args)
        while rest:
            arg = rest.pop(0)
            spread.append(arg)
            if arg == "--with" and rest:
                spread.append(rest.pop(0))
                while rest and _is_switch(rest[0]):
                    spread += ["--with", rest.pop(0)]
        return super().parse_args(ctx, spread)


def _is_switch(word: str) -> bool:
    """Whether a word after ``--with A`` is one more switch, and not the data."""
    book = load()
    names = {switch.id for switch in book.switches} | {option.id for option in book.options}
    if word.partition("=")[0] in names:
        return True
    looks_like_one = re.fullmatch(r"[a-z0-9_]+(=[a-z0-9_]+)?", word) is not None
    return looks_like_one and not Path(word).exists()


data_argument = click.argument(
    "data",
    type=SomePath(),
    metavar="DATA",
    help="一个工作簿（.xlsx、.xls、.ods），或一个放 CSV、Parquet 的文件夹",
)


def rule_options(command: Function) -> Function:
    """``--jurisdiction``, ``--on`` and ``--with``: which rules to judge by."""
    for option in (
        click.option(
            "--with",
            "with_",
            multiple=True,
            metavar="SWITCH ...",
            help="启用例外条款，或选择口径（口径=选择）；名称见 junheng rules",
        ),
        click.option(
            "--on",
            type=Day(),
            default=None,
            help="按哪一天有效的规则判定，默认今天",
        ),
        click.option(
            "--jurisdiction",
            default="",
            metavar="CODE",
            help="适用哪个地方的规则：省、州市、县的行政区划代码，默认全国",
        ),
    ):
        command = option(command)
    return command


class Memory(click.ParamType[str]):
    """An amount of memory, ``4GB`` or ``512MiB``, above 0."""

    name = "SIZE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The amount as written, or a usage error that shows the form expected."""
        found = _SIZE.fullmatch(str(value).strip())
        if found is None or not float(found[1]):
            self.fail(f"“{value}”不是内存的大小，应写作 4GB 或 512MB", param, ctx)
        return str(value).strip()


_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?) ?[KMGT](?:i?B)?", re.IGNORECASE)


class Threads(click.ParamType[int]):
    """A number of processor cores to use."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a usage error that says which are possible."""
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_THREADS):
            self.fail(f"“{value}”不是 1 到 {MOST_THREADS} 的整数", param, ctx)
        return int(text)


MOST_THREADS = 1024
"""More cores than any machine this runs on; an engine would start as many threads as it is told."""


def engine_options(command: Function) -> Function:
    """``--engine``, ``--memory`` and ``--threads``: what computes many counties."""
    for option in (
        click.option("--threads", type=Threads(), metavar="N", help="最多用几个核，默认全部"),
        click.option(
            "--memory",
            type=Memory(),
            metavar="SIZE",
            help="最多用多少内存，如 1GB；默认本机的大部分",
        ),
        click.option(
            "--engine",
            default="duckdb",
            metavar="NAME",
            help="duckdb（默认，本机）、spark（本机）或 spark://主机:端口（集群）",
        ),
    ):
        command = option(command)
    return command
