"""What the forecast of places rests on: births, enrolment of past years, places, and who goes where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from junheng.census.assemble import Row
from junheng.census.other_tables import OtherTables, Rows, read_tables
from junheng.census.tables import Column, Kind, Table
from junheng.model import Stage
from junheng.planning.inputs.grades import GRADE_NAMES, grade_number

EARLIEST, LATEST = 1950, 2100
MOST_HISTORY = 60
MOST_PEOPLE = 1_000_000
"""More births or pupils than any town has: a slip of the pen."""

_STAGES = {"小学": "primary", "primary": "primary", "初中": "junior", "junior": "junior"}
_TOWN = Column(
    name="town_code",
    header="乡镇代码",
    kind=Kind.TEXT,
    required=True,
    aliases=("乡镇（街道）代码", "街道代码", "片区代码"),
    note="乡镇、街道或片区；各表用同一套代码",
)
_YEAR = Column(name="year", header="年份", kind=Kind.YEAR, required=True, aliases=("学年", "年度"))
_STAGE = Column(name="stage", header="学段", kind=Kind.CHOICE, choices=_STAGES, required=True)

TOWNS = Table(
    name="towns",
    sheet="乡镇",
    key=("town_code",),
    note="可不填；只为显示名称",
    columns=(_TOWN, Column(name="name", header="乡镇名称", kind=Kind.TEXT, required=True)),
)
BIRTHS = Table(
    name="births",
    sheet="出生人数",
    key=("town_code", "year"),
    required=True,
    note="每个乡镇每年一行，至少从最早一届一年级出生的那年起",
    columns=(
        _TOWN,
        _YEAR,
        Column(name="births", header="出生人数", kind=Kind.COUNT, required=True, unit="人"),
    ),
)
ENROLMENT = Table(
    name="enrolment",
    sheet="历年在校生",
    key=(),  # compared once the grades are numbers
    required=True,
    note="每个乡镇每个学年每个年级一行，学年写开学那一年；没有学生填 0，没有的年级不写",
    columns=(
        _TOWN,
        _YEAR,
        Column(
            name="grade",
            header="年级",
            kind=Kind.TEXT,
            required=True,
            note="一年级至九年级，也可写 1 至 9、初一",
        ),
        Column(
            name="pupils",
            header="在校生数",
            kind=Kind.COUNT,
            required=True,
            unit="人",
            aliases=("学生数",),
        ),
    ),
)
MIGRATION = Table(
    name="migration",
    sheet="额外变动",
    key=(),  # compared once the grades are numbers
    note="可不填；历年的比率已经含有往常的迁入迁出，这里只写例外，如新建住宅交付、企业搬迁；没有写的按 0",
    columns=(
        _TOWN,
        _YEAR,
        Column(name="grade", header="年级", kind=Kind.TEXT, note="不写是一年级"),
        Column(
            name="arrived",
            header="增加学生数",
            kind=Kind.COUNT,
            unit="人",
            note="没有填按 0",
        ),
        Column(
            name="gone",
            header="减少学生数",
            kind=Kind.COUNT,
            unit="人",
            note="没有填按 0",
        ),
    ),
)
CAPACITY = Table(
    name="capacity",
    sheet="学位",
    key=("town_code", "stage", "year"),
    note="可不填；不填只推算学生数，没有缺口和预警",
    columns=(
        _TOWN,
        _STAGE,
        Column(
            name="year",
            header="年份",
            kind=Kind.YEAR,
            note="从这一学年起；不写是一直如此。已批准的新建、扩建、停办各写一行，写变动后的总数",
            aliases=("学年", "年度"),
        ),
        Column(
            name="places",
            header="学位数",
            kind=Kind.COUNT,
            required=True,
            unit="个",
            note="按班额上限能容纳的学生数",
        ),
    ),
)
FEEDERS = Table(
    name="feeders",
    sheet="生源去向",
    key=("stage", "town_code", "to_code"),
    note="可不填；不写的乡镇都在本乡镇上学。一个乡镇各行比例之和不超过 1，不足 1 的部分去了县外",
    columns=(
        Column(
            name="stage",
            header="学段",
            kind=Kind.CHOICE,
            choices=_STAGES,
            required=True,
            note="小学：适龄儿童去哪里上小学；初中：小学毕业生去哪里上初中",
        ),
        _TOWN,
        Column(name="to_code", header="去向乡镇代码", kind=Kind.TEXT, required=True),
        Column(
            name="share",
            header="比例",
            kind=Kind.AMOUNT,
            required=True,
            note="0 到 1，如 0.6",
        ),
    ),
)
TABLES = (TOWNS, BIRTHS, ENROLMENT, MIGRATION, CAPACITY, FEEDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesInputs:
    """The towns' past and what is known of the future. Grades are 1 to 9; a missing key is unknown.

    ``towns`` maps codes to names (the code where there is none), in order of code. ``capacity``
    holds (from which year, places), oldest first; year 0 means always. ``feeders`` maps stage and
    town to where its children go, by share; a town without an entry keeps its own.
    """

    source: str
    towns: Mapping[str, str]
    births: Mapping[tuple[str, int], int]
    enrolment: Mapping[tuple[str, int, int], int]
    migration: Mapping[tuple[str, int, int], int] = field(default_factory=dict)
    capacity: Mapping[tuple[str, Stage], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    feeders: Mapping[tuple[Stage, str], Mapping[str, Fraction]] = field(default_factory=dict)
    primary: int = 6

    @property
    def first_year(self) -> int:
        """The first school year of the past."""
        return min(year for _, year, _ in self.enrolment)

    @property
    def last_year(self) -> int:
        """The latest school year that is known."""
        return max(year for _, year, _ in self.enrolment)


def read_places(path: Path, *, primary: int = 6) -> PlacesInputs:
    """Read the tables of ``path``; ``primary`` is the number of primary grades.

    Raises :class:`junheng.errors.UserError` with every defect.
    """
    read = read_tables(path, TABLES)
    enrolment, births = read["enrolment"], read["births"]
    for name in ("births", "enrolment", "migration", "capacity"):
        _years(read[name])
    more = read["migration"]
    for rows, column in (
        (births, "births"),
        (enrolment, "pupils"),
        (more, "arrived"),
        (more, "gone"),
    ):
        _plausible(rows, column)
    _grades(enrolment, primary)
    _grades(read["migration"], primary)
    _linked(read)
    _shares(read["feeders"])
    read.require()
    _complete(enrolment)
    found = _inputs(read, primary)
    _nobody_lost(read, found)
    _no_births(read, found)
    _more_than_all(read["migration"], found)
    read.require()
    return found


def _years(rows: Rows) -> None:
    for row in rows.rows:
        if row["year"] is not None and not EARLIEST <= row["year"] <= LATEST:
            rows.refuse(row, "year", "年份不合情理", expected=f"{EARLIEST} 至 {LATEST}")


def _plausible(rows: Rows, column: str) -> None:
    for row in rows.rows:
        if row[column] is not None and row[column] > MOST_PEOPLE:
            rows.refuse(
                row, column, "人数不合情理", expected=f"不超过 {MOST_PEOPLE}", remedy="核对后改正"
            )


def _grades(rows: Rows, primary: int) -> None:
    """Put numbers in the place of the written grades; note those that cannot be told."""
    for row in rows.rows:
        written = row["grade"]
        if written is None:
            row["grade"] = 1
            continue
        row["grade"] = grade_number(written, primary=primary)
        if row["grade"] is None:
            row["grade"] = written
            rows.refuse(row, "grade", "看不出是哪个年级", expected="一年级至九年级")
    if {"town_code", "year"} <= set(rows.place.columns):
        rows.once("town_code", "year", "grade")


def _linked(read: OtherTables) -> None:
    taught = {row["town_code"] for row in read["enrolment"].rows}
    born = {row["town_code"] for row in read["births"].rows}
    read["migration"].linked("town_code", taught.__contains__, "“历年在校生”表")
    read["capacity"].linked("town_code", taught.__contains__, "“历年在校生”表")
    read["feeders"].linked("town_code", (taught | born).__contains__, "“历年在校生”“出生人数”表")
    read["feeders"].linked("to_code", taught.__contains__, "“历年在校生”表")


def _shares(rows: Rows) -> None:
    """Shares are from 0 to 1, and those of one town add up to 1 at most."""
    sums: dict[tuple[str, str], Fraction] = {}
    for row in rows.rows:
        if row["share"] is None:
            continue
        key = (row["stage"], row["town_code"])
        before = sums.get(key, Fraction(0))
        sums[key] = before + Fraction(row["share"])
        if row["share"] > 1:
            rows.refuse(row, "share", "比例超过 1", expected="0 到 1 之间的数，如 0.6")
        elif before <= 1 < sums[key]:
            rows.refuse(
                row,
                "share",
                f"这个乡镇各行比例之和是 {float(sums[key]):.4g}，超过 1",
                expected="各行之和不超过 1",
            )


def _complete(rows: Rows) -> None:
    """The latest year has every grade of every town; there are two years at least."""
    years = {row["year"] for row in rows.rows}
    last = max(years)
    if len(years) < 2 or last - min(years) >= MOST_HISTORY:
        rows.refuse(
            rows.rows[-1],
            "year",
            f"共有 {len(years)} 个学年，从 {min(years)} 到 {last}",
            expected=f"至少两个学年，首尾相距不到 {MOST_HISTORY} 年",
            remedy="补上前几年的在校生，改正写错的年份",
        )
    newest: dict[tuple[str, int], Row] = {}
    for row in rows.rows:
        key = (row["town_code"], row["grade"])
        if key not in newest or row["year"] > newest[key]["year"]:
            newest[key] = row
    for row in newest.values():
        if row["year"] != last:
            rows.refuse(
                row,
                "year",
                f"这个乡镇的{GRADE_NAMES[row['grade'] - 1]}没有 {last} 学年的数",
                expected=f"每个年级都有 {last} 学年的一行",
                remedy="补上；没有学生填 0",
            )


def _inputs(read: OtherTables, primary: int) -> PlacesInputs:
    names = {row["town_code"]: row["name"] for row in read["towns"].rows}
    codes = {row["town_code"] for table in ("births", "enrolment") for row in read[table].rows}
    capacity: dict[tuple[str, Stage], list[tuple[int, int]]] = {}
    for row in read["capacity"].rows:
        key = (row["town_code"], Stage(row["stage"]))
        capacity.setdefault(key, []).append((row["year"] or 0, row["places"]))
    feeders: dict[tuple[Stage, str], dict[str, Fraction]] = {}
    for row in read["feeders"].rows:
        way = feeders.setdefault((Stage(row["stage"]), row["town_code"]), {})
        way[row["to_code"]] = Fraction(row["share"])
    return PlacesInputs(
        source=read.source,
        towns={code: names.get(code, code) for code in sorted(codes)},
        births={(row["town_code"], row["year"]): row["births"] for row in read["births"].rows},
        enrolment={
            (row["town_code"], row["year"], row["grade"]): row["pupils"]
            for row in read["enrolment"].rows
        },
        migration={
            (row["town_code"], row["year"], row["grade"]): (row["arrived"] or 0)
            - (row["gone"] or 0)
            for row in read["migration"].rows
        },
        capacity={key: tuple(sorted(found)) for key, found in capacity.items()},
        feeders=feeders,
        primary=primary,
    )


def _nobody_lost(read: OtherTables, found: PlacesInputs) -> None:
    """Children whose town has no school of their stage, and nobody says where they go, are noted."""
    entering = {town for town, _, grade in found.enrolment if grade == 1}
    leaving = {town for town, _, grade in found.enrolment if grade == found.primary}
    junior = {town for town, _, grade in found.enrolment if grade == found.primary + 1}
    remedy = "在“生源去向”表写明他们去哪个乡镇；都去县外的，写去向为任一乡镇、比例 0"
    births = {row["town_code"]: row for row in read["births"].rows}
    for town in sorted(set(births) - entering):
        if (Stage.PRIMARY, town) not in found.feeders:
            read["births"].refuse(
                births[town], "town_code", "这个乡镇没有一年级，孩子去哪里上学没有写", remedy=remedy
            )
    rows = {row["town_code"]: row for row in read["enrolment"].rows}
    for town in sorted(leaving - junior) if junior else ():
        if (Stage.JUNIOR, town) not in found.feeders:
            read["enrolment"].refuse(
                rows[town],
                "town_code",
                "这个乡镇有小学毕业生，没有初中，去哪里上初中没有写",
                remedy=remedy,
            )
    fed = {
        to
        for town in births
        for to in found.feeders.get((Stage.PRIMARY, town), {town: Fraction(1)})
    }
    for town in sorted(entering - fed):
        read["enrolment"].refuse(
            rows[town], "town_code", "“出生人数”表里没有这个乡镇", remedy="补上历年出生人数"
        )


def _no_births(read: OtherTables, found: PlacesInputs) -> None:
    """A town with pupils in its first grade, and no birth in any year where its children come from."""
    rows = {row["town_code"]: row for row in read["births"].rows}
    born: dict[str, int] = {}
    for (town, _), births in found.births.items():
        for to in found.feeders.get((Stage.PRIMARY, town), {town: Fraction(1)}):
            born[to] = born.get(to, 0) + births
    entered: dict[str, int] = {}
    for (town, _, grade), pupils in found.enrolment.items():
        if grade == 1:
            entered[town] = entered.get(town, 0) + pupils
    for town, pupils in entered.items():
        if pupils and town in rows and not born.get(town, 1):
            read["births"].refuse(
                rows[town],
                "births",
                f"这个乡镇各年出生人数都是 0，一年级历年却共有 {pupils} 人",
                expected="与一年级人数相称的出生人数",
                remedy="填实际的出生人数；不知道的年份不写这一行，不要填 0",
            )


def _more_than_all(rows: Rows, found: PlacesInputs) -> None:
    """In a year that is known, more pupils arrived than the grade has."""
    for row in rows.rows:
        pupils = found.enrolment.get((row["town_code"], row["year"], row["grade"]))
        net = (row["arrived"] or 0) - (row["gone"] or 0)
        if pupils is not None and net > pupils:
            rows.refuse(
                row,
                "arrived",
                f"这一年这个年级一共只有 {pupils} 人",
                expected=f"增加的减去减少的，不超过 {pupils}",
                remedy="核对“额外变动”和“历年在校生”",
            )
