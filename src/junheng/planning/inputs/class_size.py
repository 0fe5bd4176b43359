"""What the elimination of large classes may rest on besides the census: rooms, distances, intakes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from junheng.census.other_tables import OtherTables, Rows, read_tables
from junheng.census.records import Census, Exact
from junheng.census.tables import Column, Kind, Table
from junheng.model import Stage

MOST_ROOMS = 2000
MOST_KM = 1000
MOST_INTAKE = 20_000
"""More than any school has: a slip of the pen."""

_STAGES = {"小学": "primary", "primary": "primary", "初中": "junior", "junior": "junior"}
_SCHOOL = Column(
    name="school_code", header="学校标识码", kind=Kind.TEXT, required=True, note="与“学校”表相同"
)

CLASSROOMS = Table(
    name="classrooms",
    sheet="普通教室",
    key=("school_code",),
    note="可不填；没有写的学校，普通教室按现有班级数计，可新增间数不限",
    columns=(
        _SCHOOL,
        Column(
            name="rooms",
            header="普通教室间数",
            kind=Kind.COUNT,
            required=True,
            unit="间",
            note="可作小学、初中普通教室的间数",
        ),
        Column(
            name="new_rooms",
            header="最多可新增间数",
            kind=Kind.COUNT,
            unit="间",
            note="改造、扩建最多能增加多少间；不填是不限",
        ),
        Column(
            name="room_yuan",
            header="每间造价",
            kind=Kind.AMOUNT,
            unit="元",
            note="不填按选项 --room-yuan",
        ),
    ),
)
DISTANCES = Table(
    name="distances",
    sheet="学校间距离",
    key=("school_code", "to_code"),
    note="可不填；没有写的，按经纬度的球面距离乘 1.3。两个方向相同的写一行",
    columns=(
        _SCHOOL,
        Column(name="to_code", header="另一学校标识码", kind=Kind.TEXT, required=True),
        Column(name="km", header="路程", kind=Kind.AMOUNT, required=True, unit="公里"),
    ),
)
INTAKES = Table(
    name="intakes",
    sheet="预计招生",
    key=("school_code", "stage", "year"),
    note="可不填；没有写的，按现在的起始年级人数。可用 junheng plan places 的结果",
    columns=(
        _SCHOOL,
        Column(name="stage", header="学段", kind=Kind.CHOICE, choices=_STAGES, required=True),
        Column(name="year", header="年份", kind=Kind.YEAR, required=True, aliases=("学年", "年度")),
        Column(name="pupils", header="新生数", kind=Kind.COUNT, required=True, unit="人"),
    ),
)
TABLES = (CLASSROOMS, DISTANCES, INTAKES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classrooms:
    """The ordinary classrooms of a school; ``most_new`` ``None``: no limit; ``yuan`` ``None``: usual."""

    rooms: int
    most_new: int | None = None
    yuan: Exact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSizeInputs:
    """The census and what was given besides. ``km`` holds each pair of schools in both directions."""

    census: Census
    classrooms: Mapping[str, Classrooms] = field(default_factory=dict)
    km: Mapping[tuple[str, str], Exact] = field(default_factory=dict)
    intakes: Mapping[tuple[str, Stage, int], int] = field(default_factory=dict)


def read_class_size(path: Path, census: Census) -> ClassSizeInputs:
    """Read the further tables beside the ``census`` that was read from ``path``.

    Raises :class:`junheng.errors.UserError` with every defect.
    """
    read = read_tables(path, TABLES)
    codes = {school.school_code for school in census.schools}
    _check(read, codes, {(row.school_code, row.stage) for row in census.stages})
    read.require()
    classrooms = {
        row["school_code"]: Classrooms(
            rooms=row["rooms"], most_new=row["new_rooms"], yuan=row["room_yuan"]
        )
        for row in read["classrooms"].rows
    }
    km: dict[tuple[str, str], Exact] = {}
    for row in read["distances"].rows:
        km.setdefault((row["to_code"], row["school_code"]), row["km"])
    for row in read["distances"].rows:
        km[row["school_code"], row["to_code"]] = row["km"]
    intakes = {
        (row["school_code"], Stage(row["stage"]), row["year"]): row["pupils"]
        for row in read["intakes"].rows
    }
    return ClassSizeInputs(census=census, classrooms=classrooms, km=km, intakes=intakes)


def _check(
    read: OtherTables, codes: Collection[str], stages: Collection[tuple[str, Stage]]
) -> None:
    for name in ("classrooms", "distances", "intakes"):
        read[name].linked("school_code", codes.__contains__, "“学校”表")
    read["distances"].linked("to_code", codes.__contains__, "“学校”表")
    for name, column, most, unit in (
        ("classrooms", "rooms", MOST_ROOMS, "间"),
        ("classrooms", "new_rooms", MOST_ROOMS, "间"),
        ("distances", "km", MOST_KM, "公里"),
        ("intakes", "pupils", MOST_INTAKE, "人"),
    ):
        _at_most(read[name], column, most, unit)
    for row in read["intakes"].rows:
        if row["school_code"] not in codes or not row["stage"]:
            continue
        if (row["school_code"], Stage(row["stage"])) not in stages:
            read["intakes"].refuse(
                row,
                "stage",
                "这所学校在“学段”表里没有这个学段",
                "plan.link",
                found=Stage(row["stage"]).zh,
                remedy="改正学段，或在“学段”表补上",
            )


def _at_most(rows: Rows, column: str, most: int, unit: str) -> None:
    for row in rows.rows:
        if row[column] is not None and row[column] > most:
            rows.refuse(
                row, column, "不合情理", expected=f"不超过 {most} {unit}", remedy="核对后改正"
            )
