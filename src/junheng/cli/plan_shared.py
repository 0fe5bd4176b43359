"""What all planning commands share: options, following the search, showing and writing the plan."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from junheng.cli.arguments import FiniteRange, SomePath
from junheng.errors import UserError
from junheng.model.text import escaped
from junheng.planning.outcome import Outcome, document
from junheng.planning.watch import Watch

Function = TypeVar("Function", bound=Callable[..., Any])

_LIBRARIES = ("numpy", "scipy", "highspy", "pyscipopt", "ortools", "pyvrp")
_EVERY = 0.5  # seconds between two lines of progress


def require(*names: str) -> None:
    """Raise :class:`UserError` unless the libraries ``names`` (default: all) are installed."""
    absent = [name for name in names or _LIBRARIES if find_spec(name) is None]
    if absent:
        raise UserError(
            f"规划所用的程序库没有安装：{'、'.join(absent)}", remedy='运行 pip install ".[plan]"'
        )


def plan_options(command: Function) -> Function:
    """``--format``, ``--out`` and ``--time-limit``."""
    for option in (
        click.option(
            "--time-limit",
            type=FiniteRange(min=1),
            default=None,
            metavar="SECONDS",
            help="最多算几秒；到时给出目前找到的最好方案并注明。默认算到差距足够小",
        ),
        click.option(
            "--out",
            type=SomePath(file_okay=False),
            metavar="DIR",
            help="把方案的工作簿、报告（Word、网页）和 plan.json 写到这个文件夹，覆盖以前写出的",
        ),
        click.option(
            "--format",
            "format_",
            type=click.Choice(["table", "json"]),
            default="table",
            help="在终端显示（table）或输出 JSON（json）",
        ),
    ):
        command = option(command)
    return command


def year_option(name: str, words: str) -> Callable[[Function], Function]:
    """An option whose value is a year; ``None`` where it is not given."""
    return click.option(name, type=click.IntRange(2000, 2100), metavar="YEAR", help=words)


def yuan_option(
    name: str, words: str, *, default: float, most: float
) -> Callable[[Function], Function]:
    """An option whose value is an amount in yuan."""
    return click.option(
        name, type=FiniteRange(0, most), default=default, metavar="YUAN", help=words
    )


@contextmanager
def following(time_limit: float | None) -> Iterator[Watch]:
    """A watch that shows the search on a terminal. Ctrl-C ends it with the best plan so far; a
    second Ctrl-C ends the program.
    """
    asked = threading.Event()
    shown = _Shown()

    def interrupt(_signal: int, _frame: object) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        shown.say("正在停下来，给出目前最好的方案；再按一次 Ctrl-C 立即结束")

    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, interrupt) if main else None
    try:
        yield Watch(seconds=time_limit, tell=shown.tell, stop=asked.is_set)
    finally:
        shown.clear()
        if main:
            signal.signal(signal.SIGINT, before)


class _Shown:
    """One line on standard error that is written over and over, if that is a terminal."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._last = self._begun
        self._used = False

    def tell(self, phase: str, best: float | None, bound: float | None) -> None:
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        parts = [phase, f"{now - self._begun:.0f} 秒"]
        if best is not None:
            parts.append(f"目前最好 {best:,.0f}")
        if bound is not None:
            parts.append(f"不可能低于 {bound:,.0f}")
        if best is not None and bound is not None and best:
            parts.append(f"差距 {max(0.0, best - bound) / abs(best):.2%}")
        self.say("，".join(parts))

    def say(self, words: str) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[2K{words}")
            sys.stderr.flush()
            self._used = True

    def clear(self) -> None:
        if self._used:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def present(outcome: Outcome, *, format_: str, out: Path | None) -> None:
    """Write the plan's files where asked for, then print it.

    Raises :class:`UserError` where a file cannot be written.
    """
    written: tuple[Path, ...] = ()
    if out is not None:
        from junheng.reports.plans import write_plan

        written = write_plan(outcome, out)
    if format_ == "json":
        text = json.dumps(document(outcome), ensure_ascii=False, allow_nan=False)
        click.echo(escaped(text))
        return
    from junheng.cli.plan_screen import show

    show(outcome, written)
