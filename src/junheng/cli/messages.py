"""What the command-line library says of wrong arguments, in Chinese."""

from __future__ import annotations

import click


def in_chinese(error: click.ClickException) -> str:
    """The message of a usage error, with the command to ask for help."""
    return f"{_said(error)}{_help(error)}"


def _help(error: click.ClickException) -> str:
    ctx = getattr(error, "ctx", None)
    return f"\n  用法见：{ctx.command_path} --help" if ctx else ""


def _said(error: click.ClickException) -> str:
    match error:
        case click.MissingParameter(param=param) if param is not None:
            name = param.human_readable_name
            said = f"少了参数 {name}"
        case click.NoSuchOption(option_name=name, possibilities=near):
            hint = f"，是不是 {'、'.join(near)}？" if near else ""
            said = f"没有选项 {name}{hint}"
        case click.BadParameter(param=param) if param and isinstance(param.type, click.Choice):
            choices = "、".join(map(str, param.type.choices))
            found = error.message.split("'")[1]
            said = f"参数 {'/'.join(param.opts)} 不对：“{found}”不在可选之列：{choices}"
        case click.BadParameter(param=param) if param is not None:
            shown = "/".join(param.opts) if param.opts else param.name
            said = f"参数 {shown} 不对：{error.message}"
        case click.UsageError() if error.message.startswith("No such command"):
            name = error.message.split("'")[1]
            said = f"没有命令“{name}”"
        case click.UsageError() if "unexpected extra argument" in error.message:
            extra = error.message.split("(", 2)[-1].rstrip(")")
            said = f"多出了参数 {extra}"
        case _:
            said = error.format_message()
    return said
