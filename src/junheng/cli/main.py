"""``junheng``: the group of commands, and what becomes of errors.

Exit codes: 0 done, whatever the verdict; 2 the input or arguments are unusable, with the reasons on
standard error; 1 only for a defect of the program; 130 stopped by the user.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
from errno import EDQUOT, EIO, ENOSPC
from io import TextIOWrapper
from typing import NoReturn

import click

from junheng import __version__
from junheng.cli.groups import LazyGroup
from junheng.cli.messages import in_chinese
from junheng.errors import UserError
from junheng.model.text import printable

COMMANDS = {
    "template": "生成填报工作簿",
    "check": "检查数据，列出全部问题，生成标色的副本",
    "evaluate": "逐条逐校判定，说明结论，生成申报表和报告",
    "explain": "说明一个数或一个结论是怎么得来的",
    "rules": "列出规则手册：每一条的要求、出处、版本",
    "plan": "规划：最省的达标方案，谁去哪里，建在哪里，分到哪个班",
    "classes": "阳光分班：先承诺，再抽签，谁都可以核验",
    "engine": "成批判定几个县到全国，比较各年、各地",
    "synthesize": "生成一份虚构的全国数据，用来试用和测速",
}
"""Every command with its line of help. The module of a command is loaded when it is called."""


@click.group(
    cls=LazyGroup,
    prefix="junheng.cli.",
    lines=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="每个命令都有说明：junheng 命令 --help",
)
@click.version_option(__version__, message="junheng %(version)s", help="显示版本")
def cli() -> None:
    """均衡 Junheng：按国家标准逐条、逐校判定义务教育优质均衡，并说明每一个数的来历。"""


def _end(code: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(printable(line), err=True)
    sys.exit(code)


_NEAREST = {"✓": "√", "✗": "×", "△": "△", "–": "-", "—": "-"}
"""What stands for a mark that the encoding of the terminal lacks (GBK has no ✓)."""


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    shown = (_NEAREST.get(each, "?") for each in lost)
    encodable = (each.encode(error.encoding, "replace").decode(error.encoding) for each in shown)
    return "".join(encodable), error.end


def _any_character() -> None:
    """Let no character end the program: what the terminal's encoding lacks is replaced."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="nearest")


def main() -> NoReturn:
    """Run the command line. User errors end with 2 and no traceback, defects keep theirs."""
    _any_character()
    # Asked to end, the program ends as when stopped: nothing half-written, no temporary file stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except UserError as error:
        _end(2, f"✗ {error}")
    except (click.exceptions.Abort, KeyboardInterrupt):
        _end(130, "", "已停止。没有写完的文件不会留下。")
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(2)
    except click.ClickException as error:
        _end(2, f"✗ {in_chinese(error)}")
    except BrokenPipeError:
        _nobody_reads()
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT, EIO):
            raise
        _nobody_reads(
            2, f"✗ 结果没有写出去：{'磁盘读写出错' if error.errno == EIO else '磁盘已满'}"
        )
    sys.exit(0)


def _run() -> None:
    """Run the command asked for.

    The library's own ``main`` would end a closed pipe with 1, which is kept for defects; it is
    called only to answer a shell that completes a command.
    """
    if "_JUNHENG_COMPLETE" in os.environ:
        cli.main(prog_name="junheng")
    with cli.make_context("junheng", sys.argv[1:]) as context:
        cli.invoke(context)


def _nobody_reads(code: int = 0, *lines: str) -> NoReturn:
    """End without a last complaint about what is still to be written to standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _end(code, *lines)
