"""What a compliance plan may be told besides the census: prices, years, sites, teachers, pupils.

Every table and every column but the keys is optional; what is left out has the default that its note
names. Sheets or files of the same data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from junheng.census.assemble import Row
from junheng.census.other_tables import OtherTables, Rows, read_tables
from junheng.census.records import Census, Exact, StageRow
from junheng.census.tables import Column, Kind, Table
from junheng.evaluation.amounts import ABOVE, BACKBONE, PE_ARTS
from junheng.model import COMPULSORY, Stage
from junheng.planning.prices import Item, Prices, default_prices, with_own

StageKey = tuple[str, Stage]
"""A school and a stage."""

TYPES = tuple((d, b, s) for d in (0, 1) for b in (0, 1) for s in (0, 1))
"""The eight types of teachers: above the required degree, backbone, PE or arts."""

MOST_YUAN = 10**13
"""More than any county has: an amount above it is a slip of the pen."""

_SCHOOL = Column(name="school_code", header="学校标识码", kind=Kind.TEXT, required=True)
_STAGE = Column(
    name="stage",
    header="学段",
    kind=Kind.CHOICE,
    required=True,
    choices={word: stage.value for stage in COMPULSORY for word in (stage.zh, stage.value)},
)


def _amount(name: str, header: str, unit: str, note: str) -> Column:
    return Column(name=name, header=header, kind=Kind.AMOUNT, unit=unit, note=note)


def _count(name: str, header: str, unit: str, note: str, *, required: bool = False) -> Column:
    return Column(
        name=name, header=header, kind=Kind.COUNT, unit=unit, note=note, required=required
    )


def _flag(name: str, header: str, note: str = "", *, required: bool = False) -> Column:
    return Column(name=name, header=header, kind=Kind.FLAG, note=note, required=required)


PRICES = Table(
    name="comply_prices",
    sheet="达标单价",
    key=("item",),
    note="没有列出的项目用程序自带的示例单价",
    columns=(
        Column(
            name="item",
            header="项目",
            kind=Kind.CHOICE,
            required=True,
            choices={word: item.value for item in Item for word in (item.zh, item.value)},
        ),
        _amount("once_yuan", "一次性单价", "元", "做的那一年付一次；不填用示例单价"),
        _amount("yearly_yuan", "每年单价", "元", "从做的那一年起每年都付，如工资；不填用示例单价"),
        _amount("unit_size", "每次最少增加", "", "方案里的数量是它的整倍数；不填用示例数"),
        _amount("fixed_yuan", "每个项目固定费用", "元", "只用于新建；不填用示例数"),
        _amount("least", "每个项目最小规模", "", "只用于新建；不填用示例数"),
    ),
)
YEARS = Table(
    name="comply_years",
    sheet="达标年度",
    key=("year",),
    note="每年的预算、能力和阶段目标；不填就是没有限制、没有目标",
    columns=(
        Column(name="year", header="年份", kind=Kind.YEAR, required=True),
        _amount("budget_yuan", "预算", "元", "公办学校这一年最多花多少；不填不限"),
        _count("hires", "最多招聘", "人", "含引进骨干教师；不填不限"),
        _count("promotions", "最多培养骨干", "人", "不填不限"),
        _count("upgrades", "最多提升学历", "人", "不填不限"),
        _amount("row_share", "达标学段部比例", "%", "这一年至少多少学段部过关，0 到 100；不填没有"),
        _flag("disparities", "差异系数达标", "填“是”表示这一年各项差异系数就要达标；不填为否"),
    ),
)
SITES = Table(
    name="comply_schools",
    sheet="达标学校条件",
    key=("school_code",),
    note="受场地限制的学校；没有列出的学校不限，也没有可改造的用房",
    columns=(
        _SCHOOL,
        _amount("teaching_most_m2", "最多新建教学用房", "平方米", "不填不限"),
        _amount("sports_most_m2", "最多新建运动场地", "平方米", "不填不限"),
        _amount("convertible_m2", "可改造为教学用房", "平方米", "不填为 0"),
    ),
)
TEACHERS = Table(
    name="comply_teachers",
    sheet="可交流教师",
    key=("school_code", "stage"),
    note="不填的学段部，按县级数据“符合交流条件教师数”占教师的比例推算",
    columns=(
        _SCHOOL,
        _STAGE,
        _count("eligible", "符合交流条件教师数", "人", "这个学段部最多调出多少人", required=True),
    ),
)
MIXES = Table(
    name="comply_mix",
    sheet="教师构成",
    key=("school_code", "stage", "above_degree", "backbone", "pe_arts"),
    note="各类教师有多少人；不填的学段部，按各项占教师的比例推算",
    columns=(
        _SCHOOL,
        _STAGE,
        _flag("above_degree", "高于规定学历", required=True),
        _flag("backbone", "骨干教师", required=True),
        _flag("pe_arts", "体育艺术教师", required=True),
        _count("teachers", "人数", "人", "合计应与学段表一致", required=True),
    ),
)
PUPILS = Table(
    name="comply_pupils",
    sheet="各年在校生",
    key=("school_code", "stage", "year"),
    note="预测的在校生；没有列出的年份，用前一年的数",
    columns=(
        _SCHOOL,
        _STAGE,
        Column(name="year", header="年份", kind=Kind.YEAR, required=True),
        _count("pupils", "在校生数", "人", "", required=True),
    ),
)
TABLES = (PRICES, YEARS, SITES, TEACHERS, MIXES, PUPILS)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTerms:
    """What one year allows and asks. ``None`` is no limit; ``row_share`` is between 0 and 1."""

    budget: Fraction | None = None
    hires: int | None = None
    promotions: int | None = None
    upgrades: int | None = None
    row_share: Fraction = Fraction(0)
    disparities: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLimit:
    """What can be built on a school's site, m2. ``None`` is no limit."""

    teaching: Fraction | None = None
    sports: Fraction | None = None
    convertible: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplyInputs:
    """Everything given besides the census. What is empty has the defaults."""

    prices: Prices = field(default_factory=default_prices)
    own_prices: frozenset[Item] = frozenset()
    years: Mapping[int, YearTerms] = field(default_factory=dict)
    sites: Mapping[str, SiteLimit] = field(default_factory=dict)
    eligible: Mapping[StageKey, int] = field(default_factory=dict)
    mixes: Mapping[StageKey, tuple[int, ...]] = field(default_factory=dict)
    pupils: Mapping[tuple[str, Stage, int], int] = field(default_factory=dict)


def read_inputs(path: Path, census: Census, *, now: int | None = None) -> ComplyInputs:
    """Read the further tables of ``path``, the data that ``census`` was read from.

    ``now`` is the year of the census: what is said of it or of years before it is refused.
    Raises :class:`junheng.errors.UserError` with every defect.
    """
    tables = read_tables(path, TABLES)
    stages = {(row.school_code, row.stage): row for row in census.stages}
    _check(tables, census, stages)
    if now is not None:
        for table in (YEARS, PUPILS):
            _check_to_come(tables[table.name], now)
    mixes = _mixes(tables[MIXES.name], stages)
    tables.require()
    own = {Item(row["item"]): _figures(row) for row in tables[PRICES.name].rows}
    built = own.get(Item.TEACHING_BUILD, {}).get("unit_size")
    given = {
        **own,
        Item.TEACHING_CONVERT: {**own.get(Item.TEACHING_CONVERT, {}), "unit_size": built},
    }
    return ComplyInputs(
        prices=with_own(given),
        own_prices=frozenset(own),
        years={row["year"]: _terms(row) for row in tables[YEARS.name].rows},
        sites={row["school_code"]: _site(row) for row in tables[SITES.name].rows},
        eligible={_key(row): row["eligible"] for row in tables[TEACHERS.name].rows},
        mixes=mixes,
        pupils={(*_key(row), row["year"]): row["pupils"] for row in tables[PUPILS.name].rows},
    )


def _key(row: Row) -> StageKey:
    return row["school_code"], Stage(row["stage"])


def _figures(row: Row) -> dict[str, Fraction | None]:
    columns = {
        "once": "once_yuan",
        "yearly": "yearly_yuan",
        "unit_size": "unit_size",
        "fixed": "fixed_yuan",
        "least": "least",
    }
    return {name: _fraction(row[column]) for name, column in columns.items()}


def _fraction(value: Exact | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _terms(row: Row) -> YearTerms:
    return YearTerms(
        budget=_fraction(row["budget_yuan"]),
        hires=row["hires"],
        promotions=row["promotions"],
        upgrades=row["upgrades"],
        row_share=Fraction(row["row_share"] or 0) / 100,
        disparities=bool(row["disparities"]),
    )


def _site(row: Row) -> SiteLimit:
    return SiteLimit(
        teaching=_fraction(row["teaching_most_m2"]),
        sports=_fraction(row["sports_most_m2"]),
        convertible=Fraction(row["convertible_m2"] or 0),
    )


def _check(tables: OtherTables, census: Census, stages: Mapping[StageKey, StageRow]) -> None:
    """Note every code that is not in the census, and every figure that cannot be meant."""
    schools = {school.school_code for school in census.schools}
    for table in (SITES, TEACHERS, MIXES, PUPILS):
        tables[table.name].linked("school_code", schools.__contains__, "学校表")
    for table in (TEACHERS, MIXES, PUPILS):
        _check_stages(tables[table.name], stages, schools)
    for row in tables[PRICES.name].rows:
        _check_price(tables[PRICES.name], row)
    years = tables[YEARS.name]
    for row in years.rows:
        _check_yuan(years, row, "budget_yuan")
        if row["row_share"] is not None and row["row_share"] > 100:
            years.refuse(row, "row_share", "比例超过 100%", expected="0 到 100 之间的数")
    _check_eligible(tables[TEACHERS.name], stages)


def _check_to_come(rows: Rows, now: int) -> None:
    """Note every row of a year that is not after ``now``."""
    for row in rows.rows:
        if row["year"] is not None and row["year"] <= now:
            rows.refuse(
                row,
                "year",
                f"数据是 {now} 年的，方案从 {now + 1} 年开始，用不上这一年",
                expected=f"{now + 1} 年或以后",
                remedy="改正年份，或删去这一行；数据不是这一年的，用 --year 说明",
            )


def _check_price(prices: Rows, row: Row) -> None:
    for column in ("once_yuan", "yearly_yuan", "fixed_yuan"):
        _check_yuan(prices, row, column)
    if row["unit_size"] == 0:
        prices.refuse(row, "unit_size", "不能是 0", expected="大于 0 的数")
    if row["item"] is None:
        return
    item = Item(row["item"])
    for column in ("fixed_yuan", "least"):
        if row[column] and not item.building:
            prices.refuse(row, column, "只用于新建的项目", remedy="清空这一格")
    if item.people and row["unit_size"] not in (None, 0, 1):
        prices.refuse(row, "unit_size", "教师按人计算", expected="1，或不填")
    if item is Item.TEACHING_CONVERT and row["unit_size"] is not None:
        prices.refuse(row, "unit_size", "改造与新建用同一个数", remedy="填在新建那一行")
    if item is Item.MULTIMEDIA and row["unit_size"] not in (None, 0, 1):
        prices.refuse(row, "unit_size", "教室按间计算", expected="1，或不填")


def _check_eligible(teachers: Rows, stages: Mapping[StageKey, StageRow]) -> None:
    for row in teachers.rows:
        stage = stages.get(_key(row)) if row["stage"] else None
        if stage is None or stage.teachers is None or row["eligible"] is None:
            continue
        if row["eligible"] > stage.teachers:
            teachers.refuse(
                row, "eligible", f"超过专任教师数 {stage.teachers} 人", expected="不超过专任教师数"
            )


def _check_yuan(rows: Rows, row: Row, column: str) -> None:
    if row[column] is not None and row[column] > MOST_YUAN:
        rows.refuse(
            row,
            column,
            "大得不合理",
            expected=f"不超过 {MOST_YUAN:,} 元",
            remedy="核对单位是不是“元”",
        )


def _check_stages(rows: Rows, stages: Mapping[StageKey, StageRow], schools: set[str]) -> None:
    for row in rows.rows:
        known = row["school_code"] in schools and row["stage"] is not None
        if known and _key(row) not in stages:
            rows.refuse(
                row,
                "stage",
                "学段表里没有这所学校的这个学段",
                "plan.link",
                remedy="改正，或删去这一行",
            )


def _mixes(rows: Rows, stages: Mapping[StageKey, StageRow]) -> dict[StageKey, tuple[int, ...]]:
    """The mix of every stage that is listed; the first row of one that contradicts is refused."""
    found: dict[StageKey, dict[tuple[int, ...], int]] = {}
    first: dict[StageKey, Row] = {}
    for row in rows.rows:
        flags = [row[name] for name in ("above_degree", "backbone", "pe_arts")]
        if None in flags or None in (row["school_code"], row["stage"], row["teachers"]):
            continue
        first.setdefault(_key(row), row)
        found.setdefault(_key(row), {})[tuple(int(flag) for flag in flags)] = row["teachers"]
    mixes = {key: tuple(mix.get(kind, 0) for kind in TYPES) for key, mix in found.items()}
    for key, mix in mixes.items():
        for words, told, listed in _contradictions(stages.get(key), mix):
            rows.refuse(
                first[key],
                "teachers",
                f"{words}合计 {listed} 人，与学段表的 {told} 人不符",
                remedy="使合计与学段表一致",
            )
    return mixes


def _contradictions(stage: StageRow | None, mix: tuple[int, ...]) -> Iterator[tuple[str, int, int]]:
    if stage is None:
        return
    told = margins(stage)
    listed = (
        sum(mix),
        *(sum(n for kind, n in zip(TYPES, mix, strict=True) if kind[axis]) for axis in range(3)),
    )
    words = ("全部教师", "高于规定学历的教师", "骨干教师", "体育艺术教师")
    for word, theirs, ours in zip(words, told, listed, strict=True):
        if theirs is not None and theirs != ours:
            yield word, theirs, ours


def margins(stage: StageRow) -> tuple[int | None, int | None, int | None, int | None]:
    """Teachers of a stage: all, above the required degree, backbone, PE and arts (visiting ones not
    counted). ``None`` where a column is missing.
    """
    terms = (ABOVE[stage.stage], BACKBONE, PE_ARTS)
    above, backbone, pe_arts = (_sum([getattr(stage, each.column) for each in of]) for of in terms)
    return stage.teachers, above, backbone, pe_arts


def _sum(values: list[int | None]) -> int | None:
    return None if None in values else sum(value for value in values if value is not None)
