"""The page of the command line, written from the click command tree."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from generating import markdown
from junheng.cli.main import cli

PROGRAM = "junheng"
EXIT_CODES = (
    "退出码：0 正常完成，无论判定如何；2 输入或参数不能用，原因写在标准错误上；"
    "1 程序自身的缺陷；130 被用户停止。"
)


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
    command = context.command
    yield [f"## {context.command_path}"]
    usage = [context.command_path, *command.collect_usage_pieces(context)]
    yield ["```text", " ".join(usage), "```"]
    if command.help:
        yield [_plain(command.help)]
    records = [
        (f"`{names}`", text.replace("[required]", "（必填）"))
        for param in command.get_params(context)
        if (record := param.get_help_record(context))
        for names, text in [record]
        if text
    ]
    if records:
        yield markdown.table(("选项", "说明"), records)
    if isinstance(command, click.Group):
        yield markdown.table(
            ("命令", "说明"),
            (
                (f"`{name}`", inner.get_short_help_str(limit=200))
                for name in command.list_commands(context)
                if (inner := command.get_command(context, name))
            ),
        )


def _plain(text: str) -> str:
    """A help text as Markdown: paragraphs kept, those that click must not wrap as text blocks."""
    paragraphs = []
    for paragraph in inspect.cleandoc(text).split("\f")[0].strip().split("\n\n"):
        if paragraph.startswith("\b"):
            paragraphs.append("```text\n" + paragraph.removeprefix("\b").strip("\n") + "\n```")
        else:
            paragraphs.append(paragraph.replace("<", "&lt;"))
    return "\n\n".join(paragraphs)
