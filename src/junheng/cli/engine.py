"""``junheng engine``: the commands for many counties. Each is loaded when it is called."""

from __future__ import annotations

import click

from junheng.cli.groups import LazyGroup

COMMANDS = {
    "run": "判定一个省、一个州市或全国的全部县",
    "check": "检查成批的数据，列出全部问题",
    "sql": "打印一条条款的 SQL 语句，供审计人员自己运行",
    "trend": "比较各年的判定结果：变化、滑坡、风险",
    "compare": "按州市、省、城乡比较",
}
"""Every command of the group with its line of help."""


@click.group(
    name="engine",
    cls=LazyGroup,
    prefix="junheng.cli.engine_",
    lines=COMMANDS,
    epilog="每个命令都有说明：junheng engine 命令 --help",
)
def command() -> None:
    r"""成批判定：几个县到全国，同一套定义，用 DuckDB 在本机算，或用 Spark 在集群上算。

    \b
    数据是一个文件夹（每张表一个 CSV 或 Parquet，或一个放各部分的子文件夹），或一个数据库地址。
    需要的程序库：pip install ".[engine]"；Spark：pip install ".[spark]"。
    """
