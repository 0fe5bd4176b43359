"""What the command-line library says of wrong arguments, in Chinese."""

from __future__ import annotations

from typing import Any

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
            said = f"参数 {_name(param)} 不对：“{found}”不在可选之列：{choices}"
        case click.BadParameter(param=param) if param and (asked := _range(param.type)):
            found = error.message.split(" ", 1)[0].strip("'")
            said = f"参数 {_name(param)} 不对：“{found}”，应为{asked}"
        case click.BadParameter(param=param) if param is not None:
            said = f"参数 {_name(param)} 不对：{_of_a_path(error.message)}"
        case click.BadOptionUsage(option_name=name) if "requires an argument" in error.message:
            said = f"选项 {name} 后面要写一个值"
        case click.UsageError() if error.message.startswith("No such command"):
            name = error.message.split("'")[1]
            said = f"没有命令“{name}”"
        case click.UsageError() if "unexpected extra argument" in error.message:
            extra = error.message.split("(", 2)[-1].rstrip(")")
            said = f"多出了参数 {extra}"
        case _:
            said = error.format_message()
    return said


def _name(param: click.Parameter) -> str:
    """A parameter as the user wrote it: ``--on``, or ``DATA``."""
    if isinstance(param, click.Argument):
        return param.human_readable_name
    return "/".join(param.opts)


def _range(kind: click.ParamType[Any]) -> str:
    """What a number has to be, ``""`` for what is no number."""
    if not isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return ""
    what = "整数" if isinstance(kind, click.types.IntParamType) else "数"
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is not None and high is not None:
        return f" {low} 到 {high} 的{what}"
    if low is not None:
        return f"{'大于' if getattr(kind, 'min_open', False) else '不小于'} {low} 的{what}"
    return what if high is None else f"不大于 {high} 的{what}"


_PATHS = {
    "is a directory": "是文件夹，应为文件",
    "is a file": "是文件，应为文件夹",
    "is not readable": "没有读取的权限",
    "is not writable": "没有写入的权限",
    "does not exist": "不存在",
}


def _of_a_path(message: str) -> str:
    """What the library says of a path, in Chinese; any other message as it is."""
    for english, chinese in _PATHS.items():
        if english in message:
            return "“" + message.split("'")[1] + "”" + chinese
    return message
