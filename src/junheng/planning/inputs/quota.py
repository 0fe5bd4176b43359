"""What the quota is shared by: junior schools with their graduates, senior schools with their places."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from junheng.census.other_tables import OtherTables, Rows, read_tables
from junheng.census.tables import SCHOOLS, Column, Kind, Table
from junheng.model import AreaClass

MOST_PUPILS = 100_000
"""More in one school are a slip of the pen."""

JUNIORS = Table(
    name="quota_juniors",
    sheet="初中毕业生",
    key=("school_code",),
    required=True,
    note="每所初中一行",
    columns=(
        SCHOOLS.column("school_code"),
        Column(name="name", header="学校名称", kind=Kind.TEXT, required=True),
        SCHOOLS.column("area_class"),
        Column(
            name="graduates",
            header="符合条件的毕业生数",
            kind=Kind.COUNT,
            required=True,
            unit="人",
            aliases=("毕业生数", "应届毕业生数"),
        ),
        Column(
            name="tilt",
            header="本校倾斜比例",
            kind=Kind.AMOUNT,
            note="可不填；填 0.2 表示权重加两成，代替按城乡类型的倾斜",
        ),
        Column(
            name="least",
            header="最低名额",
            kind=Kind.COUNT,
            unit="名",
            note="可不填；留空按 --least",
        ),
    ),
)
SENIORS = Table(
    name="quota_seniors",
    sheet="优质高中招生计划",
    key=("senior_code",),
    required=True,
    note="每所优质高中一行",
    columns=(
        Column(name="senior_code", header="高中学校标识码", kind=Kind.TEXT, required=True),
        Column(name="name", header="学校名称", kind=Kind.TEXT, required=True),
        Column(name="planned", header="计划招生数", kind=Kind.COUNT, required=True, unit="人"),
        Column(
            name="allotted",
            header="分配到校名额",
            kind=Kind.COUNT,
            unit="名",
            note="可不填；留空按 --share 计算，进一取整",
        ),
    ),
)
TABLES = (JUNIORS, SENIORS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Junior:
    """A junior school. ``tilt`` and ``least`` are ``None`` where the table leaves them to the options."""

    code: str
    name: str
    area: AreaClass
    graduates: int
    tilt: Fraction | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Senior:
    """A good senior high school. ``allotted``: places given to junior schools, ``None`` if left open."""

    code: str
    name: str
    planned: int
    allotted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaInputs:
    """Junior and senior schools, in the order of their tables."""

    juniors: tuple[Junior, ...]
    seniors: tuple[Senior, ...]
    source: str = ""


def read_quota(path: Path) -> QuotaInputs:
    """Read and check both tables. Raises :class:`junheng.errors.UserError` with every defect."""
    read = read_tables(path, TABLES)
    _check_juniors(read[JUNIORS.name])
    _check_seniors(read[SENIORS.name])
    read.require()
    return _inputs(read)


def _check_juniors(rows: Rows) -> None:
    for row in rows.rows:
        graduates = row["graduates"]
        if graduates is None:
            continue
        if graduates > MOST_PUPILS:
            rows.refuse(
                row, "graduates", "一所学校不会有这么多毕业生", expected=f"至多 {MOST_PUPILS}"
            )
        if row["least"] is not None and row["least"] > graduates:
            rows.refuse(
                row,
                "least",
                "最低名额多于毕业生",
                expected=f"至多 {graduates}",
                remedy="改小最低名额",
            )
        if row["tilt"] is not None and row["tilt"] > 10:
            rows.refuse(
                row, "tilt", "倾斜比例太大", expected="0 到 10，如 0.2", remedy="两成写 0.2"
            )
    if rows.rows and all(row["graduates"] == 0 for row in rows.rows):
        rows.refuse(
            rows.rows[0], "graduates", "所有学校的毕业生都是 0", expected="至少一所学校有毕业生"
        )


def _check_seniors(rows: Rows) -> None:
    for row in rows.rows:
        planned, allotted = row["planned"], row["allotted"]
        if planned is None:
            continue
        if planned > MOST_PUPILS:
            rows.refuse(row, "planned", "一所学校不会招这么多人", expected=f"至多 {MOST_PUPILS}")
        if allotted is not None and allotted > planned:
            rows.refuse(row, "allotted", "分配到校名额多于计划招生数", expected=f"至多 {planned}")
    if rows.rows and all(row["planned"] == 0 for row in rows.rows):
        rows.refuse(rows.rows[0], "planned", "计划招生数都是 0", expected="至少一所学校招生")


def _inputs(read: OtherTables) -> QuotaInputs:
    juniors = tuple(
        Junior(
            code=row["school_code"],
            name=row["name"],
            area=AreaClass(row["area_class"]),
            graduates=row["graduates"],
            tilt=None if row["tilt"] is None else Fraction(row["tilt"]),
            least=row["least"],
        )
        for row in read[JUNIORS.name].rows
    )
    seniors = tuple(
        Senior(
            code=row["senior_code"],
            name=row["name"],
            planned=row["planned"],
            allotted=row["allotted"],
        )
        for row in read[SENIORS.name].rows
    )
    return QuotaInputs(juniors=juniors, seniors=seniors, source=read.source)
