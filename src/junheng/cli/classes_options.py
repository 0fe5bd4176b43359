"""Options that the commands of sunshine classes share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from junheng.planning.assign.commitment import PUBLIC_FORMS, Mode, Options
from junheng.planning.assign.verify import MOST_ROUNDS

Function = TypeVar("Function", bound=Callable[..., Any])

_MODES = {"balanced": Mode.BALANCED, "best-of": Mode.BEST_OF}


class ModeName(click.ParamType[Mode]):
    """A mode by its word on the command line."""

    name = "MODE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Mode:
        """The mode, or a usage error that says which there are."""
        if isinstance(value, Mode):
            return value
        if value not in _MODES:
            self.fail(f"“{value}”不在可选之列：{'、'.join(_MODES)}", param, ctx)
        return _MODES[value]


def dividing_options(command: Function) -> Function:
    """``--classes``, ``--mode``, ``--rounds``, ``--title``, ``--public-form``."""
    for option in (
        click.option(
            "--public-form",
            type=click.Choice(list(PUBLIC_FORMS)),
            default="text",
            help="公开数值的写法："
            + "；".join(f"{name} {words}" for name, (words, _) in PUBLIC_FORMS.items())
            + "。默认 text",
        ),
        click.option(
            "--title", default="阳光分班", metavar="TEXT", help="标题，如学校、年级、年份"
        ),
        click.option(
            "--rounds",
            type=click.IntRange(0, MOST_ROUNDS),
            metavar="N",
            help="均衡交换的轮数，默认 6，超过 3 科时 15；多次随机的次数，默认 1000",
        ),
        click.option(
            "--mode",
            type=ModeName(),
            default=Mode.BALANCED,
            help="balanced 抽签后交换到最均衡（默认）；best-of 抽签多次取最均衡的一次，更随机",
        ),
        click.option(
            "--classes", type=click.IntRange(1, 200), required=True, metavar="K", help="分成几个班"
        ),
    ):
        command = option(command)
    return command


def options_of(
    *,
    classes: int,
    mode: Mode,
    rounds: int | None,
    title: str,
    public_form: str,
    public_source: str = "",
) -> Options:
    """The options as the library has them; drawing by lot takes one try at least."""
    if mode is Mode.BEST_OF and rounds == 0:
        rounds = 1
    return Options(
        classes=classes,
        mode=mode,
        rounds=rounds,
        title=" ".join(title.split())[:100] or "阳光分班",
        public_source=" ".join(public_source.split())[:400],
        public_form=public_form,
    )
