"""What must not change a verdict: the order of rows, the names of schools, the unit of money."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from junheng.census.records import Census
from junheng.evaluation import document, evaluate
from junheng.standards import RuleSet
from tests.generative.invented import counties, incomplete, rulesets


@st.composite
def any_county(draw: st.DrawFn) -> Census:
    full = draw(counties())
    return draw(st.one_of(st.just(full), incomplete(full)))


def told(census: Census, rules: RuleSet) -> dict[str, Any]:
    """The document, with lists that follow the order of the schools put in order of their codes."""
    (county,) = document(evaluate(census, rules))["counties"]
    county["schools"].sort(key=lambda each: (each["school_code"], each["stage"]))
    county["left_out"].sort(key=lambda each: (each["school_code"], each["stage"] or ""))
    for clause in (*county["clauses"], *county["eligibility"]):
        clause["missing"].sort()
        clause["failing"].sort(key=lambda each: (each["school_code"], each["stage"] or ""))
    for each in county["disparities"]:
        each["missing"].sort()
    return county  # type: ignore[no-any-return]


@given(any_county(), rulesets(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(census: Census, rules: RuleSet, random: Any) -> None:
    def shuffled(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        mixed = list(rows)
        random.shuffle(mixed)
        return tuple(mixed)

    mixed = replace(
        census,
        schools=shuffled(census.schools),
        stages=shuffled(census.stages),
        rooms=shuffled(census.rooms),
        county=shuffled(census.county),
        attestations=shuffled(census.attestations),
    )
    assert told(mixed, rules) == told(census, rules)


@given(any_county(), rulesets())
def test_the_codes_and_names_of_schools_do_not_matter(census: Census, rules: RuleSet) -> None:
    def new(code: str) -> str:
        return f"X{code}Y"

    renamed = replace(
        census,
        schools=tuple(
            replace(each, school_code=new(each.school_code), name="另一个名字")
            for each in census.schools
        ),
        stages=tuple(replace(each, school_code=new(each.school_code)) for each in census.stages),
        rooms=tuple(replace(each, school_code=new(each.school_code)) for each in census.rooms),
    )
    assert statuses(renamed, rules) == statuses(census, rules)


def statuses(census: Census, rules: RuleSet) -> dict[str, Any]:
    """Every status and figure of a county, without the names."""
    county = told(census, rules)
    return {
        "verdict": county["verdict"],
        "clauses": [(each["id"], each["status"], each["value"]) for each in county["clauses"]],
        "disparities": [
            (each["stage"], each["indicator"], each["status"], each["cv"])
            for each in county["disparities"]
        ],
        "rows": [
            (each["stage"], each["status"], [one["value"] for one in each["indicators"]])
            for each in county["schools"]
        ],
    }


@given(
    any_county(), rulesets(), st.sampled_from([Fraction(1, 10_000), Fraction(3, 7), Fraction(12)])
)
def test_the_unit_of_the_equipment_does_not_matter_to_its_disparity(
    census: Census, rules: RuleSet, factor: Fraction
) -> None:
    """Whether a workbook is in yuan or in 万元, the coefficient is the same and values scale."""
    scaled = replace(
        census,
        schools=tuple(
            replace(
                each,
                equipment_yuan=None
                if each.equipment_yuan is None
                else each.equipment_yuan * factor,
            )
            for each in census.schools
        ),
    )
    (before,), (after,) = (evaluate(each, rules).counties for each in (census, scaled))
    assert [each.cv_squared for each in after.disparities] == [
        each.cv_squared for each in before.disparities
    ]
    for old, new in zip(before.rows, after.rows, strict=True):
        known, now = old.indicator("equipment").value, new.indicator("equipment").value
        assert now == (None if known is None else known * factor)


@given(any_county(), rulesets())
def test_judging_twice_gives_the_same_result(census: Census, rules: RuleSet) -> None:
    assert document(evaluate(census, rules)) == document(evaluate(census, rules))


@given(counties(), rulesets())
def test_every_unit_is_judged_or_left_out_and_none_twice(census: Census, rules: RuleSet) -> None:
    (result,) = evaluate(census, rules).counties
    rows = [(row.school_code, row.stage) for row in result.rows]
    out = {each.school_code for each in result.left_out}
    assert len(rows) == len(set(rows))
    assert out.isdisjoint(code for code, _ in rows)
    assert out | {code for code, _ in rows} == {each.school_code for each in census.schools}
