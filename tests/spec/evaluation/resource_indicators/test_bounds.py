"""Each bound belongs to the indicator: at the bound is met, the least below it is not (以上).

The drawn amount is for 1000 pupils, so 42 teachers are 4.2 per 100, and 4500 m2 are 4.5 a pupil.
"""

from fractions import Fraction

import pytest

from tests.spec.drawing import county, row

# indicator, stage, column and the amount for 1000 pupils at the bound, and what else is needed
AT_THE_BOUND = [
    ("above_required_degree", "primary", "degree_bachelor", "42", "degree_master"),
    ("above_required_degree", "junior", "degree_bachelor", "53", "degree_master"),
    ("backbone", "primary", "backbone", "10", ""),
    ("backbone", "junior", "backbone", "10", ""),
    ("pe_arts", "primary", "pe", "9", "music art"),
    ("pe_arts", "junior", "pe", "9", "music art"),
    ("teaching_area", "primary", "teaching_area_m2", "4500", "indoor_sports_m2"),
    ("teaching_area", "junior", "teaching_area_m2", "5800", "indoor_sports_m2"),
    ("sports_area", "primary", "sports_ground_m2", "7500", "indoor_sports_m2"),
    ("sports_area", "junior", "sports_ground_m2", "10200", "indoor_sports_m2"),
    ("equipment", "primary", "equipment_yuan", "2000000", ""),
    ("equipment", "junior", "equipment_yuan", "2500000", ""),
    ("multimedia", "primary", "multimedia_rooms", "23", ""),
    ("multimedia", "junior", "multimedia_rooms", "24", ""),
]
COUNTS = {"degree_bachelor", "backbone", "pe", "multimedia_rooms"}


def drawn(stage: str, column: str, amount: Fraction, zero: str) -> object:
    zeros = zero.split()
    header = "".join(f" | {name}" for name in zeros)
    return county(
        f"""
        school | stage   | pupils | {column} {header}
        A      | {stage} | 1000   | {amount} {" | 0" * len(zeros)}
        """
    )


@pytest.mark.parametrize(("indicator", "stage", "column", "amount", "zero"), AT_THE_BOUND)
def test_at_the_bound_the_indicator_is_met(
    indicator: str, stage: str, column: str, amount: str, zero: str
) -> None:
    result = row(drawn(stage, column, Fraction(amount), zero)).indicator(indicator)  # type: ignore[arg-type]
    assert result.value == result.bound
    assert result.status == "met"


@pytest.mark.parametrize(("indicator", "stage", "column", "amount", "zero"), AT_THE_BOUND)
def test_the_least_below_the_bound_is_not_met_but_reaches_the_floor(
    indicator: str, stage: str, column: str, amount: str, zero: str
) -> None:
    least = 1 if column in COUNTS else Fraction(1, 1000)
    short = Fraction(amount) - least
    result = row(drawn(stage, column, short, zero)).indicator(indicator)  # type: ignore[arg-type]
    assert result.status == "within_floor"


@pytest.mark.parametrize(
    ("indicator", "primary", "junior"),
    [
        ("above_required_degree", "4.2", "5.3"),
        ("backbone", "1", "1"),
        ("pe_arts", "0.9", "0.9"),
        ("teaching_area", "4.5", "5.8"),
        ("sports_area", "7.5", "10.2"),
        ("equipment", "2000", "2500"),
        ("multimedia", "2.3", "2.4"),
    ],
)
def test_the_bounds_are_those_of_article_6(indicator: str, primary: str, junior: str) -> None:
    both = county(
        """
        school | stage   | pupils
        A      | primary | 1000
        B      | junior  | 1000
        """
    )
    assert row(both, "A").indicator(indicator).bound == Fraction(primary)
    assert row(both, "B").indicator(indicator).bound == Fraction(junior)
