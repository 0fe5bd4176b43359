"""What floating point would get wrong, the engine gets right: by whole numbers, or by the reference."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from junheng.census.records import Census
from junheng.engine.backends import connect
from junheng.engine.results import judge
from junheng.engine.sources import open_folder
from junheng.standards import RuleSet
from tests.engine import datasets
from tests.engine.agreement import disagreements
from tests.spec import drawing


def judged(census: Census, folder: Path, rules: RuleSet | None = None, form: str = "text") -> Any:
    """Verdicts, clauses, rows, and the counties that the reference evaluator had to settle."""
    rules = rules or drawing.ruleset()
    with connect() as connection:
        tables = open_folder(connection, datasets.write(census, folder / "data", form=form))
        found = judge(connection, tables, rules)
        assert disagreements(found, census, rules) == []
        rows = {
            row["school_code"]: row for row in connection.arrow(found.large("rows")).to_pylist()
        }
        clauses = {row["clause"]: row for row in found.small["clauses"].to_pylist()}
    return rows, clauses, found.rechecked


def with_school(census: Census, **changes: object) -> Census:
    """The census with the first school changed."""
    first, *others = census.schools
    return replace(census, schools=(replace(first, **changes), *others))  # type: ignore[arg-type]


def one_school(**figures: object) -> Census:
    """A county with one primary school that complies everywhere, and these figures changed."""
    columns = {"school": "A", "stage": "primary", "pupils": "1000"}
    columns |= {name: str(value) for name, value in figures.items()}
    lines = [" | ".join(columns), " | ".join(columns.values())]
    return drawing.county("\n".join(lines))


def test_nine_teachers_for_a_thousand_pupils_meet_nine_tenths(tmp_path: Path) -> None:
    rows, _, rechecked = judged(one_school(pe=9, music=0, art=0, arts=0), tmp_path)

    assert rows["A"]["pe_arts_status"] == "met"
    assert rechecked == ()


def test_whole_numbers_at_a_bound_need_no_second_look(tmp_path: Path) -> None:
    census = one_school(backbone=10, equipment_yuan=2_000_000, teaching_area_m2=5500)

    rows, _, rechecked = judged(census, tmp_path)

    assert [rows["A"][f"{name}_status"] for name in ("backbone", "equipment", "teaching_area")] == [
        "met"
    ] * 3
    assert rechecked == ()


@pytest.mark.parametrize("form", datasets.FORMS)
@pytest.mark.parametrize(
    ("area", "status"), [("4500", "met"), ("4499.9999", "within_floor"), ("4500.0001", "met")]
)
def test_four_decimals_are_told_apart(area: str, status: str, form: str, tmp_path: Path) -> None:
    census = with_school(one_school(), teaching_area_m2=Fraction(area), indoor_sports_m2=0)

    rows, _, rechecked = judged(census, tmp_path, form=form)

    assert rows["A"]["teaching_area_status"] == status
    assert rechecked == ()


def test_finer_digits_next_to_a_bound_are_settled_by_the_reference(tmp_path: Path) -> None:
    census = with_school(
        one_school(), teaching_area_m2=Fraction("4499.9999999999"), indoor_sports_m2=0
    )

    rows, _, rechecked = judged(census, tmp_path)

    assert rows["A"]["teaching_area_status"] == "within_floor"
    assert rechecked == (drawing.CODE,)


def test_digits_that_no_double_holds_are_settled_by_the_reference(tmp_path: Path) -> None:
    # As a double this is 4500 exactly; as it is written it is less.
    census = with_school(
        one_school(), teaching_area_m2=Fraction("4499.99999999999999999"), indoor_sports_m2=0
    )

    rows, _, rechecked = judged(census, tmp_path)

    assert rows["A"]["teaching_area_status"] == "within_floor"
    assert rechecked == (drawing.CODE,)


def test_a_school_value_split_between_stages_ties_exactly(tmp_path: Path) -> None:
    census = drawing.county(
        """
        school | stage   | pupils | type      | teaching_area_m2 | indoor_sports_m2
        A      | primary | 330    | nine_year | 3135             | 0
        A      | junior  | 300    | nine_year | 3135             | 0
        """
    )

    rows, _, rechecked = judged(census, tmp_path)

    # W = 330 + 1.1 x 300 = 660, so 3135 / 660 = 4.75 m2 a primary pupil, 5.225 a junior pupil.
    assert rows["A"]["teaching_area"] in (4.75, 5.225)
    assert rechecked == ()


@pytest.mark.parametrize(("training", "status"), [("1000", "met"), ("999.99", "not_met")])
def test_a_training_fund_of_exactly_five_percent_is_met(
    training: str, status: str, tmp_path: Path
) -> None:
    census = with_school(
        one_school(), public_fund_yuan=20_000, training_fund_yuan=Fraction(training)
    )

    _, clauses, rechecked = judged(census, tmp_path)

    assert clauses["8.4"]["status"] == status
    assert rechecked == ()


@pytest.mark.parametrize(
    ("rate", "status"), [("0.85", "met"), ("0.849999", "not_met"), ("0.8499999999", "not_met")]
)
def test_a_supplied_share_is_compared_digit_by_digit(
    rate: str, status: str, tmp_path: Path
) -> None:
    census = one_school()
    census = replace(
        census,
        county=tuple(
            replace(fact, value=Fraction(rate)) if fact.key == "recognition_rate" else fact
            for fact in census.county
        ),
    )

    _, clauses, rechecked = judged(census, tmp_path)

    assert clauses["9"]["status"] == status
    # More than six decimals are beyond the whole millionths that facts are counted in.
    assert bool(rechecked) is (len(rate) > len("0.849999"))


def test_a_coefficient_at_its_limit_is_settled_by_the_reference(tmp_path: Path) -> None:
    # Two schools of one size with X = 0.5 M and 1.5 M: CV is 0.5 exactly, the limit of primary.
    census = drawing.county(
        """
        school | stage   | pupils | backbone
        A      | primary | 1000   | 10
        B      | primary | 1000   | 30
        """
    )

    _, clauses, rechecked = judged(census, tmp_path)

    assert clauses["6.cv"]["status"] == "met"
    assert rechecked == (drawing.CODE,)


def test_amounts_too_large_for_whole_doubles_are_judged_all_the_same(tmp_path: Path) -> None:
    census = with_school(one_school(), equipment_yuan=10**15)

    rows, _, _ = judged(census, tmp_path)

    assert rows["A"]["equipment_status"] == "met"


def test_a_percentage_among_shares_is_never_taken_at_its_word(tmp_path: Path) -> None:
    census = one_school()
    written = replace(
        census,
        county=tuple(
            replace(fact, value=87) if fact.key == "recognition_rate" else fact
            for fact in census.county
        ),
    )
    with connect() as connection:
        tables = open_folder(connection, datasets.write(written, tmp_path / "data"))
        clauses = judge(connection, tables, drawing.ruleset()).small["clauses"].to_pylist()

    (nine,) = (row for row in clauses if row["clause"] == "9")
    assert (nine["status"], nine["value"]) == ("undetermined", None)
