"""One county's rows, indexed for judging, and which of its units the seven indicators look at.

Source: the national application forms (申报表), forms I and II-2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from junheng.census.facts import BY_KEY
from junheng.census.records import (
    Attestation,
    Census,
    ClassRow,
    CountyFact,
    Exact,
    Room,
    School,
    StageRow,
)
from junheng.evaluation.results import Input, LeftOut, Missing
from junheng.model import COMPULSORY, AreaClass, SchoolType, Stage
from junheng.standards import RuleSet, Scope

NOT_COMPULSORY = (SchoolType.SPECIAL, SchoolType.VOCATIONAL)
"""Kinds of schools that are neither primary nor junior schools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolData:
    """One school with its rows. ``stages`` holds every stage in the data, senior included.

    ``compulsory`` are its rows of compulsory education, primary first; ``compulsory_pupils`` their
    pupils, ``None`` without such a row. ``absent`` are the compulsory stages that its type demands and
    the data does not hold: their pupils are unknown, which is not 0.
    """

    school: School
    stages: Mapping[Stage, StageRow]
    compulsory: tuple[StageRow, ...]
    compulsory_pupils: int | None
    absent: tuple[Stage, ...]
    rooms: tuple[Room, ...]
    classes: tuple[ClassRow, ...]

    def in_scope(self, scope: Scope) -> bool:
        """Whether a clause of that scope looks at this school."""
        school = self.school
        match scope:
            case Scope.EVERY:
                return True
            case Scope.PUBLIC:
                return school.operator.is_public
            case Scope.RURAL:
                return school.area_class is AreaClass.RURAL
            case Scope.URBAN_AND_TOWN:
                return school.area_class is not AreaClass.RURAL
            case Scope.URBAN_AND_TOWN_PUBLIC_DAY:
                return (
                    school.area_class is not AreaClass.RURAL
                    and school.operator.is_public
                    and not school.boarding
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyData:
    """Everything the clauses of one county look at.

    ``judged`` are the schools with a row under the seven indicators, ``left_out`` the units without;
    ``unreported`` the schools of compulsory education of which the data lacks a stage or all of them.
    ``rooms_known`` tells whether special classrooms were reported: if not, none is not zero.
    """

    code: str
    census: Census
    rules: RuleSet
    schools: tuple[SchoolData, ...]
    judged: tuple[SchoolData, ...]
    left_out: tuple[LeftOut, ...]
    unreported: tuple[SchoolData, ...]
    rooms_known: bool
    facts: Mapping[str, CountyFact]
    attestations: Mapping[str, Attestation]

    @property
    def compulsory_schools(self) -> tuple[SchoolData, ...]:
        """Primary and junior schools, small teaching points and schools without rows included."""
        return tuple(data for data in self.schools if data.school.type not in NOT_COMPULSORY)

    def fact(self, key: str) -> Exact | None:
        """A figure of the county; ``None`` where it is missing."""
        fact = self.facts.get(key)
        return None if fact is None or isinstance(fact.value, str) else fact.value

    def inputs(self, *keys: str) -> tuple[Input, ...]:
        """County facts as inputs of a derivation."""
        found = []
        for key in keys:
            fact = self.facts.get(key)
            cell = self.census.cell("county", "value", fact.row) if fact else ""
            found.append(Input(label=BY_KEY[key].label, value=self.fact(key), cell=cell))
        return tuple(found)

    def missing(self, *keys: str) -> tuple[Missing, ...]:
        """Those of the facts that are not there."""
        return tuple(
            Missing(table="county", column=key, key=self.code, label=BY_KEY[key].label)
            for key in keys
            if self.fact(key) is None
        )


def school_data(
    school: School,
    stages: Mapping[Stage, StageRow],
    rooms: Sequence[Room],
    classes: Sequence[ClassRow],
) -> SchoolData:
    """A school with its rows, put together."""
    compulsory = tuple([stages[stage] for stage in COMPULSORY if stage in stages])
    return SchoolData(
        school=school,
        stages=stages,
        compulsory=compulsory,
        compulsory_pupils=sum([row.pupils for row in compulsory]) if compulsory else None,
        absent=_absent(school, stages),
        rooms=tuple(rooms),
        classes=tuple(classes),
    )


def _absent(school: School, stages: Mapping[Stage, StageRow]) -> tuple[Stage, ...]:
    """A point, or a campus with one stage only, lacks nothing; schools outside the seven indicators are
    not asked.
    """
    absent = tuple(
        [stage for stage in COMPULSORY if stage in school.type.stages and stage not in stages]
    )
    if not absent or school.type in NOT_COMPULSORY:
        return ()
    one_stage_campus = school.parent_code is not None and len(stages) == 1
    compulsory = any(stage in stages for stage in COMPULSORY)
    if compulsory and (school.type is SchoolType.TEACHING_POINT or one_stage_campus):
        return ()
    return absent


def left_out_reason(data: SchoolData, rules: RuleSet) -> str | None:
    """Why the seven indicators do not look at a school; ``None`` where they do.

    Special-education and vocational schools, and teaching points under 50 pupils, are left out.
    """
    match data.school.type:
        case SchoolType.SPECIAL:
            return "特殊教育学校不参加七项资源配置指标的判定"
        case SchoolType.VOCATIONAL:
            return "职业学校不属于义务教育学校"
        case SchoolType.TEACHING_POINT:
            pupils = data.compulsory_pupils
            bound = rules["P.left_out"].bound("teaching_point_from")
            if pupils is not None and not bound.holds(pupils):
                return f"教学点在校生 {pupils} 人，不足 {bound.value} 人"
    return None


def counties(census: Census, rules: RuleSet) -> Iterable[CountyData]:
    """Each county of the data in order of first appearance. Every row goes to exactly one of them."""
    stages: dict[str, dict[Stage, StageRow]] = defaultdict(dict)
    for row in census.stages:
        stages[row.school_code][row.stage] = row
    rooms: dict[str, list[Room]] = defaultdict(list)
    for room in census.rooms:
        rooms[room.school_code].append(room)
    classes: dict[str, list[ClassRow]] = defaultdict(list)
    for each in census.classes:
        classes[each.school_code].append(each)
    schools: dict[str, list[SchoolData]] = defaultdict(list)
    for school in census.schools:
        code = school.school_code
        schools[school.county_code].append(
            school_data(school, stages.get(code, {}), rooms.get(code, ()), classes.get(code, ()))
        )
    for code, members in schools.items():
        yield _county(code, tuple(members), census, rules)


def _county(
    code: str, schools: tuple[SchoolData, ...], census: Census, rules: RuleSet
) -> CountyData:
    judged, left_out, unreported = [], [], []
    for data in schools:
        reason = left_out_reason(data, rules)
        if reason is not None:
            left_out.append(_left_out(data, None, reason))
            continue
        if data.absent:
            unreported.append(data)
        empty = [row for row in data.compulsory if row.pupils == 0]
        left_out += [_left_out(data, row.stage, f"{row.stage.zh}在校生数为 0") for row in empty]
        if len(empty) < len(data.compulsory):
            judged.append(data)
    return CountyData(
        code=code,
        census=census,
        rules=rules,
        schools=schools,
        judged=tuple(judged),
        left_out=tuple(left_out),
        unreported=tuple(unreported),
        rooms_known=any(data.rooms for data in schools),
        facts={fact.key: fact for fact in census.county if fact.county_code == code},
        attestations={
            each.clause: each for each in census.attestations if each.county_code == code
        },
    )


def stage_absent(data: SchoolData, stage: Stage) -> Missing:
    """That a stage of a school is not in the data at all."""
    return Missing(
        table="stages",
        column="pupils",
        key=f"{data.school.school_code}/{stage.value}",
        label=f"{data.school.name}：没有{stage.zh}的学段数据",
    )


def _left_out(data: SchoolData, stage: Stage | None, reason: str) -> LeftOut:
    return LeftOut(
        school_code=data.school.school_code,
        name=data.school.name,
        stage=stage,
        reason=reason,
    )
