"""Article 6 once more, written down independently and as plainly as possible, in exact fractions.

The figures stand here a second time on purpose: a slip in the cards or in the evaluator would have to
be made twice to go unnoticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as F  # noqa: N817 - formulas below read better so

from hypothesis import given
from hypothesis import strategies as st

from junheng.census.records import Census, School, StageRow
from junheng.evaluation import evaluate
from tests.generative.invented import counties, incomplete
from tests.spec.drawing import ruleset

BOUNDS: Mapping[str, tuple[F, ...]] = {
    "primary": tuple(map(F, ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3"))),
    "junior": tuple(map(F, ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4"))),
}
WEIGHTS: Mapping[str, Mapping[str, F]] = {
    "nine_year": {"primary": F(1), "junior": F("1.1")},
    "complete_secondary": {"junior": F(1), "senior": F("1.2")},
    "twelve_year": {"primary": F(1), "junior": F("1.1"), "senior": F("1.32")},
}
LIMITS = {"primary": F("0.50"), "junior": F("0.45")}
Amounts = list[F | None]


def total(*terms: int | F | None) -> F | None:
    """The sum, unknown as soon as one term is."""
    return None if None in terms else F(sum(terms))  # type: ignore[arg-type]


def share(school: School, row: StageRow, census: Census) -> F | None:
    weights = WEIGHTS.get(school.type.value)
    if weights is None:
        return F(1)
    pupils = {
        each.stage.value: each.pupils
        for each in census.stages
        if each.school_code == school.school_code
    }
    if set(pupils) != set(weights):
        return None
    whole = sum(weights[stage] * count for stage, count in pupils.items())
    return weights[row.stage.value] * row.pupils / whole


def amounts(school: School, row: StageRow, census: Census) -> Amounts:
    """The seven quantities of a row, in the order of article 6."""
    degrees = [row.degree_bachelor, row.degree_master, row.degree_doctor]
    if row.stage == "primary":
        degrees.append(row.degree_associate)
    indoor = school.indoor_sports_m2
    whole = [
        total(school.teaching_area_m2, None if indoor is None else -indoor),
        total(school.sports_ground_m2, indoor),
        total(school.equipment_yuan),
        total(school.multimedia_rooms),
    ]
    part = share(school, row, census)
    return [
        total(*degrees),
        total(row.backbone),
        total(row.pe, row.music, row.art, row.arts),
        *(None if each is None or part is None else each * part for each in whole),
    ]


def row_status(found: Amounts, row: StageRow) -> str:
    """At least 6 of 7, the one left at 85%; undetermined while it could turn."""
    met = within = below = 0
    for place, (amount, bound) in enumerate(zip(found, BOUNDS[row.stage.value], strict=True)):
        if amount is None:
            continue
        value = amount / row.pupils * (100 if place in (0, 1, 2, 6) else 1)
        if value >= bound:
            met += 1
        elif value >= bound * F("0.85"):
            within += 1
        else:
            below += 1
    if below or within > 1:
        return "not_met"
    return "met" if met + within == 7 else "undetermined"


def cv_status(found: list[F | None], pupils: list[int], limit: F) -> str:
    """S <= c M, squared so that no root is drawn."""
    if not found:
        return "not_applicable"
    if any(each is None for each in found):
        return "undetermined"
    if len(found) == 1:
        return "met"
    known = [each for each in found if each is not None]
    everyone = sum(pupils)
    mean = sum(known) / everyone
    if not mean:
        return "undetermined"
    variance = sum(
        F(count, everyone) * (amount / count - mean) ** 2
        for amount, count in zip(known, pupils, strict=True)
    )
    return "met" if variance <= (limit * mean) ** 2 else "not_met"


def is_row(school: School, row: StageRow) -> bool:
    if school.type in ("special", "vocational") or row.stage == "senior":
        return False
    return school.type != "teaching_point" or row.pupils >= 50


def lacks_a_stage(census: Census) -> bool:
    """Whether a stage that belongs to a school's type is not in the data."""
    present = {(row.school_code, row.stage) for row in census.stages}
    return any(
        (school.school_code, stage) not in present
        for school in census.schools
        for stage in school.type.stages
        if school.type not in ("special", "teaching_point") and stage != "senior"
    )


@st.composite
def any_county(draw: st.DrawFn) -> Census:
    full = draw(counties())
    return draw(st.one_of(st.just(full), incomplete(full)))


@given(any_county())
def test_both_readings_agree_on_every_row_and_every_disparity(census: Census) -> None:
    by_code = {school.school_code: school for school in census.schools}
    rows = [row for row in census.stages if is_row(by_code[row.school_code], row)]
    found = {
        (row.school_code, row.stage): amounts(by_code[row.school_code], row, census) for row in rows
    }
    (result,) = evaluate(census, ruleset()).counties

    assert {(row.school_code, row.stage): row.status.value for row in result.rows} == {
        (row.school_code, row.stage): row_status(found[row.school_code, row.stage], row)
        for row in rows
    }
    if lacks_a_stage(census):
        return
    for place, clause in enumerate(ruleset().indicators):
        for stage, limit in LIMITS.items():
            of_stage = [row for row in rows if row.stage == stage]
            expected = cv_status(
                [found[row.school_code, row.stage][place] for row in of_stage],
                [row.pupils for row in of_stage],
                limit,
            )
            (disparity,) = (
                each
                for each in result.disparities
                if (each.stage, each.indicator) == (stage, clause.measure)
            )
            assert disparity.status.value == expected, (stage, clause.measure)
