"""Who may be rotated where: the roster of teachers, the posts on offer, the teachers a subject needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from junheng.census.microdata.lists import TEACHERS
from junheng.census.other_tables import OtherTables, Rows, read_tables
from junheng.census.reading import read
from junheng.census.records import Census, Exact, StageRow
from junheng.census.tables import Column, Kind, Table
from junheng.errors import UserError
from junheng.model import COMPULSORY, Stage
from junheng.model.identifiers import masked

MOST_YEARS = 60
MOST_KM = 1000
MOST_PLACES = 1000

_CODE, _STAGE = TEACHERS.column("school_code"), TEACHERS.column("stage")
_SUBJECT = "任教学科"

STAFF = Table(
    name="rotation_staff",
    sheet="交流教师名册",
    key=(),
    required=True,
    note="在编专任教师每人一行；交流不出去的也写上，才算得出符合条件的人数",
    columns=(
        TEACHERS.column("person_id"),
        Column(name="name", header="姓名", kind=Kind.TEXT, note="可不填；只写进方案的文件，不显示"),
        _CODE,
        _STAGE,
        Column(
            name="subject",
            header=_SUBJECT,
            kind=Kind.TEXT,
            required=True,
            aliases=("学科", "主教学科"),
        ),
        Column(
            name="degree",
            header="学历",
            kind=Kind.CHOICE,
            required=True,
            aliases=("最高学历",),
            choices=TEACHERS.column("degree").choices,
        ),
        Column(
            name="backbone",
            header="县级及以上骨干教师",
            kind=Kind.FLAG,
            required=True,
            aliases=("骨干教师", "是否骨干教师"),
        ),
        Column(
            name="years_at_school",
            header="在本校年数",
            kind=Kind.AMOUNT,
            required=True,
            unit="年",
        ),
        Column(
            name="last_moved",
            header="上次交流年份",
            kind=Kind.YEAR,
            unit="年",
            note="可不填；没有交流过留空",
        ),
        Column(
            name="stays",
            header="不参加交流",
            kind=Kind.FLAG,
            note="可不填；填“是”的不算符合条件（孕产期、临近退休等，按本地规定）",
        ),
        Column(name="why", header="不参加的原因", kind=Kind.TEXT, note="可不填"),
        Column(
            name="furthest_km",
            header="最远公里数",
            kind=Kind.AMOUNT,
            unit="公里",
            note="可不填；家庭等原因不能去更远的学校",
        ),
        Column(
            name="home_lon",
            header="住址经度",
            kind=Kind.DEGREES,
            unit="度",
            note="可不填；填了就从住址算路程",
        ),
        Column(
            name="home_lat",
            header="住址纬度",
            kind=Kind.DEGREES,
            unit="度",
            note="可不填；填了就从住址算路程",
        ),
    ),
)
POSTS = Table(
    name="rotation_posts",
    sheet="交流岗位",
    key=(),
    note="可不填；填了就把人派到这些岗位，不填就由程序选去处",
    columns=(
        _CODE,
        _STAGE,
        Column(name="subject", header=_SUBJECT, kind=Kind.TEXT, note="可不填；不限学科留空"),
        Column(
            name="backbone_only",
            header="只要骨干教师",
            kind=Kind.FLAG,
            note="可不填；不填为否",
        ),
        Column(name="places", header="岗位数", kind=Kind.COUNT, required=True, unit="个"),
    ),
)
NEEDS = Table(
    name="rotation_needs",
    sheet="学科教师底线",
    key=("school_code", "stage", "subject"),
    note="可不填；没有写的，一个学科至少留 1 人",
    columns=(
        _CODE,
        _STAGE,
        Column(name="subject", header=_SUBJECT, kind=Kind.TEXT, required=True),
        Column(name="least", header="至少几名教师", kind=Kind.COUNT, required=True, unit="人"),
    ),
)
TABLES = (STAFF, POSTS, NEEDS)

Key = tuple[str, Stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One teacher. ``home`` is longitude and latitude, ``None`` where travel begins at the school."""

    id: str
    name: str
    at: Key
    subject: str
    degree: str
    backbone: bool
    years: Exact
    last_moved: int | None = None
    stays: bool = False
    furthest_km: Exact | None = None
    home: tuple[Exact, Exact] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Places on offer at one school and stage. ``subject`` is ``None`` for any."""

    at: Key
    subject: str | None
    backbone_only: bool
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateInputs:
    """The county, its teachers in the order of the roster, the posts (``None``: to be chosen), and the
    teachers each school needs of a subject.
    """

    census: Census
    persons: tuple[Person, ...]
    posts: tuple[Post, ...] | None
    needs: Mapping[tuple[Key, str], int]

    @property
    def rows(self) -> dict[Key, StageRow]:
        """The compulsory stages of every school."""
        return {
            (row.school_code, row.stage): row
            for row in self.census.stages
            if row.stage in COMPULSORY
        }


def read_rotation(path: Path) -> RotateInputs:
    """Read census, roster, posts and needs. Raises :class:`junheng.errors.UserError`, with every
    defect.
    """
    census = read(path).require()
    if len(census.county_codes) != 1:
        raise UserError(
            f"数据里有 {len(census.county_codes)} 个县", remedy="交流轮岗在县内进行，一次规划一个县"
        )
    tables = read_tables(path, TABLES)
    known = {(row.school_code, row.stage): row for row in census.stages if row.stage in COMPULSORY}
    for table in TABLES:
        _check_places(tables[table.name], known)
    _check_staff(tables[STAFF.name], known)
    _check_posts(tables[POSTS.name])
    tables.require()
    return _inputs(tables, census)


def _key(row: Mapping[str, object]) -> Key | None:
    code, stage = row["school_code"], row["stage"]
    return None if code is None or stage is None else (str(code), Stage(str(stage)))


def _check_places(rows: Rows, known: Mapping[Key, StageRow]) -> None:
    """Every row names a school and stage of the census."""
    schools = {code for code, _ in known}
    rows.linked("school_code", schools.__contains__, "学段表")
    for row in rows.rows:
        key = _key(row)
        if key is not None and key[0] in schools and key not in known:
            rows.refuse(
                row,
                "stage",
                "这所学校在学段表里没有这个学段",
                "plan.link",
                found=key[1].zh,
                remedy="改正学段，或在学段表补上那一行",
            )


def _check_staff(rows: Rows, known: Mapping[Key, StageRow]) -> None:
    seen: dict[str, int] = {}
    for row in rows.rows:
        person = row["person_id"]
        if person in seen:
            rows.refuse(
                row,
                "person_id",
                f"与第 {seen[person]} 行是同一个人",
                "plan.twice",
                found=masked(str(person)),
                remedy="一人只写一行",
            )
        if person is not None:
            seen.setdefault(person, row["row"])
        if row["years_at_school"] is not None and row["years_at_school"] > MOST_YEARS:
            rows.refuse(
                row, "years_at_school", "在一所学校不会这么久", expected=f"至多 {MOST_YEARS}"
            )
        if row["furthest_km"] is not None and row["furthest_km"] > MOST_KM:
            rows.refuse(row, "furthest_km", "不会这么远", expected=f"至多 {MOST_KM}，单位是公里")
        if (row["home_lon"] is None) != (row["home_lat"] is None):
            rows.refuse(row, "home_lon", "经度、纬度要一起填，或一起留空", found="")
    _check_counts(rows, known)


def _check_counts(rows: Rows, known: Mapping[Key, StageRow]) -> None:
    """The roster names no more teachers of a school than the census counts."""
    counted: dict[str, Counter[Key]] = {"teachers": Counter(), "backbone": Counter()}
    for row in rows.rows:
        key = _key(row)
        if key is None or key not in known:
            continue
        counted["teachers"][key] += 1
        counted["backbone"][key] += bool(row["backbone"])
        for column, counts in counted.items():
            value = getattr(known[key], column)
            if value is not None and counts[key] == value + 1:
                what = {"teachers": "专任教师", "backbone": "骨干教师"}[column]
                rows.refuse(
                    row,
                    "school_code",
                    f"名册里这所学校的{what}多于学段表的 {value} 人",
                    remedy="核对名册和学段表",
                )


def _check_posts(rows: Rows) -> None:
    for row in rows.rows:
        if row["places"] is not None and row["places"] > MOST_PLACES:
            rows.refuse(row, "places", "一所学校不会有这么多岗位", expected=f"至多 {MOST_PLACES}")


def _inputs(tables: OtherTables, census: Census) -> RotateInputs:
    posts = tables[POSTS.name]
    return RotateInputs(
        census=census,
        persons=tuple(_person(row) for row in tables[STAFF.name].rows),
        posts=tuple(
            Post(
                at=(row["school_code"], Stage(row["stage"])),
                subject=row["subject"],
                backbone_only=bool(row["backbone_only"]),
                places=row["places"],
            )
            for row in posts.rows
        )
        if posts.given
        else None,
        needs={
            ((row["school_code"], Stage(row["stage"])), row["subject"]): row["least"]
            for row in tables[NEEDS.name].rows
        },
    )


def _person(row: Mapping[str, object]) -> Person:
    values: dict[str, object] = dict(row)
    home = None if row["home_lon"] is None else (row["home_lon"], row["home_lat"])
    return Person(
        id=str(values["person_id"]),
        name=str(values["name"] or ""),
        at=(str(values["school_code"]), Stage(str(values["stage"]))),
        subject=str(values["subject"]),
        degree=str(values["degree"]),
        backbone=bool(values["backbone"]),
        years=values["years_at_school"],  # type: ignore[arg-type]
        last_moved=values["last_moved"],  # type: ignore[arg-type]
        stays=bool(values["stays"]),
        furthest_km=values["furthest_km"],  # type: ignore[arg-type]
        home=home,  # type: ignore[arg-type]
    )
