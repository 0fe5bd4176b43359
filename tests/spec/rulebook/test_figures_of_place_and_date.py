"""What the two policies, the provinces and the years change."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from junheng.rulebook import rules
from junheng.standards import Judged, RuleSet

TODAY = date(2026, 9, 1)
MOUDING, TIEDONG = "532323", "210302"


def figures(rule_set: RuleSet, clause: str) -> dict[str, Fraction | None]:
    return {slot: bound.value for slot, bound in rule_set[clause].edition.bounds.items()}


@pytest.mark.parametrize(
    ("place", "on", "primary", "junior"),
    [
        ("", "2017-09-01", 600, 800),  # centre and west
        ("530000", "2022-12-31", 600, 800),
        ("310000", "2017-09-01", 650, 850),  # east
        ("210100", "2022-12-31", 650, 850),
        ("310000", "2023-01-01", 720, 940),  # the same everywhere from 2023
        ("530000", "2023-01-01", 720, 940),
        ("210300", "2020-08-25", 650, 850),  # Anshan before its plan
        ("210300", "2020-08-26", 850, 1050),  # and after
        ("210381", "2026-09-01", 850, 1050),
    ],
)
def test_the_base_of_public_funds_depends_on_place_and_year(
    place: str, on: str, primary: int, junior: int
) -> None:
    rule_set = rules(jurisdiction=place, on=date.fromisoformat(on))
    assert figures(rule_set, "P.fund_base") == {"primary": primary, "junior": junior}


@pytest.mark.parametrize(
    ("place", "on", "figure"),
    [
        ("", "2025-02-28", 6000),
        ("", "2025-03-01", 7000),
        ("53", "2026-09-01", 7000),
        ("21", "2024-09-01", 8000),
        ("2101", "2026-09-01", 8000),
    ],
)
def test_funds_of_special_education_rise_in_2025_and_are_higher_in_liaoning(
    place: str, on: str, figure: int
) -> None:
    assert rules(jurisdiction=place, on=date.fromisoformat(on))["7.7"].figure() == figure


def test_chuxiong_asks_ten_percent_for_training_from_the_day_of_its_plan() -> None:
    before = rules(jurisdiction=MOUDING, on=date(2023, 2, 16))["8.4"]
    after = rules(jurisdiction=MOUDING, on=date(2023, 2, 17))["8.4"]
    assert (before.figure(), after.figure()) == (Fraction("0.05"), Fraction("0.1"))
    assert after.edition.cite.document == "chuxiong-2023-11"


def test_chuxiong_restates_pay_without_changing_the_source_of_the_figure() -> None:
    pay = rules(jurisdiction="5323", on=TODAY)["7.8"]
    assert [effect for _, effect, _ in pay.lineage] == ["defines", "raises"]
    assert pay.edition.cite.document == "jiaodu-2017-6"


def test_chuxiong_aims_at_a_fifth_by_2025_seven_tenths_by_2030_and_all_by_2033() -> None:
    assert figures(rules(jurisdiction="5323", on=TODAY), "T.counties") == {
        "by_2025": Fraction("0.2"),
        "by_2030": Fraction("0.7"),
        "by_2033": 1,
    }


@pytest.mark.parametrize(
    ("county", "year"),
    [
        ("532323", 2025),
        ("532327", 2025),
        ("532326", 2026),
        ("532329", 2028),
        ("532301", 2030),
        ("532302", 2030),
        ("532331", 2030),  # Lufeng by its code before 2021
        ("532328", 2030),
        ("532325", 2031),
        ("532322", 2032),
        ("532324", 2032),
    ],
)
def test_every_county_of_chuxiong_has_its_year(county: str, year: int) -> None:
    assert figures(rules(jurisdiction=county, on=TODAY), "T.pass_year") == {"pass_year": year}


def test_the_yearly_totals_are_the_sums_of_the_schedule() -> None:
    counties = [f"5323{number:02}" for number in (1, 2, *range(22, 30))]
    years = [
        rules(jurisdiction=each, on=TODAY)["T.pass_year"].figure("pass_year") for each in counties
    ]
    totals = figures(rules(jurisdiction="5323", on=TODAY), "T.schedule")
    for slot, total in totals.items():
        by = int(slot.removeprefix("by_"))
        assert total == sum(year <= by for year in years)


@pytest.mark.parametrize(
    ("clause", "slot", "figure"),
    [
        ("D.training_hours", "all", "360"),
        ("D.long_service", "all", "20"),
        ("D.special_school", "special_school_from", "200000"),
        ("D.monitoring_subjects", "all", "9"),
        ("D.pe_hour", "all", "1"),
        ("D.labour_lesson", "all", "1"),
        ("D.researchers", "all", "1/3"),
        ("D.government_hearing", "per_year", "1"),
    ],
)
def test_chuxiong_has_these_duties(clause: str, slot: str, figure: str) -> None:
    assert rules(jurisdiction=MOUDING, on=TODAY)[clause].figure(slot) == Fraction(figure)


@pytest.mark.parametrize(
    ("clause", "slot", "figure"),
    [
        ("P.boarder_fund", "all", "200"),
        ("P.establishment", "small_class", "1.5"),
        ("7.6", "counted_as", "100"),
        ("7.11", "rotated", "0.1"),
        ("7.11", "backbone", "0.2"),
        ("T.counties", "by_2022", "0.2"),
        ("T.large_classes", "by_2020", "56"),
        ("T.class_size", "primary_by_2022", "45"),
        ("T.class_size", "junior_by_2022", "50"),
        ("T.nine_year_retention", "by_2022", "0.972"),
        ("T.standard_schools", "by_2022", "1"),
        ("D.homeroom_allowance", "all", "300"),
        ("D.service_period", "all", "5"),
        ("D.senior_title", "all", "1"),
        ("D.rural_title", "all", "3"),
        ("D.honours", "certificate", "20"),
        ("D.honours", "encouragement", "10"),
        ("D.disabled_free", "all", "15"),
    ],
)
def test_anshan_has_these_figures(clause: str, slot: str, figure: str) -> None:
    assert rules(jurisdiction=TIEDONG, on=TODAY)[clause].figure(slot) == Fraction(figure)


def test_the_nine_year_retention_of_anshan_leaves_the_three_year_one_alone() -> None:
    assert rules(jurisdiction=TIEDONG, on=TODAY)["8.1"].figure() == Fraction("0.95")


def test_liaoning_adds_two_vetoes() -> None:
    vetoes = [clause.id for clause in rules(jurisdiction="21", on=TODAY).judged(Judged.VETO)]
    assert vetoes == [f"10.{number}" for number in range(1, 9)]


def test_duties_and_targets_never_decide() -> None:
    for place in (MOUDING, TIEDONG):
        rule_set = rules(jurisdiction=place, on=TODAY)
        assert not [each.id for each in rule_set if each.id[0] in "DT" and each.decides]


def test_a_county_of_no_known_province_is_judged_by_the_nation() -> None:
    rule_set = rules(jurisdiction="110101", on=TODAY)
    assert rule_set.jurisdiction_name == "北京市"
    assert rules(jurisdiction="620102", on=TODAY).jurisdiction_name == "全国"


def test_an_invented_county_is_judged_by_the_nation() -> None:
    assert rules(jurisdiction="990101", on=TODAY).jurisdiction == ""
