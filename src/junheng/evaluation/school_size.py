"""7.4: no school is too large.

Source: 教督〔2017〕6号 article 7(4), with the dated exception of the 2019 procedure as a switch.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from junheng.evaluation.clauses import of_findings
from junheng.evaluation.county_data import CountyData, SchoolData
from junheng.evaluation.results import ClauseResult, Finding, Missing
from junheng.evaluation.school_findings import (
    absent_stages,
    built_year_missing,
    either,
    finding,
    schools_of,
    stage_missing,
    stage_source,
)
from junheng.model import SchoolType, Stage, Status
from junheng.standards import Clause

_THROUGH = (SchoolType.NINE_YEAR, SchoolType.TWELVE_YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeLimit:
    """The most pupils of a school: ``sure`` in any case, ``perhaps`` if an exception whose condition is
    not known covers it. ``missing`` is what would tell.
    """

    sure: Fraction
    perhaps: Fraction
    missing: tuple[Missing, ...] = ()


def size_limit(data: SchoolData, clause: Clause, county: CountyData) -> SizeLimit:
    """The most pupils this school may have in its compulsory stages, switch applied."""
    through = data.school.type in _THROUGH
    junior_only = Stage.PRIMARY not in data.stages
    limit = clause.figure("through" if through else "junior" if junior_only else "primary")
    switch = county.rules.switch("size_older_or_migrant")
    if switch is None:
        return SizeLimit(sure=limit, perhaps=limit)
    built, rows = data.school.built_year, data.compulsory
    older = None if built is None else built <= switch.figures["built_by"]
    migrants = sum(row.migrant_pupils or 0 for row in rows)
    half = switch.figures["migrant_share_above"] * sum(row.pupils for row in rows)
    unknown = [row for row in rows if row.migrant_pupils is None and row.pupils]
    many = True if migrants > half and not data.absent else None if unknown else False
    wider = max(limit, switch.figures["through" if through else "single"])
    match either((older, many)):
        case True:
            return SizeLimit(sure=wider, perhaps=wider)
        case False:
            return SizeLimit(sure=limit, perhaps=limit)
        case None:
            missing = [built_year_missing(data)] if older is None else []
            missing += [stage_missing(data, row, "migrant_pupils", "随迁子女数") for row in unknown]
            return SizeLimit(sure=limit, perhaps=wider, missing=tuple(missing))


def school_size(clause: Clause, county: CountyData) -> ClauseResult:
    """7.4: no school is too large; nine- and twelve-year schools count both compulsory stages."""
    findings = [_school_size_of(data, clause, county) for data in schools_of(clause, county)]
    return of_findings(clause, county.rules, findings)


def _school_size_of(data: SchoolData, clause: Clause, county: CountyData) -> Finding:
    pupils = data.compulsory_pupils or 0
    limit = size_limit(data, clause, county)
    missing: tuple[Missing, ...] = ()
    if pupils > limit.perhaps:
        status = Status.NOT_MET
    elif data.absent:
        status, missing = Status.UNDETERMINED, absent_stages(data)
    elif pupils > limit.sure:
        status, missing = Status.UNDETERMINED, limit.missing
    else:
        status = Status.MET
    return finding(
        data,
        status,
        "义务教育阶段在校生 {pupils} 人，不超过 {limit} 人",
        figures={"pupils": pupils, "limit": limit.sure},
        compared=(pupils, limit.sure),
        sources=tuple([stage_source(row, "pupils", "在校生数") for row in data.compulsory]),
        missing=missing,
    )
