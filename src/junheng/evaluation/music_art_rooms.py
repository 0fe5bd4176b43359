"""7.3: music and art rooms of sufficient size, at least ceil(classes / 12) of each.

Source: 教督〔2017〕6号 article 7(3), with the dated exceptions of the 2019 procedure as switches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from junheng.census.records import Room
from junheng.evaluation.clauses import of_findings
from junheng.evaluation.county_data import CountyData, SchoolData
from junheng.evaluation.results import ClauseResult, Finding, Missing, Source
from junheng.evaluation.school_findings import (
    absent_stages,
    built_year_missing,
    finding,
    largest_class,
    schools_of,
    stage_missing,
    stage_source,
)
from junheng.model import AreaClass, Stage, Status, all_met
from junheng.standards import Clause

ROOM_KINDS = {"music": "音乐", "art": "美术"}
_ROOMS = "音乐 {music} 间（不小于 {music_m2} 平方米），美术 {art} 间（不小于 {art_m2} 平方米）"
WORDING = {
    "separate": "{classes} 个班，每科应有 {need} 间；" + _ROOMS,
    "summed": "{classes} 个班，两科合计应有 {need} 间；" + _ROOMS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastArea:
    """The least size of a room, m2: ``sure`` suffices in any case, ``perhaps`` if an exception whose
    condition is not known covers the school. ``missing`` is what would tell.
    """

    sure: Fraction
    perhaps: Fraction
    missing: tuple[Missing, ...] = ()


def least_area(kind: str, data: SchoolData, county: CountyData) -> LeastArea:
    """The least size of a music or art room at this school, switches applied.

    The rural exception asks more of a school with a junior stage; where several exceptions cover a
    school the smallest size counts.
    """
    rules, school = county.rules, data.school
    sure = [rules["7.3"].figure(f"{kind}_m2")]
    perhaps: list[Fraction] = []
    missing: list[Missing] = []
    older = rules.switch("rooms_built_by_2016")
    if older and school.built_year is None:
        perhaps.append(older.figures[f"{kind}_m2"])
        missing.append(built_year_missing(data))
    elif older and school.built_year is not None and school.built_year <= older.figures["built_by"]:
        sure.append(older.figures[f"{kind}_m2"])
    small = rules.switch("rooms_rural_small_class")
    if small and school.area_class is AreaClass.RURAL:
        rows = [row for row in data.compulsory if row.pupils]
        largest = {row: largest_class(data, row) for row in rows}
        known = [each for each in largest.values() if each is not None]
        if all(each < small.figures["largest_class_below"] for each in known):
            stage = "junior" if Stage.JUNIOR in data.stages else "primary"
            unknown = [row for row, each in largest.items() if each is None]
            (perhaps if unknown else sure).append(small.figures[f"{stage}_m2"])
            missing += [stage_missing(data, row, "largest_class", "最大班额") for row in unknown]
    return LeastArea(sure=min(sure), perhaps=min(sure + perhaps), missing=tuple(missing))


def rooms_needed(classes: int, classes_per_room: Fraction) -> int:
    """One room for every 12 classes or part of them."""
    return -(-classes // int(classes_per_room))


def _qualified(rooms: Iterable[Room], least: LeastArea) -> tuple[int, int]:
    """Rooms known to be large enough, and those that could be."""
    known = perhaps = 0
    for room in rooms:
        if room.area_m2 is not None and room.area_m2 >= least.sure:
            known += 1
        elif room.area_m2 is None or room.area_m2 >= least.perhaps:
            perhaps += 1
    return known, perhaps


def music_art_rooms(clause: Clause, county: CountyData) -> ClauseResult:
    """7.3: rooms of sufficient size for each subject, at least ceil(classes / 12).

    Option ``room_count``: each subject by itself, or both counted together.
    """
    findings = [_rooms_of(data, clause, county) for data in schools_of(clause, county)]
    return of_findings(clause, county.rules, findings)


def _rooms_of(data: SchoolData, clause: Clause, county: CountyData) -> Finding:
    rows = data.compulsory
    missing = [
        stage_missing(data, row, "classes", "班级数")
        for row in rows
        if row.classes is None and row.pupils
    ]
    missing += absent_stages(data)
    if not county.rooms_known:
        missing.append(
            Missing(
                table="rooms",
                column="area_m2",
                key=data.school.school_code,
                label=f"{data.school.name}：音乐、美术专用教室",
            )
        )
    if missing:
        return finding(data, Status.UNDETERMINED, "班级数或教室未填报", missing=tuple(missing))
    classes = sum(row.classes or 0 for row in rows)
    need = rooms_needed(classes, clause.figure("classes_per_room"))
    least = {kind: least_area(kind, data, county) for kind in ROOM_KINDS}
    counts = {
        kind: _qualified((room for room in data.rooms if room.kind == kind), least[kind])
        for kind in ROOM_KINDS
    }
    option = county.rules.option("room_count")
    known = sum(each[0] for each in counts.values())
    if option == "summed":
        status = _enough(known, sum(each[1] for each in counts.values()), need)
    else:
        status = all_met(_enough(*each, need) for each in counts.values())
    open_ = status is Status.UNDETERMINED
    return finding(
        data,
        status,
        WORDING[option],
        figures={
            "classes": classes,
            "need": need,
            **{kind: known for kind, (known, _) in counts.items()},
            **{f"{kind}_m2": each.sure for kind, each in least.items()},
        },
        compared=(known if option == "summed" else min(each[0] for each in counts.values()), need),
        sources=tuple([stage_source(row, "classes", "班级数") for row in rows])
        + tuple([_room_source(room) for room in data.rooms]),
        missing=_rooms_missing(data, least.values()) if open_ else (),
    )


def _rooms_missing(data: SchoolData, least: Iterable[LeastArea]) -> tuple[Missing, ...]:
    unmeasured = [_room_missing(data, room) for room in data.rooms if room.area_m2 is None]
    return tuple(dict.fromkeys([*unmeasured, *(each for one in least for each in one.missing)]))


def _enough(known: int, perhaps: int, need: int) -> Status:
    if known >= need:
        return Status.MET
    return Status.UNDETERMINED if known + perhaps >= need else Status.NOT_MET


def _room_source(room: Room) -> Source:
    return Source(f"{ROOM_KINDS[room.kind]}教室面积", room.area_m2, "rooms", "area_m2", room.row)


def _room_missing(data: SchoolData, room: Room) -> Missing:
    return Missing(
        table="rooms",
        column="area_m2",
        key=data.school.school_code,
        label=f"{data.school.name}：{ROOM_KINDS[room.kind]}教室面积",
    )
