"""Villages, sites and roads for the layout: tables, reading, checking."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from statistics import median

from junheng.census.assemble import Row
from junheng.census.other_tables import OtherTables, Rows, read_tables
from junheng.census.tables import Column, Kind, Table
from junheng.planning.layout.county import STEPS, County, Group, Road, Site, SiteType, Spot, Village

MOST_PUPILS = 100_000
MOST_PLACES = 50_000
MOST_KM = 2_000
WIDEST_DEGREES = 6
_KINDS = {"现有": "existing", "existing": "existing", "备选": "candidate", "candidate": "candidate"}
_TYPES = {word: each.value for each in SiteType for word in (each.value, each.zh)} | {
    "九年一贯制": SiteType.NINE_YEAR.value
}
_NODE = "给了“道路”表才用；空白就用本行的代码"
_DONE = "只有“是”才算履行了这一步；空白按“否”"


def _text(name: str, header: str, *, required: bool = False, note: str = "") -> Column:
    return Column(name=name, header=header, kind=Kind.TEXT, required=required, note=note)


def _count(name: str, header: str, unit: str, *, required: bool = False, note: str = "") -> Column:
    return Column(
        name=name, header=header, kind=Kind.COUNT, unit=unit, required=required, note=note
    )


def _yuan(name: str, header: str, *, required: bool = False, note: str = "") -> Column:
    return Column(
        name=name, header=header, kind=Kind.AMOUNT, unit="元", required=required, note=note
    )


def _flag(name: str, header: str, note: str) -> Column:
    return Column(name=name, header=header, kind=Kind.FLAG, note=note)


_LON = Column(
    name="lon", header="经度", kind=Kind.DEGREES, unit="度", note="没有“道路”表时必填；WGS 84"
)
_LAT = Column(
    name="lat", header="纬度", kind=Kind.DEGREES, unit="度", note="没有“道路”表时必填；WGS 84"
)

VILLAGES = Table(
    name="villages",
    sheet="村",
    required=True,
    key=("village_code",),
    note="每个村（社区）一行；学生数填规划年份的预测数，没有填 0",
    columns=(
        _text("village_code", "村代码", required=True),
        _text("name", "村名", required=True),
        _LON,
        _LAT,
        _text("node_code", "路网结点代码", note=_NODE),
        _count("pupils_low", "小学1至3年级学生数", "人", required=True),
        _count("pupils_high", "小学4至6年级学生数", "人", required=True),
        _count("pupils_junior", "初中学生数", "人", required=True),
    ),
)

SITES = Table(
    name="sites",
    sheet="校点",
    required=True,
    key=("site_code",),
    note="现有学校和备选的建校地点，每处一行",
    columns=(
        _text("site_code", "校点代码", required=True),
        _text("name", "校点名称", required=True),
        Column(name="kind", header="现状", kind=Kind.CHOICE, choices=_KINDS, required=True),
        Column(
            name="type",
            header="校点类型",
            kind=Kind.CHOICE,
            choices=_TYPES,
            required=True,
            note="教学点收 1 至 3 年级，小学收 1 至 6 年级",
        ),
        _LON,
        _LAT,
        _text("node_code", "路网结点代码", note=_NODE),
        _count("places", "现有学位", "个", note="备选的填 0 或留空"),
        _count("most_places", "最多学位", "个", note="空白就是现有学位，不能扩建"),
        _count("beds", "现有寄宿床位", "个", note="空白就是没有"),
        _count("most_beds", "最多寄宿床位", "个", note="空白就是现有寄宿床位"),
        _yuan(
            "build_yuan", "新建固定投资", note="备选的必填：建校的一次性投资，不随学位变化的部分"
        ),
        _yuan("place_yuan", "每个新增学位投资", note="最多学位多于现有学位时必填"),
        _yuan("bed_yuan", "每个新增床位投资", note="最多寄宿床位多于现有寄宿床位时必填"),
        _yuan(
            "run_yuan", "每年固定运转经费", required=True, note="只要开办就要花的，不随学生数变化"
        ),
        _flag("keep", "保留", "必要的小规模学校等，填“是”就不撤并；空白按“否”"),
        _flag("argued", "撤并已论证", _DONE),
        _flag("announced", "撤并已公示", _DONE),
        _flag("approved", "撤并已审批", _DONE),
    ),
)

ROADS = Table(
    name="roads",
    sheet="道路",
    key=(),
    note="可不填；填了就按道路求最短路，否则按球面距离乘 1.3",
    columns=(
        _text("from_code", "起点结点代码", required=True),
        _text("to_code", "终点结点代码", required=True),
        Column(
            name="km",
            header="长度",
            kind=Kind.AMOUNT,
            unit="公里",
            required=True,
            note="双向通行",
        ),
    ),
)

TABLES = (VILLAGES, SITES, ROADS)


def read_layout(path: Path) -> County:
    """The county in ``path``. Raises :class:`junheng.errors.UserError` naming every defect."""
    read = read_tables(path, TABLES)
    _check_villages(read["villages"])
    _check_sites(read["sites"])
    _check_roads(read)
    _check_positions(read)
    read.require()
    return County(
        villages=tuple(_village(row) for row in read["villages"].rows),
        sites=tuple(_site(row) for row in read["sites"].rows),
        roads=tuple(_road(row) for row in read["roads"].rows),
    )


def _check_villages(rows: Rows) -> None:
    for row in rows.rows:
        for name in ("pupils_low", "pupils_high", "pupils_junior"):
            _not_above(rows, row, name, MOST_PUPILS)
    numbers = [row[f"pupils_{group}"] for row in rows.rows for group in Group]
    if numbers and all(number == 0 for number in numbers):
        rows.refuse(
            rows.rows[0], "pupils_low", "所有村都没有学生，没有可规划的", remedy="填写学生数"
        )


def _check_sites(rows: Rows) -> None:
    for row in rows.rows:
        for name in ("places", "most_places", "beds", "most_beds"):
            _not_above(rows, row, name, MOST_PLACES)
        _check_capacity(rows, row)
        _check_prices(rows, row)
        if row["type"] == SiteType.POINT and (row["most_beds"] or row["beds"]):
            name = "most_beds" if row["most_beds"] else "beds"
            rows.refuse(row, name, "小学 1 至 3 年级不寄宿，教学点不设床位", remedy="改为 0")


def _check_capacity(rows: Rows, row: Row) -> None:
    places, beds = row["places"] or 0, row["beds"] or 0
    if row["kind"] == "existing" and not places:
        rows.refuse(row, "places", "现有学校没有学位", expected="大于 0 的整数")
    if row["kind"] == "candidate" and (places or beds):
        rows.refuse(
            row,
            "places" if places else "beds",
            "备选的校点还没有建，不会有学位和床位",
            expected="0",
        )
    if row["kind"] == "candidate" and not row["most_places"]:
        rows.refuse(row, "most_places", "备选的校点要填最多能建多少学位", expected="大于 0 的整数")
    for least, most in (("places", "most_places"), ("beds", "most_beds")):
        if row[most] is not None and row[most] < (row[least] or 0):
            rows.refuse(row, most, "小于现有的", expected=f"不小于 {row[least]}")


def _check_prices(rows: Rows, row: Row) -> None:
    needed = {
        "build_yuan": row["kind"] == "candidate",
        "place_yuan": (row["most_places"] or 0) > (row["places"] or 0),
        "bed_yuan": (row["most_beds"] or 0) > (row["beds"] or 0),
    }
    for name, is_needed in needed.items():
        if is_needed and row[name] is None:
            rows.refuse(row, name, "能新建、扩建的，要填投资", remedy="填写这一格，确实不花钱填 0")
    for name in (*needed, "run_yuan"):
        _not_above(rows, row, name, 10**11)


def _check_roads(read: OtherTables) -> None:
    roads = read["roads"]
    for row in roads.rows:
        if row["km"] is not None and row["km"] > MOST_KM:
            roads.refuse(row, "km", "一段路不会这么长", expected=f"不超过 {MOST_KM} 公里")
    if not roads.rows:
        return
    nodes = {row[name] for row in roads.rows for name in ("from_code", "to_code")}
    for name, code in (("villages", "village_code"), ("sites", "site_code")):
        rows = read[name]
        for row in rows.rows:
            node = row["node_code"] or row[code]
            if node is not None and node not in nodes:
                rows.refuse(
                    row,
                    "node_code" if row["node_code"] else code,
                    f"“道路”表里没有结点 {node}",
                    "plan.link",
                    remedy="改正结点代码，或补上到这里的道路",
                )


def _check_positions(read: OtherTables) -> None:
    if read["roads"].rows:
        return
    tables = (read["villages"], read["sites"])
    for name in ("lon", "lat"):
        known = [row[name] for rows in tables for row in rows.rows if row[name] is not None]
        middle = median(known) if known else 0
        for rows in tables:
            for row in rows.rows:
                if row[name] is None:
                    rows.refuse(row, name, "没有“道路”表，就要有经纬度", remedy="填写这一格")
                elif abs(row[name] - middle) > WIDEST_DEGREES:
                    rows.refuse(
                        row,
                        name,
                        "离其他村、校太远，不像在同一个县",
                        expected=f"{float(middle):.4f} 附近",
                        remedy="看看经纬度是不是填反了",
                    )


def _not_above(rows: Rows, row: Row, name: str, most: int) -> None:
    if row[name] is not None and row[name] > most:
        rows.refuse(row, name, "大得不像是真的", expected=f"不超过 {most}")


def _spot(row: Row, code: str) -> Spot:
    return Spot(lon=row["lon"], lat=row["lat"], node=row["node_code"] or row[code])


def _village(row: Row) -> Village:
    return Village(
        code=row["village_code"],
        name=row["name"],
        spot=_spot(row, "village_code"),
        pupils={group: row[f"pupils_{group}"] for group in Group},
    )


def _site(row: Row) -> Site:
    places, beds = row["places"] or 0, row["beds"] or 0
    return Site(
        code=row["site_code"],
        name=row["name"],
        type=SiteType(row["type"]),
        existing=row["kind"] == "existing",
        spot=_spot(row, "site_code"),
        places=places,
        most_places=places if row["most_places"] is None else row["most_places"],
        beds=beds,
        most_beds=beds if row["most_beds"] is None else row["most_beds"],
        build_yuan=row["build_yuan"] or 0,
        place_yuan=row["place_yuan"] or 0,
        bed_yuan=row["bed_yuan"] or 0,
        run_yuan=row["run_yuan"],
        kept=bool(row["keep"]),
        done=frozenset(step for step in STEPS if row[step]),
    )


def _road(row: Row) -> Road:
    return Road(
        one=row["from_code"], other=row["to_code"], metres=round(Fraction(row["km"]) * 1000)
    )
