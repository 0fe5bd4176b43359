"""The report on one county, in the order in which it is read: verdict first, grounds after."""

from __future__ import annotations

from junheng import __version__
from junheng.evaluation.results import CountyResult, Evaluation
from junheng.reports.blocks import Block, Report
from junheng.reports.content.basis import basis
from junheng.reports.content.clause_tables import area_section, eligibility_section
from junheng.reports.content.open_data import left_out_section, missing_section
from junheng.reports.content.resources import resources
from junheng.reports.content.verdict import verdict
from junheng.reports.wording import chinese_date, source_name


def county_report(county: CountyResult, evaluation: Evaluation) -> Report:
    """Everything that is to be said of one county."""
    blocks: list[Block] = [
        *verdict(county),
        *resources(county, evaluation),
        *area_section(county, "7"),
        *area_section(county, "8"),
        *area_section(county, "9"),
        *area_section(county, "10"),
        *eligibility_section(county),
        *missing_section(county, evaluation),
        *left_out_section(county),
        *basis(evaluation),
    ]
    return Report(
        place=county.title,
        subject="义务教育优质均衡发展评估报告",
        facts=facts(evaluation),
        blocks=tuple(blocks),
    )


def facts(evaluation: Evaluation) -> tuple[str, ...]:
    """The lines under the title: as of when, by which rules, from which data."""
    rules = evaluation.rules
    return (
        f"规则日期：{chinese_date(rules.on)}　适用地区：{rules.jurisdiction_name}",
        f"规则集：{rules.id}（指纹 {rules.fingerprint[:12]}）",
        f"数据来源：{source_name(evaluation)}　程序：junheng {__version__}",
    )
