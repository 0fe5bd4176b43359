"""The large results as expressions: the judged rows, and the units that were left out."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.engine.lines import code_column, value_column
from junheng.engine.scopes import POINT
from junheng.engine.statements import Plan
from junheng.engine.statuses import indicator_words, words
from junheng.model import SchoolType, Stage
from junheng.standards import RuleSet

NOT_JUDGED = {
    SchoolType.SPECIAL.value: "特殊教育学校不参加七项资源配置指标的判定",
    SchoolType.VOCATIONAL.value: "职业学校不属于义务教育学校",
}


def rows(plan: Plan, rules: RuleSet) -> ir.Table:
    """The judged rows, in no particular order; columns as :func:`junheng.engine.schemas.rows_schema`."""
    line = plan.defined.lines
    line = line.filter(line.judged)
    named = plan.tables.schools
    joined = line.left_join(named, line.school_code == named.school_code)
    indicators: dict[str, ir.Value] = {}
    for clause in rules.indicators:
        indicators[clause.measure] = line[value_column(clause.measure)]
        indicators[f"{clause.measure}_status"] = indicator_words(line[code_column(clause.measure)])
    return joined.select(
        county_code=line.county_code,
        school_code=line.school_code,
        name=named.name,
        type=line.type,
        operator=line.operator,
        area_class=line.area_class,
        stage=line.stage,
        pupils=line.pupils,
        status=words(line.status),
        met=line.met.cast("int64"),
        within_floor=line.within_floor.cast("int64"),
        **indicators,
    )


def left_out(plan: Plan, rules: RuleSet) -> ir.Table:
    """What the seven indicators do not look at, with the reason: schools, and stages without pupils."""
    school, named = plan.defined.institutions, plan.tables.schools
    units = school.filter(school.left_out)
    least = rules["P.left_out"].figure("teaching_point_from")
    small = ibis.literal("教学点在校生 ") + units.pupils.cast("string") + f" 人，不足 {least} 人"
    schools = units.left_join(named, units.school_code == named.school_code).select(
        county_code=units.county_code,
        school_code=units.school_code,
        name=named.name,
        stage=ibis.null("string"),
        reason=units.type.cases((POINT, small), *NOT_JUDGED.items()),
    )
    line = plan.defined.lines
    empty = line.filter(~line.left_out & (line.pupils == 0))
    stages = empty.left_join(named, empty.school_code == named.school_code).select(
        county_code=empty.county_code,
        school_code=empty.school_code,
        name=named.name,
        stage=empty.stage,
        reason=empty.stage.cases(*((each.value, f"{each.zh}在校生数为 0") for each in Stage)),
    )
    return ibis.union(schools, stages, distinct=False)
