"""The workbook of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from junheng.engine.comparisons import Comparison
from junheng.reports.across import words
from junheng.reports.across.columns import Column, Form, Row, Sheet
from junheng.reports.across.naming import Naming
from junheng.reports.across.workbook import Book

_LEVEL = Column(name="level", header="层级", words=words.LEVELS)
_CODE = Column(name="code", header="行政区划代码", form=Form.CODE)
_PLACE = Column(name="place", header="地区")
_WHERE = (_LEVEL, _CODE, _PLACE)
_STAGE = Column(name="stage", header="学段", words=words.STAGES)
_INDICATOR = Column(name="indicator", header="指标", words=words.INDICATORS)
_GROUP = (
    Column(name="grouping", header="分组", words=words.GROUPINGS),
    Column(name="group", header="组", words=words.GROUPS),
)


def write_comparison(
    comparison: Comparison, path: Path, *, naming: Naming, notes: Sequence[str]
) -> None:
    """Write the workbook; ``notes`` stand on its first sheet.

    Raises :class:`junheng.errors.UserError` where it cannot be written.
    """
    book = Book("优质均衡比较", notes)
    content = {name: table.to_pylist() for name, table in comparison.tables.items()}
    content["standing"] = _standing(content["ranks"])
    for sheet in SHEETS:
        if sheet.table not in content:
            continue
        rows = content[sheet.table]
        for row in rows:
            row["place"] = naming.of(row.get("code", row.get("county_code")))
            for named in ("worst_county", "neighbour", "prefecture"):
                if named in row:
                    row[f"{named}_name"] = naming.of(row[named])
        book.add(sheet, rows)
    book.write(path)


def _standing(ranks: Sequence[Row]) -> list[dict[str, Any]]:
    """One row a county: its value, rank and peers for each measure that is not a single coefficient."""
    found: dict[str, dict[str, Any]] = {}
    for row in ranks:
        if row["measure"] == "cv":
            continue
        county = found.setdefault(
            row["county_code"], {"county_code": row["county_code"], "prefecture": row["prefecture"]}
        )
        measure = row["measure"]
        county |= {
            measure: row["value"],
            f"{measure}_rank": row["rank"],
            f"{measure}_of": row["of"],
        }
    return list(found.values())


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        title="各地结论",
        table="places",
        note="全国、省、地（市、州）：各种结论的县数，达标行（学校学段部）比例，未达标行里的在校生。",
        columns=(
            *_WHERE,
            Column(name="counties", header="县数", form=Form.COUNT),
            Column(name="met", header="达标", form=Form.COUNT),
            Column(name="not_met", header="未达标", form=Form.COUNT),
            Column(name="undetermined", header="无法判定", form=Form.COUNT),
            Column(name="met_share", header="达标县比例", form=Form.SHARE),
            Column(name="rows", header="行数", form=Form.COUNT),
            Column(name="rows_met", header="达标行", form=Form.COUNT),
            Column(name="rows_share", header="达标行比例", form=Form.SHARE),
            Column(name="pupils", header="在校生", form=Form.COUNT),
            Column(name="pupils_failing", header="未达标行的在校生", form=Form.COUNT),
            Column(name="pupils_failing_share", header="占在校生", form=Form.SHARE),
        ),
        empty="没有县",
        sort=("level", "code"),
        frozen=3,
    ),
    Sheet(
        title="各地差异系数",
        table="place_disparities",
        note="所辖各县差异系数的中位数和最差的县；系数未知的县另计，不参加。",
        columns=(
            *_WHERE,
            _STAGE,
            _INDICATOR,
            Column(name="counties", header="有系数的县", form=Form.COUNT),
            Column(name="unknown", header="系数未知的县", form=Form.COUNT),
            Column(name="over", header="超过限值的县", form=Form.COUNT),
            Column(name="over_share", header="超过的比例", form=Form.SHARE),
            Column(name="median", header="中位数", form=Form.COEFFICIENT),
            Column(name="worst", header="最差", form=Form.COEFFICIENT),
            Column(name="limit", header="限值", form=Form.VALUE),
            Column(name="worst_county", header="最差的县", form=Form.CODE),
            Column(name="worst_county_name", header="县名", optional=True),
            Column(name="worst_counties", header="并列县数", form=Form.COUNT),
        ),
        empty="没有差异系数",
        sort=("level", "code", "stage", "indicator"),
        frozen=3,
    ),
    Sheet(
        title="城乡差距",
        table="gaps",
        note="按在校生加权的均值：城区、镇区、乡村，城乡之比（城区÷乡村）和之差（城区−乡村）。没有这类学校的为空。",
        columns=(
            *_WHERE,
            _STAGE,
            _INDICATOR,
            Column(name="urban", header="城区", form=Form.VALUE),
            Column(name="town", header="镇区", form=Form.VALUE),
            Column(name="rural", header="乡村", form=Form.VALUE),
            Column(name="ratio", header="城乡比", form=Form.VALUE),
            Column(name="town_ratio", header="镇乡比", form=Form.VALUE),
            Column(name="gap", header="城乡差", form=Form.VALUE_CHANGE),
        ),
        empty="没有可比的学校",
        sort=("level", "code", "stage", "indicator"),
        frozen=3,
    ),
    Sheet(
        title="分组达标",
        table="groups",
        note="按城乡、公办民办、学校类型：达标行比例和未达标行里的在校生。县一级的在 groups.parquet。",
        columns=(
            *_WHERE,
            *_GROUP,
            _STAGE,
            Column(name="rows", header="行数", form=Form.COUNT),
            Column(name="rows_met", header="达标行", form=Form.COUNT),
            Column(name="rows_not_met", header="未达标行", form=Form.COUNT),
            Column(name="rows_open", header="无法判定", form=Form.COUNT),
            Column(name="rows_share", header="达标行比例", form=Form.SHARE),
            Column(name="pupils", header="在校生", form=Form.COUNT),
            Column(name="pupils_failing", header="未达标行的在校生", form=Form.COUNT),
            Column(name="pupils_failing_share", header="占在校生", form=Form.SHARE),
        ),
        empty="没有行",
        keep=lambda row: row["level"] != "county",
        sort=("level", "code", "grouping", "group", "stage"),
        frozen=3,
    ),
    Sheet(
        title="分组均值",
        table="group_means",
        note="每项指标按在校生加权的均值、低于底线（限值的 85%）的行。县一级的在 group_means.parquet。",
        columns=(
            *_WHERE,
            *_GROUP,
            _STAGE,
            _INDICATOR,
            Column(name="rows", header="有数的行", form=Form.COUNT),
            Column(name="unknown", header="缺数的行", form=Form.COUNT),
            Column(name="pupils", header="在校生", form=Form.COUNT),
            Column(name="mean", header="均值", form=Form.VALUE),
            Column(name="met", header="达标行", form=Form.COUNT),
            Column(name="below_floor", header="低于底线的行", form=Form.COUNT),
            Column(name="below_floor_share", header="低于底线比例", form=Form.SHARE),
        ),
        empty="没有行",
        keep=lambda row: row["level"] != "county",
        sort=("level", "code", "grouping", "group", "stage", "indicator"),
        frozen=3,
    ),
    Sheet(
        title="县的位次",
        table="standing",
        note="各县在本地（市、州）的位次；并列的位次相同，数值未知的不排。最大用限比是最大的“系数÷限值”，"
        "大于 100% 即有系数超限。逐项系数的位次在 ranks.parquet。",
        columns=(
            Column(name="prefecture", header="地（市、州）", form=Form.CODE),
            Column(name="prefecture_name", header="地（市、州）名", optional=True),
            Column(name="county_code", header="行政区划代码", form=Form.CODE),
            Column(name="place", header="县", optional=True),
            Column(name="rows_share", header="达标行比例", form=Form.SHARE),
            Column(name="rows_share_rank", header="位次", form=Form.COUNT),
            Column(name="rows_share_of", header="共几县", form=Form.COUNT),
            Column(name="clauses_met", header="达标条款", form=Form.COUNT),
            Column(name="clauses_met_rank", header="位次", form=Form.COUNT),
            Column(name="clauses_met_of", header="共几县", form=Form.COUNT),
            Column(name="limit_used", header="最大用限比", form=Form.SHARE),
            Column(name="limit_used_rank", header="位次", form=Form.COUNT),
            Column(name="limit_used_of", header="共几县", form=Form.COUNT),
        ),
        empty="没有县",
        sort=("prefecture", "county_code"),
        frozen=4,
    ),
    Sheet(
        title="相近的县",
        table="alike",
        note="在校生规模和乡村在校生比例最接近的县，由近到远。距离的算法见手册“比较各地、城乡、公办民办”。",
        columns=(
            Column(name="county_code", header="行政区划代码", form=Form.CODE),
            Column(name="place", header="县", optional=True),
            Column(name="pupils", header="在校生", form=Form.COUNT),
            Column(name="rural_share", header="乡村比例", form=Form.SHARE),
            Column(name="position", header="次序", form=Form.COUNT),
            Column(name="neighbour", header="相近县代码", form=Form.CODE),
            Column(name="neighbour_name", header="相近的县", optional=True),
            Column(name="distance", header="距离", form=Form.VALUE),
            Column(name="neighbour_pupils", header="其在校生", form=Form.COUNT),
            Column(name="neighbour_rural_share", header="其乡村比例", form=Form.SHARE),
            Column(name="neighbour_verdict", header="其结论", words=words.STATUSES),
            Column(name="neighbour_rows_share", header="其达标行比例", form=Form.SHARE),
        ),
        empty="没有相近的县",
        sort=("county_code", "position"),
    ),
)
