"""``junheng classes``: sunshine classes, committed, drawn, verified. Each is loaded when called."""

from __future__ import annotations

from importlib import import_module

import click

from junheng.cli.arguments import Command

COMMANDS = {
    "commit": "第一步：固定名册和办法，写出要事先公布的承诺书",
    "slips": "收了家长的纸条：算出要在公开数值产生之前公布的哈希",
    "draw": "第二步：用事后公布的数值抽签分班，写出公示和证明",
    "verify": "第三步：谁都可以核验，重算一遍，逐字比较",
}
"""Every command of the group with its line of help."""


class _Commands(Command, click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"junheng.cli.classes_{cmd_name}").command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(name="classes", cls=_Commands, epilog="每个命令都有说明：junheng classes 命令 --help")
def command() -> None:
    r"""阳光分班：各班均衡，由抽签决定，谁都可以核验。

    \b
    先固定名册和办法，公布承诺值；再收家长的纸条，公布它们的哈希，等公开数值（如开奖号码）产生；
    种子由三者算出，谁也不能事先知道，事后谁也改不了。
    试分一次，看看能有多均衡：junheng plan assign。
    """
