"""What stands in a county and what is asked of it, year by year: the data of the compliance plan.

Every amount, bound and floor comes from the reference evaluator, run on the census with each year's
pupils; nothing of the law is written here. All exact; the models make floats of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from junheng.census.records import Census, StageRow
from junheng.diagnosis.shortfall import KINDS, quantity_needed
from junheng.errors import RuleSetError, UserError
from junheng.evaluation.county_data import CountyData, counties
from junheng.evaluation.resources import judge_rows
from junheng.evaluation.results import Missing, RowResult
from junheng.evaluation.rows import school_rule
from junheng.model import Stage
from junheng.planning.comply.mix import usual_mix
from junheng.planning.inputs.comply import ComplyInputs, StageKey, YearTerms, margins
from junheng.planning.prices import Item
from junheng.standards import RuleSet

AXES = {"above_required_degree": 0, "backbone": 1, "pe_arts": 2}
"""The indicators of people, and the axis of a teacher's type that counts for each."""

THINGS: dict[str, tuple[Item, ...]] = {
    "teaching_area": (Item.TEACHING_BUILD, Item.TEACHING_CONVERT),
    "sports_area": (Item.SPORTS_BUILD,),
    "equipment": (Item.EQUIPMENT,),
    "multimedia": (Item.MULTIMEDIA,),
}
"""The indicators of things that belong to a whole school, and what adds to each."""

USUAL_ELIGIBLE = Fraction(3, 10)
"""The share of teachers who may leave their school where the data says nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row: a school and stage. ``school`` is the school's number."""

    code: str
    name: str
    stage: Stage
    school: int
    public: bool

    @property
    def key(self) -> StageKey:
        """School and stage."""
        return self.code, self.stage

    @property
    def label(self) -> str:
        """The row as it is called in lists."""
        return f"{self.name}（{self.stage.zh}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One row and indicator in one year.

    The amount is ``base`` + ``gain`` x units added; ``floor`` and ``bound`` are the least whole units
    added (below 0: may be given away) with which the row reaches 85% and the bound itself.
    """

    base: Fraction
    gain: Fraction
    floor: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of the plan. ``needs[i]`` are row i's by indicator, ``None`` where it is not judged."""

    label: int
    terms: YearTerms
    pupils: tuple[int, ...]
    needs: tuple[tuple[Need, ...] | None, ...]
    staff: tuple[int, ...]

    @property
    def judged(self) -> tuple[int, ...]:
        """The rows that are judged in this year."""
        return tuple(place for place, needs in enumerate(self.needs) if needs is not None)

    def need(self, row: int, indicator: int) -> Need:
        """What a row needs of an indicator. Raises ``ValueError`` where it is not judged."""
        needs = self.needs[row]
        if needs is None:
            raise ValueError(f"row {row} is not judged in {self.label}")
        return needs[indicator]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """7.11 in a year: at least ``least`` teachers move, at least ``share`` of them backbone teachers,
    or ``backbone`` in number where they are counted against all eligible ones.
    """

    eligible: int
    least: int
    share: Fraction
    backbone: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A county to be planned for. ``mix[i]`` are row i's teachers by type, ``eligible[i]`` how many of
    them may leave. ``rotation`` is ``None`` where the facts for 7.11 are missing or it has none.
    """

    code: str
    title: str
    census: Census
    rules: RuleSet
    inputs: ComplyInputs
    places: tuple[Place, ...]
    schools: tuple[str, ...]
    names: tuple[str, ...]
    indicators: tuple[str, ...]
    spare: int
    limits: Mapping[Stage, Fraction]
    mix: tuple[tuple[int, ...], ...]
    eligible: tuple[int, ...]
    rotation: Rotation | None
    years: tuple[Year, ...]
    notes: tuple[str, ...]

    @property
    def last(self) -> Year:
        """The year in which everything must hold."""
        return self.years[-1]

    def exchangeable(self, rows: Sequence[int], kind: int) -> int:
        """How many teachers of a type the rows can exchange among themselves at most, B of the model:
        whoever leaves a row takes the place of a teacher of another one.
        """
        each = [min(self.mix[i][kind], self.eligible[i]) for i in rows]
        whole, largest = sum(each), max(each, default=0)
        return min(whole, 2 * (whole - largest))

    def clause(self, indicator: str) -> str:
        """The title of an indicator's clause."""
        return next(each.title.zh for each in self.rules.indicators if each.measure == indicator)


def situation(
    census: Census, rules: RuleSet, inputs: ComplyInputs, *, code: str, years: Sequence[int]
) -> Situation:
    """The county ``code`` of the census, to be planned for ``years``, the last of which decides.

    Raises :class:`UserError` naming every cell that a plan needs and the data does not have.
    """
    if any(clause.measure not in KINDS for clause in rules.indicators):
        raise RuleSetError(
            f"规则“{rules.id}”的指标不能规划", remedy="用 quality-balance 的规则规划"
        )
    now = _county(census, rules, code)
    found = [_county(with_pupils(census, inputs, year), rules, code) for year in years]
    judged = [judge_rows(county) for county in found]
    _refuse_missing(census, found, judged)
    rows: dict[StageKey, RowResult] = {}
    for of_year in judged:
        for row in of_year:
            rows.setdefault((row.school_code, row.stage), row)
    schools = tuple(dict.fromkeys(row.school_code for row in rows.values()))
    numbers = {school: number for number, school in enumerate(schools)}
    names = {row.school_code: row.name for row in rows.values()}
    places = tuple(
        Place(
            code=row.school_code,
            name=row.name,
            stage=row.stage,
            school=numbers[row.school_code],
            public=row.school.operator.is_public,
        )
        for row in rows.values()
    )
    stages = {(row.school_code, row.stage): row for row in census.stages}
    mix = tuple(
        inputs.mixes.get(each.key) or usual_mix(*_margins(stages[each.key])) for each in places
    )
    eligible, notes = _eligible(now, places, mix, inputs)
    rotation, more = _rotation(now)
    name = now.facts.get("name")
    return Situation(
        code=code,
        title=str(name.value) if name and name.value else code,
        census=census,
        rules=rules,
        inputs=inputs,
        places=places,
        schools=schools,
        names=tuple(names[school] for school in schools),
        indicators=tuple(clause.measure for clause in rules.indicators),
        spare=len(rules.indicators) - school_rule(rules).least_met,
        limits={
            stage: rules.disparity_rule.figure(stage) for stage in Stage if _limited(rules, stage)
        },
        mix=mix,
        eligible=eligible,
        rotation=rotation,
        years=tuple(
            _year(label, of_year, places, mix, inputs, rules)
            for label, of_year in zip(years, judged, strict=True)
        ),
        notes=(*notes, *more, *_beyond(inputs, years)),
    )


def _beyond(inputs: ComplyInputs, years: Sequence[int]) -> tuple[str, ...]:
    """The tables that speak of years outside the plan, which change nothing in it."""
    given = (
        ("达标年度", set(inputs.years)),
        ("各年在校生", {year for _, _, year in inputs.pupils}),
    )
    return tuple(
        f"“{table}”表里 {'、'.join(map(str, outside))} 年不在方案的年份里，没有用上"
        for table, named in given
        if (outside := sorted(named.difference(years)))
    )


def _limited(rules: RuleSet, stage: Stage) -> bool:
    return stage in rules.disparity_rule.edition.bounds


def _county(census: Census, rules: RuleSet, code: str) -> CountyData:
    for county in counties(census, rules):
        if county.code == code:
            return county
    raise UserError(
        f"数据里没有县级行政区划代码 {code}", remedy=f"数据里有：{'、'.join(census.county_codes)}"
    )


def with_pupils(census: Census, inputs: ComplyInputs, year: int) -> Census:
    """The census with the pupils of ``year``: those given for it, or for the last year before it."""
    latest: dict[StageKey, tuple[int, int]] = {}
    for (code, stage, of), pupils in inputs.pupils.items():
        if of <= year:
            latest[code, stage] = max(latest.get((code, stage), (of, pupils)), (of, pupils))
    stages = tuple(
        replace(row, pupils=latest[row.school_code, row.stage][1])
        if (row.school_code, row.stage) in latest
        else row
        for row in census.stages
    )
    return replace(census, stages=stages)


def _refuse_missing(
    census: Census, found: Sequence[CountyData], judged: Sequence[Sequence[RowResult]]
) -> None:
    missing: dict[str, Missing] = {}
    for county in found:
        for data in county.unreported:
            for stage in data.absent:
                absent = Missing(
                    table="stages",
                    column="pupils",
                    key=f"{data.school.school_code}/{stage.value}",
                    label=f"{data.school.name}：没有{stage.zh}的学段数据",
                )
                missing.setdefault(str(absent), absent)
    for row in (row for of_year in judged for row in of_year):
        for each in row.indicators:
            for item in each.missing:
                missing.setdefault(str(item), item)
        if row.row.teachers is None:
            absent = Missing(
                table="stages",
                column="teachers",
                key=f"{row.school_code}/{row.stage.value}",
                label=f"{row.label}：专任教师数",
            )
            missing.setdefault(str(absent), absent)
    if missing:
        lines = "\n".join(f"  {item.label}{_cell(census, item)}" for item in missing.values())
        raise UserError(
            f"有 {len(missing)} 格没有填，缺了它们不能规划（缺的数据不当作 0）：\n{lines}",
            remedy="补填后再算",
        )
    if not any(judged):
        raise UserError("没有一个可以判定的小学、初中学段部", remedy="核对学校、学段两张表")


def _cell(census: Census, item: Missing) -> str:
    """Where the cell stands, in brackets; nothing where that is not known."""
    code, _, stage = item.key.partition("/")
    if item.table == "schools":
        line = next((each.row for each in census.schools if each.school_code == code), 0)
    else:
        line = next(
            (
                each.row
                for each in census.stages
                if each.school_code == code and each.stage.value == stage
            ),
            0,
        )
    where = census.cell(item.table, item.column, line)
    return f"（{where}）" if where else ""


def _margins(stage: StageRow) -> tuple[int, int, int, int]:
    """The margins of a stage's teachers, all of which are known here; none above the whole, as the
    columns of PE and arts may count a person twice.
    """
    whole, above, backbone, pe_arts = (count or 0 for count in margins(stage))
    return whole, min(above, whole), min(backbone, whole), min(pe_arts, whole)


def _year(
    label: int,
    rows: Sequence[RowResult],
    places: Sequence[Place],
    mix: Sequence[tuple[int, ...]],
    inputs: ComplyInputs,
    rules: RuleSet,
) -> Year:
    by_key = {(row.school_code, row.stage): row for row in rows}
    found = [by_key.get(place.key) for place in places]
    return Year(
        label=label,
        terms=inputs.years.get(label, YearTerms()),
        pupils=tuple(row.pupils if row else 0 for row in found),
        needs=tuple(_needs(row, inputs) if row else None for row in found),
        staff=tuple(
            _staff(row, rules, sum(own)) if row else 0 for row, own in zip(found, mix, strict=True)
        ),
    )


def _needs(row: RowResult, inputs: ComplyInputs) -> tuple[Need, ...]:
    found = []
    for each in row.indicators:
        base = Fraction(each.amount or 0)
        gain = Fraction(1)
        if each.id in THINGS:
            gain = (row.share or Fraction(0)) * inputs.prices[THINGS[each.id][0]].unit_size
        levels = (quantity_needed(each.id, level, row.pupils) for level in (each.floor, each.bound))
        floor, bound = (ceil((level - base) / gain) for level in levels)
        found.append(Need(base=base, gain=gain, floor=floor, bound=bound))
    return tuple(found)


def _staff(row: RowResult, rules: RuleSet, teachers: int) -> int:
    """How many teachers a row keeps at least: those of its establishment, as far as it has them."""
    clause = rules.clauses.get("P.establishment")
    if clause is None or row.stage not in clause.edition.bounds:
        return 0
    ratio = clause.bound(row.stage).value
    return 0 if not ratio else min(teachers, ceil(row.pupils / ratio))


def _eligible(
    county: CountyData,
    places: Sequence[Place],
    mix: Sequence[tuple[int, ...]],
    inputs: ComplyInputs,
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """How many may leave each row, and what that rests on. Nobody leaves a private school."""
    known = county.fact("rotation_eligible")
    teachers = sum(sum(own) for place, own in zip(places, mix, strict=True) if place.public)
    share = USUAL_ELIGIBLE
    notes = []
    whole: Callable[[Fraction], int] = floor
    if known is not None and teachers:
        share, whole = min(Fraction(1), Fraction(known) / teachers), ceil
    elif known is None and any(
        place.public and place.key not in inputs.eligible for place in places
    ):
        notes.append("县级数据没有“符合交流条件教师数”：没有单列的学段部，最多调出三成教师")
    found = tuple(
        min(sum(own), inputs.eligible.get(place.key, whole(share * sum(own))))
        if place.public
        else 0
        for place, own in zip(places, mix, strict=True)
    )
    return found, tuple(notes)


def _rotation(county: CountyData) -> tuple[Rotation | None, tuple[str, ...]]:
    """What 7.11 asks of every year, and why it is not planned where it is not."""
    rules = county.rules
    clause = next((each for each in rules if each.measure == "rotation"), None)
    if clause is None:
        return None, ()
    whole = county.fact("rotation_eligible")
    against_all = rules.option("rotation_backbone_base") == "eligible_backbone"
    backbone = county.fact("rotation_eligible_backbone") if against_all else 0
    if whole is None or backbone is None:
        lacking = "符合交流条件教师数" if whole is None else "符合交流条件的骨干教师数"
        return None, (f"县级数据没有“{lacking}”：没有规划 {clause.id}（{clause.title.zh}）",)
    if whole <= 0:
        return None, (
            f"县级数据“符合交流条件教师数”是 0：{clause.id}（{clause.title.zh}）无从判断，没有规划",
        )
    share = clause.figure("backbone")
    return (
        Rotation(
            eligible=int(whole),
            least=ceil(clause.figure("rotated") * whole),
            share=share,
            backbone=ceil(share * backbone) if against_all else None,
        ),
        (),
    )
