"""``junheng template``: the workbook that a school or a county fills in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from junheng.census.template import Listed, Prefill, write_template
from junheng.census.template.school_list import school_list
from junheng.cli.arguments import Command
from junheng.errors import UserError
from junheng.files import refuse_overwriting
from junheng.model.identifiers import county_code_problem
from junheng.rulebook import rules
from junheng.standards import Judged, RuleSet

_ATTESTED_CONDITIONS = ("evidence", "basic_balance_cv")


@click.command(name="template", cls=Command)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.xlsx",
    help="写到哪个文件",
)
@click.option(
    "--schools",
    type=click.Path(path_type=Path),
    metavar="DATA",
    help="预填学校：去年的数据（工作簿或文件夹），或一份有学校标识码、学校名称的名单",
)
@click.option(
    "--county",
    default="",
    metavar="CODE",
    help="预填县级行政区划代码（6 位），并按当地的规则列出佐证条款",
)
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
def command(out: Path, schools: Path | None, county: str, *, force: bool) -> None:
    r"""生成一个填报工作簿，用 Excel 或 WPS 填写。

    表头、单位、说明、下拉列表、输入检查、自查公式都已备好；填完后用 junheng check 检查。

    \b
    例：
      junheng template --out 填报.xlsx
      junheng template --out 填报.xlsx --county 532323 --schools 去年.xlsx
    """
    if out.suffix.lower() != ".xlsx":
        raise UserError(f"{out} 不是 .xlsx 文件名", remedy="把文件名写成以 .xlsx 结尾")
    if county and (problem := county_code_problem(county)):
        raise UserError(
            f"--county 写的“{county}”{problem}", remedy="写县级行政区划代码，例如 532323"
        )
    if schools is not None and _same(out, schools):
        raise UserError(
            f"--out 和 --schools 是同一个文件 {out}，写出会毁掉名单", remedy="用 --out 换一个文件名"
        )
    refuse_overwriting(out, force=force)
    listed = school_list(schools, county_code=county) if schools else ()
    prefill = Prefill(
        county_codes=_counties(county, listed),
        schools=listed,
        clauses=attested_clauses(rules(jurisdiction=county, on=date.today())),
    )
    write_template(out, prefill, replace=force)
    click.echo(f"✓ 已写出 {out}" + (f"，预填了 {len(listed)} 所学校" if listed else ""))
    click.echo(f"  先看“填报说明”一页；填好后运行：junheng check {out}")


def attested_clauses(rule_set: RuleSet) -> tuple[tuple[str, str], ...]:
    """Number and title of every clause for which the county attests a conclusion."""
    return tuple(
        (clause.id, clause.title.zh)
        for clause in rule_set
        if clause.judged in (Judged.EVIDENCE, Judged.VETO)
        or (clause.judged is Judged.ELIGIBILITY and clause.measure in _ATTESTED_CONDITIONS)
        or clause.measure == "migrant"
    )


def _same(one: Path, other: Path) -> bool:
    """Whether both lead to one file, by links too."""
    try:
        return one.samefile(other)
    except OSError:
        return False  # one of them is not there


def _counties(county: str, listed: tuple[Listed, ...]) -> tuple[str, ...]:
    """The counties to prepare a block for: the one asked for, else those of the list."""
    if county:
        return (county,)
    codes = (str(each.cells["county_code"]) for each in listed if "county_code" in each.cells)
    return tuple(dict.fromkeys(codes))
