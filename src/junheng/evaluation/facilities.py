"""Clauses that look at every school or class: 7.3 rooms, 7.4 school size, 7.5 class size.

Source: rules.md section 5, with the dated exceptions of the 2019 procedure as switches.
"""

from __future__ import annotations

from fractions import Fraction

from junheng.census.records import Room, StageRow
from junheng.evaluation.clauses import of_findings
from junheng.evaluation.county_data import CountyData, SchoolData
from junheng.evaluation.results import ClauseResult, Finding, Input, Missing
from junheng.model import AreaClass, SchoolType, Stage, Status, all_met
from junheng.model.quantity import exactly
from junheng.standards import Bound, Clause

ROOM_KINDS = {"music": "音乐", "art": "美术"}


def stage_input(county: CountyData, row: StageRow, column: str, label: str) -> Input:
    """A figure of a stage row as an input of a derivation."""
    return Input(
        label=f"{row.stage.zh}{label}",
        value=getattr(row, column),
        cell=county.census.cell("stages", column, row.row),
    )


def stage_missing(data: SchoolData, row: StageRow, column: str, label: str) -> Missing:
    """That a figure of a stage row is not there."""
    return Missing(
        table="stages",
        column=column,
        key=f"{row.school_code}/{row.stage.value}",
        label=f"{data.school.name}{row.stage.zh}：{label}",
    )


def _finding(
    data: SchoolData,
    status: Status,
    *,
    stage: Stage | None = None,
    value: Fraction | None = None,
    bound: Fraction | None = None,
    text: str = "",
    inputs: tuple[Input, ...] = (),
    missing: tuple[Missing, ...] = (),
) -> Finding:
    return Finding(
        school_code=data.school.school_code,
        name=data.school.name,
        stage=stage,
        status=status,
        value=value,
        bound=bound,
        text=text,
        inputs=inputs,
        missing=missing,
    )


def _schools(clause: Clause, county: CountyData) -> list[SchoolData]:
    return [
        data
        for data in (*county.judged, *county.unreported)
        if data.school.type is not SchoolType.TEACHING_POINT and data.in_scope(clause.scope)
    ]


# --- 7.3 -----------------------------------------------------------------------------------------


def least_area(kind: str, data: SchoolData, county: CountyData) -> Fraction:
    """The least size of a music or art room at this school, m2, switches applied.

    The rural exception asks more of a school with a junior stage; where several exceptions cover a
    school the smallest size counts.
    """
    rules, school = county.rules, data.school
    sizes = [rules["7.3"].figure(f"{kind}_m2")]
    older = rules.switch("rooms_built_by_2016")
    if older and school.built_year is not None and school.built_year <= older.figures["built_by"]:
        sizes.append(older.figures[f"{kind}_m2"])
    small = rules.switch("rooms_rural_small_class")
    if small and school.area_class is AreaClass.RURAL:
        largest = [row.largest_class for row in data.compulsory]
        if all(
            each is not None and each < small.figures["largest_class_below"] for each in largest
        ):
            stage = "junior" if Stage.JUNIOR in data.stages else "primary"
            sizes.append(small.figures[f"{stage}_m2"])
    return min(sizes)


def rooms_needed(classes: int, classes_per_room: Fraction) -> int:
    """One room for every 12 classes or part of them."""
    return -(-classes // int(classes_per_room))


def _qualified(rooms: list[Room], least: Fraction) -> tuple[int, int]:
    """Rooms known to be large enough, and those that could be (their area is missing)."""
    known = sum(room.area_m2 is not None and room.area_m2 >= least for room in rooms)
    return known, sum(room.area_m2 is None for room in rooms)


def music_art_rooms(clause: Clause, county: CountyData) -> ClauseResult:
    """7.3: rooms of sufficient size for each subject, at least ceil(classes / 12).

    Option ``room_count``: each subject by itself, or both counted together.
    """
    findings = [_rooms_of(data, clause, county) for data in _schools(clause, county)]
    return of_findings(clause, county.rules, findings)


def _rooms_of(data: SchoolData, clause: Clause, county: CountyData) -> Finding:
    rows = data.compulsory
    unknown = [row for row in rows if row.classes is None]
    missing = [stage_missing(data, row, "classes", "班级数") for row in unknown]
    if not rows:
        missing.append(_no_stages(data))
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
        return _finding(
            data, Status.UNDETERMINED, text="班级数或教室未填报", missing=tuple(missing)
        )
    classes = sum(row.classes or 0 for row in rows)
    need = rooms_needed(classes, clause.figure("classes_per_room"))
    counts = {
        kind: _qualified(
            [room for room in data.rooms if room.kind == kind],
            least_area(kind, data, county),
        )
        for kind in ROOM_KINDS
    }
    if county.rules.option("room_count") == "summed":
        known = sum(each[0] for each in counts.values())
        status = _enough(known, sum(each[1] for each in counts.values()), need)
    else:
        status = all_met(_enough(known, perhaps, need) for known, perhaps in counts.values())
    shown = "，".join(
        f"{ROOM_KINDS[kind]} {known} 间（不小于 {exactly(least_area(kind, data, county))} 平方米）"
        for kind, (known, _) in counts.items()
    )
    return _finding(
        data,
        status,
        value=Fraction(min(each[0] for each in counts.values())),
        bound=Fraction(need),
        text=f"{classes} 个班，每科应有 {need} 间；{shown}",
        inputs=tuple(stage_input(county, row, "classes", "班级数") for row in rows)
        + tuple(_room_input(county, room) for room in data.rooms),
        missing=tuple(
            _room_missing(data, room)
            for room in data.rooms
            if room.area_m2 is None and status is Status.UNDETERMINED
        ),
    )


def _enough(known: int, perhaps: int, need: int) -> Status:
    if known >= need:
        return Status.MET
    return Status.UNDETERMINED if known + perhaps >= need else Status.NOT_MET


def _room_input(county: CountyData, room: Room) -> Input:
    return Input(
        label=f"{ROOM_KINDS[room.kind]}教室面积",
        value=room.area_m2,
        cell=county.census.cell("rooms", "area_m2", room.row),
    )


def _room_missing(data: SchoolData, room: Room) -> Missing:
    return Missing(
        table="rooms",
        column="area_m2",
        key=data.school.school_code,
        label=f"{data.school.name}：{ROOM_KINDS[room.kind]}教室面积",
    )


def _no_stages(data: SchoolData) -> Missing:
    return Missing(
        table="stages",
        column="pupils",
        key=data.school.school_code,
        label=f"{data.school.name}：没有任何学段数据",
    )


# --- 7.4 -----------------------------------------------------------------------------------------

_THROUGH = (SchoolType.NINE_YEAR, SchoolType.TWELVE_YEAR)


def size_limit(data: SchoolData, clause: Clause, county: CountyData) -> Fraction:
    """The most pupils this school may have in its compulsory stages, switch applied."""
    through = data.school.type in _THROUGH
    junior_only = Stage.PRIMARY not in data.stages
    limit = clause.figure("through" if through else "junior" if junior_only else "primary")
    switch = county.rules.switch("size_older_or_migrant")
    if switch is None:
        return limit
    built, rows = data.school.built_year, data.compulsory
    older = built is not None and built <= switch.figures["built_by"]
    migrants = [row.migrant_pupils for row in rows]
    many = None not in migrants and sum(each or 0 for each in migrants) > (
        switch.figures["migrant_share_above"] * sum(row.pupils for row in rows)
    )
    return (
        max(limit, switch.figures["through" if through else "single"]) if older or many else limit
    )


def school_size(clause: Clause, county: CountyData) -> ClauseResult:
    """7.4: no school is too large; nine- and twelve-year schools count both compulsory stages."""
    findings = []
    for data in _schools(clause, county):
        pupils = data.compulsory_pupils
        if pupils is None:
            findings.append(_finding(data, Status.UNDETERMINED, missing=(_no_stages(data),)))
            continue
        limit = size_limit(data, clause, county)
        slot = "through" if data.school.type in _THROUGH else "primary"
        within = clause.bound(slot).operator.holds(pupils, limit)
        findings.append(
            _finding(
                data,
                Status.of(within),
                value=Fraction(pupils),
                bound=limit,
                text=f"义务教育阶段在校生 {pupils} 人，不超过 {exactly(limit)} 人",
                inputs=tuple(
                    stage_input(county, row, "pupils", "在校生数") for row in data.compulsory
                ),
            )
        )
    return of_findings(clause, county.rules, findings)


# --- 7.5 -----------------------------------------------------------------------------------------


def class_size(clause: Clause, county: CountyData) -> ClauseResult:
    """7.5: no class is too large. One finding a school and stage.

    Either figure can decide: the largest class, or the number of classes over the bound.
    """
    findings = []
    for data in (*county.judged, *county.unreported):
        if not data.in_scope(clause.scope):
            continue
        if not data.compulsory:
            findings.append(_finding(data, Status.UNDETERMINED, missing=(_no_stages(data),)))
        findings += [
            _class_size_of(data, row, clause.bound(row.stage), county)
            for row in data.compulsory
            if row.pupils
        ]
    return of_findings(clause, county.rules, findings)


def _class_size_of(data: SchoolData, row: StageRow, bound: Bound, county: CountyData) -> Finding:
    largest, over = row.largest_class, row.classes_over
    if largest is None and over is None:
        return _finding(
            data,
            Status.UNDETERMINED,
            stage=row.stage,
            bound=bound.value,
            text="最大班额未填报",
            missing=(stage_missing(data, row, "largest_class", "最大班额"),),
        )
    within = (largest is None or bound.holds(largest)) and not over
    shown = "" if largest is None else f"最大班额 {largest} 人，"
    return _finding(
        data,
        Status.of(within),
        stage=row.stage,
        value=None if largest is None else Fraction(largest),
        bound=bound.value,
        text=f"{shown}超过 {exactly(bound.value)} 人的班级 "
        + ("未填报" if over is None else f"{over} 个"),
        inputs=(
            stage_input(county, row, "largest_class", "最大班额"),
            stage_input(county, row, "classes_over", "超标班级数"),
        ),
    )
