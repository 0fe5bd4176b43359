"""Figures far from those of the county's other schools.

The modified z-score of Iglewicz and Hoaglin (1993): 0.6745 (x - median) / MAD, suspicious beyond
3.5. Amounts per pupil are positive and skewed, small schools having much of everything, so the score
is taken of their logarithms: ten times too much and ten times too little are equally far. Floats are
good enough here: the result is a request to look again, never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, log

from junheng.census.checks.draft import SPLIT, Draft, plain
from junheng.census.defects import Defect
from junheng.census.records import Exact, School, StageRow
from junheng.model import COMPULSORY, SchoolType

BEYOND = 3.5
_FEWEST = 10
"""Fewer schools than this say nothing about what is usual."""
_LEAST_FACTOR = 3.0
"""A figure within a factor of three of the median is never suspicious, however alike the rest are."""

_OF_SCHOOL = (
    "teaching_area_m2",
    "sports_ground_m2",
    "equipment_yuan",
    "multimedia_rooms",
    "public_fund_yuan",
)
_OF_STAGE = (
    ("teachers", ("teachers",)),
    ("degree_bachelor", ("degree_associate", "degree_bachelor", "degree_master", "degree_doctor")),
    ("backbone", ("backbone",)),
    ("pe", ("pe", "music", "art", "arts")),
    ("classes", ("classes",)),
)
_LEFT_OUT = (SchoolType.SPECIAL, SchoolType.VOCATIONAL, SchoolType.TEACHING_POINT)


def check(draft: Draft) -> Iterator[Defect]:
    """Whole-school quantities by kind of school, teachers and classes by stage."""
    for schools in _groups_of_schools(draft):
        for column in _OF_SCHOOL:
            amounts = [
                (school, value, pupils)
                for school, pupils in schools
                if (value := getattr(school, column))
            ]
            yield from _far(draft, "schools", column, amounts)
    for rows in _groups_of_stages(draft):
        for column, parts in _OF_STAGE:
            totals = [(row, value, row.pupils) for row in rows if (value := _total(row, parts))]
            yield from _far(draft, "stages", column, totals)


def scores(values: Sequence[float]) -> list[float]:
    """The modified z-score of each value; 0 for all where they hardly differ."""
    middle = _median(sorted(values))
    deviations = [abs(value - middle) for value in values]
    spread = _median(sorted(deviations))
    if spread > 0:
        return [0.6745 * (value - middle) / spread for value in values]
    mean = sum(deviations) / len(deviations)
    if mean == 0:
        return [0.0] * len(values)
    return [(value - middle) / (1.253314 * mean) for value in values]


def _median(values: Sequence[float]) -> float:
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def _groups_of_schools(draft: Draft) -> Iterator[list[tuple[School, int]]]:
    groups: dict[tuple[str, str], list[tuple[School, int]]] = {}
    for school in draft.schools:
        pupils = draft.pupils_of(school)
        if pupils and school.type not in _LEFT_OUT:
            kind = "through" if school.type in SPLIT else school.type.value
            groups.setdefault((school.county_code, kind), []).append((school, pupils))
    yield from groups.values()


def _groups_of_stages(draft: Draft) -> Iterator[list[StageRow]]:
    groups: dict[tuple[str, str], list[StageRow]] = {}
    for row in draft.stages:
        school = draft.school.get(row.school_code)
        if school and row.pupils and row.stage in COMPULSORY and school.type not in _LEFT_OUT:
            groups.setdefault((school.county_code, row.stage.value), []).append(row)
    yield from groups.values()


def _total(row: StageRow, parts: tuple[str, ...]) -> int | None:
    values = [getattr(row, part) for part in parts]
    return None if None in values else sum(values)


def _far(
    draft: Draft,
    table: str,
    column: str,
    amounts: Sequence[tuple[School | StageRow, Exact, int]],
) -> Iterator[Defect]:
    """Those of the ``amounts`` (row, amount, pupils) that are too far from the others."""
    if len(amounts) < _FEWEST:
        return
    logs = [log(float(value) / pupils) for _, value, pupils in amounts]
    middle = _median(sorted(logs))
    header = draft.places[table].table.column(column).header
    for (record, value, pupils), each, score in zip(amounts, logs, scores(logs), strict=True):
        if abs(score) <= BEYOND or abs(each - middle) < log(_LEAST_FACTOR):
            continue
        yield draft.defect(
            "outlier",
            record,
            column,
            f"“{draft.name(record.school_code)}”{header}平均每名学生 {_readable(value / pupils)}，"
            f"本县同类学校一般是 {_readable(exp(middle))}，{'高' if score > 0 else '低'}得太多",
            found=plain(value),
            remedy="核对这个数和在校生数，看是不是多写或少写了一位、单位不对",
        )


def _readable(value: Exact | float) -> str:
    """A figure a pupil in about three digits, never in scientific notation."""
    number = float(value)
    places = 0 if number >= 100 else 2 if number >= 0.1 else 5
    return f"{number:.{places}f}"
