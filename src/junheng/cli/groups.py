"""Groups of commands: each command is loaded when it is called, all are listed with a line of help."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from junheng.cli.arguments import Command


class LazyGroup(Command, click.Group):
    """A group whose commands stand in modules ``<prefix><name>``, dashes as underscores.

    ``lines`` are the commands with their lines of help, in order.
    """

    def __init__(self, *args: Any, prefix: str, lines: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._prefix, self._lines = prefix, lines

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they are listed."""
        return list(self._lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; ``None`` if there is none."""
        if cmd_name not in self._lines:
            return None
        module = import_module(f"{self._prefix}{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(list(self._lines.items()))
