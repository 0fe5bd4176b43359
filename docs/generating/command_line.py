"""The page of the command line: what ``--help`` says, laid out as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from generating import markdown
from junheng.cli.main import cli

PROGRAM = "junheng"
EXIT_CODES = (
    "退出码：0 正常完成，无论判定如何；2 输入或参数不能用，原因写在标准错误上；"
    "1 程序自身的缺陷；130 被用户停止。"
)


class _Page(click.HelpFormatter):
    """Takes the help of a command as click writes it, and keeps it as blocks of Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[list[str]] = []
        self.heading = ""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Keep the line of usage in one piece."""
        self.blocks.append(["```text", f"{prefix or ''}{prog} {args}", "```"])

    def write_heading(self, heading: str) -> None:
        """Keep the heading for the table that follows."""
        self.heading = heading

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Make a list of options, arguments or commands a table."""
        records = ((f"`{names}`", _once(text)) for names, text in rows)
        self.blocks.append(markdown.table((self.heading, "说明"), records))

    def write_text(self, text: str) -> None:
        """Keep paragraphs; those that click must not wrap become blocks of text."""
        for paragraph in text.strip().split("\n\n"):
            if paragraph.startswith("\b"):
                self.blocks.append(["```text", paragraph.removeprefix("\b").strip("\n"), "```"])
            else:
                self.blocks.append([paragraph.replace("<", "&lt;")])


def commands(
    command: click.Command = cli, parent: click.Context | None = None, name: str = PROGRAM
) -> Iterator[click.Context]:
    """A context for every command of the tree, the program first."""
    context = click.Context(command, info_name=name, parent=parent, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for inner_name in command.list_commands(context):
            inner = command.get_command(context, inner_name)
            if inner is not None:
                yield from commands(inner, context, inner_name)


def page() -> str:
    """The whole page."""
    return markdown.page(
        "命令行",
        [EXIT_CODES],
        *(block for context in commands() for block in _section(context)),
    )


def _section(context: click.Context) -> Iterator[list[str]]:
    yield [f"## {context.command_path}"]
    written = _Page()
    context.command.format_help(context, written)
    yield from written.blocks


def _once(text: str) -> str:
    """``text`` with the spaces that click leaves before ``[必填]`` drawn into one."""
    return re.sub(r" {2,}", " ", text)
