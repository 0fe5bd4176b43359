"""The workbook of a trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from junheng.engine.trends import Trend
from junheng.reports.across import words
from junheng.reports.across.columns import Column, Form, Row, Sheet
from junheng.reports.across.naming import Naming
from junheng.reports.across.workbook import Book

_CODE = Column(name="county_code", header="行政区划代码", form=Form.CODE)
_PLACE = Column(name="place", header="县", optional=True)
_YEARS = (
    Column(name="year_before", header="上一年", form=Form.YEAR),
    Column(name="year", header="本年", form=Form.YEAR),
)
_STAGE = Column(name="stage", header="学段", words=words.STAGES)
_INDICATOR = Column(name="indicator", header="指标", words=words.INDICATORS)
_CHANGE = Column(name="change", header="变化", words=words.CHANGES)


def write_trend(
    trend: Trend, path: Path, *, naming: Naming, titles: Mapping[str, str], notes: Sequence[str]
) -> None:
    """Write the workbook. ``titles`` are the clauses' by id; ``notes`` stand on the first sheet.

    Raises :class:`junheng.errors.UserError` where it cannot be written.
    """
    years = trend.plan.years
    book = Book(f"优质均衡变化监测：{years[0]}—{years[-1]} 年", notes)
    content = {name: table.to_pylist() for name, table in trend.tables.items()}
    content["board"] = _board(content["verdicts"])
    for row in content["risks"]:
        row["what"] = _what(row, titles)
    for sheet in _sheets(trend, titles):
        rows = content[sheet.table]
        for row in rows:
            row["place"] = naming.of(row.get("county_code"))
        book.add(sheet, rows)
    book.write(path)


def _what(row: Row, titles: Mapping[str, str]) -> str:
    """What a risk is about: the clause with its title, or the stage and indicator."""
    if row["clause"]:
        return f"{row['clause']} {titles.get(row['clause'], '')}".strip()
    indicator = row["indicator"]
    return f"{words.STAGES[row['stage']]}{words.INDICATORS.get(indicator, indicator)}"


def _board(verdicts: Sequence[Row]) -> list[dict[str, Any]]:
    """One row a county: its verdicts and shares year by year."""
    found: dict[str, dict[str, Any]] = {}
    for row in verdicts:
        county = found.setdefault(row["county_code"], {"county_code": row["county_code"]})
        county[f"verdict_{row['year']}"] = row["verdict"]
        county[f"share_{row['year']}"] = row["rows_share"]
        county["change"] = row["change"]
        county["rows_share_change"] = row["rows_share_change"]
    return list(found.values())


def _sheets(trend: Trend, titles: Mapping[str, str]) -> list[Sheet]:
    years = trend.plan.years
    clause = Column(
        name="clause",
        header="条款",
        words={name: f"{name} {title}" for name, title in titles.items()},
    )
    following = trend.plan.following
    percent = f"{trend.plan.confidence * 100:g}%"
    return [
        Sheet(
            title="历年结论",
            table="board",
            note="每县一行：各年的结论、达标行（学校学段部）的比例；变化是该县最后两年之间的。空格：那一年没有数据。",
            columns=(
                _CODE,
                _PLACE,
                *(
                    Column(name=f"verdict_{year}", header=f"{year} 年结论", words=words.STATUSES)
                    for year in years
                ),
                *(
                    Column(name=f"share_{year}", header=f"{year} 年达标行比例", form=Form.SHARE)
                    for year in years
                ),
                _CHANGE,
                Column(name="rows_share_change", header="比例变化（百分点）", form=Form.POINTS),
            ),
            empty="没有县",
            sort=("county_code",),
        ),
        Sheet(
            title="认定后滑坡",
            table="slippage",
            note="曾经全部达标（或在名单上已通过认定）的县，后来有哪一条不达标、从哪一年起、还差多少。“自何年起”为空：现在已不是未达标。",
            columns=(
                _CODE,
                _PLACE,
                Column(name="recognised", header="认定或达标年份", form=Form.YEAR),
                Column(name="by_list", header="依据名单", words=words.YES_NO),
                clause,
                Column(name="first_missed", header="首次不达标", form=Form.YEAR),
                Column(name="since", header="自何年起至今", form=Form.YEAR),
                Column(name="status", header="最近一年", words=words.STATUSES),
                Column(name="value", header="数值", form=Form.FIGURE),
                Column(name="bound", header="限值", form=Form.FIGURE),
                Column(name="shortfall", header="还差", form=Form.FIGURE),
            ),
            empty="没有滑坡的县",
            sort=("status", "county_code", "clause"),
        ),
        Sheet(
            title="预警",
            table="risks",
            note="已超限、有风险、临近三类；其余的在 risks.parquet。"
            f"预测值和区间是按直线外推到 {following} 年的，区间的置信水平 {percent}；少于三年没有区间。",
            columns=(
                _CODE,
                _PLACE,
                Column(name="level", header="类别", words=words.RISKS),
                Column(name="measure", header="看什么", words=words.MEASURES),
                Column(name="what", header="项目"),
                Column(name="value", header="最近一年", form=Form.FIGURE),
                Column(name="limit", header="限值", form=Form.FIGURE),
                Column(name="n", header="几年数据", form=Form.COUNT),
                Column(name="direction", header="走向", words=words.DIRECTIONS),
                Column(name="slope", header="每年变化", form=Form.FIGURE),
                Column(name="predicted", header=f"{following} 年预测", form=Form.FIGURE),
                Column(name="low", header="区间下端", form=Form.FIGURE),
                Column(name="high", header="区间上端", form=Form.FIGURE),
                Column(name="crosses", header="何年越限", form=Form.YEAR),
                Column(name="returns", header="何年回到限内", form=Form.YEAR),
            ),
            empty="没有超限、有风险或临近限值的县",
            keep=lambda row: row["level"] in ("exceeded", "at_risk", "near"),
            sort=("level", "county_code", "measure", "clause", "stage", "indicator"),
        ),
        Sheet(
            title="年度变化",
            table="verdicts",
            note="每县每年一行（没有上一年的不列）：结论、达标行比例的变化，新不达标、新达标、新增、减少的行数。",
            columns=(
                _CODE,
                _PLACE,
                *_YEARS,
                Column(name="verdict_before", header="上一年结论", words=words.STATUSES),
                Column(name="verdict", header="本年结论", words=words.STATUSES),
                _CHANGE,
                Column(name="clauses_not_met", header="未达标条款", form=Form.COUNT),
                Column(name="clauses_open", header="无法判定条款", form=Form.COUNT),
                Column(name="rows", header="行数", form=Form.COUNT),
                Column(name="rows_share_before", header="上一年达标行比例", form=Form.SHARE),
                Column(name="rows_share", header="本年达标行比例", form=Form.SHARE),
                Column(name="rows_share_change", header="变化（百分点）", form=Form.POINTS),
                Column(name="newly_failing", header="新不达标", form=Form.COUNT),
                Column(name="newly_passing", header="新达标", form=Form.COUNT),
                Column(name="appeared", header="新增的行", form=Form.COUNT),
                Column(name="gone", header="减少的行", form=Form.COUNT),
            ),
            empty="只有一年的数据，没有变化可比",
            keep=lambda row: row["year_before"] is not None,
            sort=("county_code", "year"),
        ),
        Sheet(
            title="条款变化",
            table="clause_changes",
            note="结论有变化的条款；不变的在 clause_changes.parquet。“限值变了”为“是”时，"
            "结论的变化可能出自规则，不出自学校。数值之差只对含义逐年相同的条款计算。",
            columns=(
                _CODE,
                _PLACE,
                clause,
                *_YEARS,
                _CHANGE,
                Column(name="status_before", header="上一年结论", words=words.STATUSES),
                Column(name="status", header="本年结论", words=words.STATUSES),
                Column(name="value_before", header="上一年数值", form=Form.FIGURE),
                Column(name="value", header="本年数值", form=Form.FIGURE),
                Column(name="difference", header="数值之差", form=Form.FIGURE),
                Column(name="bound", header="限值", form=Form.FIGURE),
                Column(name="bound_changed", header="限值变了", words=words.YES_NO),
                Column(name="decides", header="计入结论", words=words.YES_NO),
            ),
            empty="没有结论变化的条款",
            keep=lambda row: row["change"] != "same",
            sort=("change", "county_code", "clause", "year"),
        ),
        Sheet(
            title="差异系数变化",
            table="disparity_changes",
            note="每县每学段每项指标每年一行。",
            columns=(
                _CODE,
                _PLACE,
                _STAGE,
                _INDICATOR,
                *_YEARS,
                Column(name="cv_before", header="上一年系数", form=Form.COEFFICIENT),
                Column(name="cv", header="本年系数", form=Form.COEFFICIENT),
                Column(name="difference", header="变化", form=Form.COEFFICIENT_CHANGE),
                Column(name="limit", header="限值", form=Form.VALUE),
                Column(name="status_before", header="上一年", words=words.STATUSES),
                Column(name="status", header="本年", words=words.STATUSES),
                _CHANGE,
            ),
            empty="只有一年的数据，没有变化可比",
            sort=("county_code", "stage", "indicator", "year"),
        ),
        Sheet(
            title="学校变化",
            table="school_changes",
            note="结论有变化的学校学段部，以及哪几项指标由达标变为未达标、由未达标变为达标。",
            columns=(
                _CODE,
                _PLACE,
                Column(name="school_code", header="学校标识码", form=Form.CODE),
                Column(name="name", header="学校"),
                _STAGE,
                *_YEARS,
                Column(name="pupils", header="在校生", form=Form.COUNT),
                _CHANGE,
                Column(name="status", header="本年结论", words=words.STATUSES),
                Column(name="fell", header="降到限值以下的指标", words=words.INDICATORS),
                Column(name="rose", header="升到限值的指标", words=words.INDICATORS),
            ),
            empty="没有结论变化的学校",
            sort=("change", "county_code", "school_code", "year"),
        ),
        Sheet(
            title="数据不齐的县",
            table="incomplete",
            note="缺少某些年份的县；缺的年份不当作 0，也不外推补上。",
            columns=(
                _CODE,
                _PLACE,
                Column(
                    name="present", header="有数据的年份", words={str(y): str(y) for y in years}
                ),
                Column(
                    name="absent", header="没有数据的年份", words={str(y): str(y) for y in years}
                ),
            ),
            empty="各县各年都有数据",
            sort=("county_code",),
        ),
        Sheet(
            title="各年规则",
            table="rules",
            note="各年判定所用的规则集。指纹不同，说明规则不同，结论的变化可能出自规则。",
            columns=(
                Column(name="year", header="年份", form=Form.YEAR),
                Column(name="same_as_before", header="与上一年相同", words=words.YES_NO),
                Column(name="ruleset", header="规则集", words=words.RULE_SETS),
                Column(name="jurisdiction", header="适用地区", words={"": "全国"}),
                Column(name="on", header="规则日期"),
                Column(name="switches", header="例外条款", form=Form.WRAPPED),
                Column(name="options", header="口径", form=Form.WRAPPED),
                Column(name="fingerprint", header="指纹", form=Form.WRAPPED),
                Column(name="junheng", header="程序版本"),
            ),
            empty="没有规则",
            frozen=1,
        ),
    ]
