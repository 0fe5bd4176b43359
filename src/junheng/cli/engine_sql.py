"""``junheng engine sql``: the statement behind a clause, for an auditor to run himself."""

from __future__ import annotations

from datetime import date

import click

from junheng.cli.arguments import ManySwitches, rule_options
from junheng.engine.backends import require
from junheng.rulebook import rules


@click.command(name="sql", cls=ManySwitches)
@click.argument(
    "clause",
    required=False,
    default="verdict",
    metavar="[CLAUSE]",
    help="条款号，如 7.11；默认 verdict（结论）",
)
@rule_options
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    help="哪一种引擎的语句",
)
@click.option("--lists", is_flag=True, help="班级、教师、学生名册也计入")
def command(
    clause: str,
    jurisdiction: str,
    on: date | None,
    with_: tuple[str, ...],
    engine: str,
    lists: bool,
) -> None:
    r"""打印一条条款从规范表算到结论的全部语句；审计人员可以在自己的数据库里照着运行。

    语句用的表和列，是手册“表和列”一页的英文名。

    \b
    例：
      junheng engine sql 7.11
      junheng engine sql 6.cv --engine spark --jurisdiction 532300
    """
    require()
    from junheng.engine.auditing import script

    rule_set = rules(jurisdiction=jurisdiction, on=on or date.today(), with_=with_)
    statements = script(rule_set, clause, engine, lists=lists)
    click.echo(f"-- {rule_set.jurisdiction_name}，{rule_set.on.isoformat()}，{clause}")
    click.echo(f"-- 规则指纹 {rule_set.fingerprint}")
    for statement in statements[:-1]:
        kind = "TABLE" if engine == "duckdb" else "VIEW"
        click.echo(f"CREATE OR REPLACE TEMPORARY {kind} {statement.name} AS\n{statement.query};\n")
    click.echo(f"{statements[-1].query};")
