"""``junheng``: the group of commands, and what becomes of errors.

Exit codes: 0 done, whatever the verdict; 2 the input or arguments are unusable, with the reasons on
standard error; 1 only for a defect of the program; 130 stopped by the user.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click

from junheng import __version__
from junheng.cli.arguments import Command
from junheng.cli.messages import in_chinese
from junheng.errors import UserError

COMMANDS = {
    "template": "生成填报工作簿",
    "check": "检查数据，列出全部问题，生成标色的副本",
    "evaluate": "逐条逐校判定，说明结论，生成申报表和报告",
    "explain": "说明一个数或一个结论是怎么得来的",
    "rules": "列出规则手册：每一条的要求、出处、版本",
}
"""Every command with its line of help. The module of a command is loaded when it is called."""


class _Commands(Command, click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"junheng.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"junheng.cli.{cmd_name}.command is not a command")
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="每个命令都有说明：junheng 命令 --help",
)
@click.version_option(__version__, message="junheng %(version)s", help="显示版本")
def cli() -> None:
    """均衡 Junheng：按国家标准逐条、逐校判定义务教育优质均衡，并说明每一个数的来历。"""


def _end(code: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def main() -> NoReturn:
    """Run the command line. User errors end with 2 and no traceback, defects keep theirs."""
    try:
        code = cli.main(standalone_mode=False)
    except UserError as error:
        _end(2, f"✗ {error}")
    except (click.exceptions.Abort, KeyboardInterrupt):
        _end(130, "已停止。没有写完的文件不会留下。")
    except click.ClickException as error:
        _end(2, f"✗ {in_chinese(error)}")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
