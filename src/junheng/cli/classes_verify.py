"""``junheng classes verify``: do it all again, and compare byte by byte."""

from __future__ import annotations

import json
from pathlib import Path

import click

from junheng.cli.arguments import Command, SomePath, SomeText
from junheng.errors import UserError


@click.command(name="verify", cls=Command)
@click.argument(
    "folder",
    type=SomePath(file_okay=False),
    metavar="DIR",
    help="junheng classes draw 写出的文件夹，或其中公示的文件",
)
@click.option(
    "--roster",
    type=SomePath(),
    metavar="ROSTER",
    help="学校原来的名册（工作簿或文件夹）：核对它就是承诺的那一份。要有“校内不公开”里的密钥",
)
@click.option(
    "--receipt",
    type=SomePath(dir_okay=False),
    metavar="FILE",
    help="编号名册，或一家的回执（表头和一行）",
)
@click.option("--commitment", type=SomeText(), metavar="HEX", help="事先公布的承诺值")
@click.option("--public-value", type=SomeText(), metavar="TEXT", help="公布的公开数值")
@click.option("--slips-hash", type=SomeText(), metavar="HEX", help="公开数值产生之前公布的纸条哈希")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="在终端显示（table）或输出 JSON（json）",
)
def command(
    folder: Path,
    roster: Path | None,
    receipt: Path | None,
    commitment: str | None,
    public_value: str | None,
    slips_hash: str | None,
    format_: str,
) -> None:
    r"""第三步：核验分班，谁都可以做。有编号名册就从头重算，逐字比较。

    没有编号名册，只核对承诺、种子、回执、各文件是否一致，那不算核验通过，退出码也是 2。

    \b
    不用这个程序也可以：python verify.py DIR，只要 Python，verify.py 随结果一起公示。

    \b
    例：
      junheng classes verify 结果
      junheng classes verify 结果 --commitment 3f5a… --public-value "03 07 12 18 22 30 + 05"
      junheng classes verify 结果 --roster 初一新生.xlsx
    """
    from junheng.cli.classes_folder import again_inside, read_text
    from junheng.planning.assign import verify
    from junheng.planning.assign.commitment import PUBLIC_FORMS, public

    text = read_text(folder / verify.COMMITMENT)
    if public_value is not None:
        form = _form(text)
        public_value = public(public_value, form if form in PUBLIC_FORMS else "text")
    found = verify.verify(folder, receipt, commitment or "", public_value or "", slips_hash or "")
    if roster is None:
        found.note(verify.OPEN, "校内的分班名单、回执没有核对；学校用 --roster 核对")
    elif not found.differences:
        again_inside(found, text, roster)
    if format_ == "json":
        click.echo(
            json.dumps(
                {
                    "verified": found.result == "verified",
                    "result": found.result,
                    "lines": found.lines,
                },
                ensure_ascii=False,
            )
        )
    else:
        for line in (*found.lines, *found.rest):
            click.echo(line)
    if found.differences:
        raise UserError(
            found.words,
            remedy="与学校公布的原件核对；原件也不符的，分班无效，向主管部门反映",
        )
    if found.result == "partial":
        raise UserError(found.words, remedy="用完整的编号名册（核验名册）再核验，或到校核验")
    if format_ == "table":
        click.echo(found.words)


def _form(text: str) -> str:
    try:
        return str(json.loads(text)["public_form"])
    except (ValueError, KeyError, TypeError):
        return "text"
