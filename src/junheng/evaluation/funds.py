"""Clauses about money: 7.2 fund bases, 7.6 small schools, 7.7 special education, 7.8 pay, 8.4 training.

Source: 教督〔2017〕6号 articles 7(6)-(8) and 8(4).
"""

from __future__ import annotations

from fractions import Fraction

from junheng.evaluation.clauses import (
    attested,
    county_figure,
    county_share,
    not_applicable,
    of_findings,
    of_parts,
    part,
    quotient,
)
from junheng.evaluation.county_data import CountyData, SchoolData
from junheng.evaluation.results import ClauseResult, Finding, Missing, Part
from junheng.evaluation.school_findings import (
    absent_stages,
    finding,
    school_missing,
    school_source,
)
from junheng.model import COMPULSORY, AreaClass, SchoolType, Stage, Status
from junheng.standards import Bound, Clause

PUBLIC_FUND = ("public_fund_yuan", "上年度公用经费预算")
TRAINING_FUND = ("training_fund_yuan", "上年度教师培训经费预算")


def fund_base(clause: Clause, county: CountyData) -> ClauseResult:
    """7.2: the four unifications are attested, and the county's fund base a pupil is not below the
    base in force for its place and date.
    """
    parts = [attested(clause.id, county, clause.title.zh)]
    parts += [
        county_figure(
            county,
            county.rules["P.fund_base"].bound(stage),
            f"fund_base_{stage.value}",
            label=f"{stage.zh}生均公用经费基准定额",
            formula="县定基准定额，不低于当地当年的基准定额",
        )
        for stage in COMPULSORY
    ]
    return of_parts(clause, county.rules, parts)


def base_of(stage: Stage, county: CountyData) -> Fraction:
    """The fund base a pupil that small schools are reckoned with: the county's own where it is
    higher than the base in force.
    """
    in_force = county.rules["P.fund_base"].figure(stage)
    own = county.fact(f"fund_base_{stage.value}")
    return in_force if own is None else max(in_force, Fraction(own))


def _unknown_bases(data: SchoolData, county: CountyData) -> tuple[Missing, ...]:
    """The county's own bases that the due of a school depends on and that are not there."""
    return county.missing(
        *(f"fund_base_{row.stage.value}" for row in data.compulsory if row.pupils)
    )


def due_to_small_school(data: SchoolData, counted_as: Fraction, county: CountyData) -> Fraction:
    """What a school below 100 pupils is due: its base x 100, bases weighted by its own pupils."""
    rows = [row for row in data.compulsory if row.pupils]
    weighted = sum(row.pupils * base_of(row.stage, county) for row in rows)
    return counted_as * weighted / sum(row.pupils for row in rows)


def _is_small(data: SchoolData, clause: Clause, county: CountyData) -> bool:
    school, pupils = data.school, data.compulsory_pupils or 0
    if not data.in_scope(clause.scope) or not (pupils or data.absent):
        return False
    if pupils >= clause.figure("counted_as"):
        return False
    if county.rules.option("small_school_scope") == "village_primary_and_points":
        village = school.type is SchoolType.PRIMARY and school.area_class is not AreaClass.URBAN
        return village or school.type is SchoolType.TEACHING_POINT
    return True


def small_school_fund(clause: Clause, county: CountyData) -> ClauseResult:
    """7.6: a school below 100 pupils is allotted its fund as for 100. Teaching points included."""
    findings = []
    for data in county.compulsory_schools:
        if not _is_small(data, clause, county):
            continue
        if data.absent:
            findings.append(_perhaps_small(data))
        else:
            findings.append(_small_school_finding(data, clause, county))
    return of_findings(clause, county.rules, findings)


def _perhaps_small(data: SchoolData) -> Finding:
    """A school of which a stage is not in the data: nobody knows whether it is small."""
    return finding(
        data,
        Status.UNDETERMINED,
        "学段数据不全，不知是否属于小规模学校",
        missing=absent_stages(data),
    )


def _small_school_finding(data: SchoolData, clause: Clause, county: CountyData) -> Finding:
    """What the school is allotted against what it is due. An unknown base of the county's own could
    only raise what is due, so it can keep the question open but not settle it.
    """
    counted_as = clause.figure("counted_as")
    due = due_to_small_school(data, counted_as, county)
    fund = data.school.public_fund_yuan
    missing: tuple[Missing, ...] = ()
    if fund is None:
        missing = (school_missing(data, *PUBLIC_FUND),)
    elif fund >= due:
        missing = _unknown_bases(data, county)
    return finding(
        data,
        Status.of(None if missing or fund is None else fund >= due),
        "在校生 {pupils} 人，按 {counted_as} 人应核定 {due} 元，实际 {fund} 元",
        figures={
            "pupils": data.compulsory_pupils,
            "counted_as": counted_as,
            "due": due,
            "fund": fund,
        },
        compared=(fund, due),
        sources=(school_source(data, *PUBLIC_FUND),),
        missing=missing,
    )


def special_fund(clause: Clause, county: CountyData) -> ClauseResult:
    """7.7: public fund a pupil of special education."""
    found = county_share(
        county,
        clause.bound(),
        name="special_fund",
        label="特殊教育生均公用经费",
        numerator=("special_fund_yuan",),
        denominator="special_pupils",
    )
    if county.fact("special_pupils") == 0:
        found = not_applicable(found)
    return of_parts(clause, county.rules, (found,))


def teacher_pay(clause: Clause, county: CountyData) -> ClauseResult:
    """7.8: teachers' mean pay against civil servants' mean pay (private schools left out)."""
    keys = ("teacher_pay_yuan", "civil_servant_pay_yuan")
    found = part(
        clause.bound(),
        quotient(county.fact(keys[0]), county.fact(keys[1])),
        name="teacher_pay",
        label="教师平均工资与公务员平均工资之比",
        formula="义务教育教师年平均工资收入 ÷ 公务员年平均工资收入",
        inputs=county.inputs(*keys),
        missing=county.missing(*keys),
    )
    return of_parts(clause, county.rules, (found,))


def training_fund(clause: Clause, county: CountyData) -> ClauseResult:
    """8.4: every school spends at least the given share of its public fund on training teachers.

    A teaching point without a budget of its own is covered by its central school.
    """
    findings = []
    for data in county.schools:
        if data.school.type is SchoolType.VOCATIONAL or not data.in_scope(clause.scope):
            continue
        training, fund = data.school.training_fund_yuan, data.school.public_fund_yuan
        point = data.school.type is SchoolType.TEACHING_POINT
        if point and training is None and fund is None and data.school.parent_code:
            findings.append(_training_finding(data, Status.NOT_APPLICABLE, None, clause.bound()))
            continue
        value = quotient(training, fund)
        status = Status.of(None if value is None else clause.bound().holds(value))
        findings.append(_training_finding(data, status, value, clause.bound()))
    return of_findings(clause, county.rules, findings)


def _training_finding(
    data: SchoolData, status: Status, value: Fraction | None, bound: Bound
) -> Finding:
    school = data.school
    columns = (TRAINING_FUND, PUBLIC_FUND)
    at_the_central_school = status is Status.NOT_APPLICABLE
    wording = "上年度教师培训经费预算 {training} 元、公用经费预算 {fund} 元"
    if at_the_central_school:
        wording = "预算在中心校"
    elif school.public_fund_yuan == 0:
        wording += "，无法计算比例"
    return finding(
        data,
        status,
        wording,
        figures={"training": school.training_fund_yuan, "fund": school.public_fund_yuan},
        compared=(value, bound.value),
        sources=tuple([school_source(data, *column) for column in columns]),
        missing=tuple(
            school_missing(data, *column)
            for column in columns
            if getattr(school, column[0]) is None and not at_the_central_school
        ),
    )


def migrant(clause: Clause, county: CountyData) -> ClauseResult:
    """7.15: migrant children in public or purchased places, and care for left-behind children."""
    share = county_share(
        county,
        clause.bound(),
        name="migrant",
        label="随迁子女在公办学校和政府购买学位就读比例",
        numerator=("migrant_public", "migrant_purchased"),
        denominator="migrant_eligible",
    )
    parts: tuple[Part, ...] = (share, attested(clause.id, county, clause.title.zh))
    return of_parts(clause, county.rules, parts)
