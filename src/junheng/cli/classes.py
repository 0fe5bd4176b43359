"""``junheng classes``: sunshine classes, committed, drawn, verified. Each is loaded when called."""

from __future__ import annotations

import click

from junheng.cli.groups import LazyGroup

COMMANDS = {
    "commit": "第一步：固定名册和办法，写出要事先公布的承诺书",
    "slips": "收了家长的纸条：算出要在公开数值产生之前公布的哈希",
    "draw": "第二步：用事后公布的数值抽签分班，写出公示和证明",
    "verify": "第三步：谁都可以核验，重算一遍，逐字比较",
}
"""Every command of the group with its line of help."""


@click.group(
    name="classes",
    cls=LazyGroup,
    prefix="junheng.cli.classes_",
    lines=COMMANDS,
    epilog="每个命令都有说明：junheng classes 命令 --help",
)
def command() -> None:
    r"""阳光分班：各班均衡，由抽签决定，谁都可以核验。

    \b
    先固定名册和办法，公布承诺值；再收家长的纸条，公布它们的哈希，等公开数值（如开奖号码）产生；
    种子由三者算出，谁也不能事先知道，事后谁也改不了。
    试分一次，看看能有多均衡：junheng plan assign。
    """
