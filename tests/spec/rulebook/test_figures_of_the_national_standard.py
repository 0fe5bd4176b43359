"""The figures of articles 6 to 10, one by one, as the standard of 2017 has them.

Written out here once more on purpose: a figure changed on a card by mistake is caught.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from junheng.rulebook import rules
from junheng.standards import Judged, Operator, Scope, Unit

NATION = rules(on=date(2020, 9, 1))
AT_LEAST, AT_MOST = Operator.AT_LEAST, Operator.AT_MOST
LESS_THAN, EQUAL = Operator.LESS_THAN, Operator.EQUAL

BOUNDS = [
    ("6.1", "primary", AT_LEAST, "4.2", Unit.PER_100),
    ("6.1", "junior", AT_LEAST, "5.3", Unit.PER_100),
    ("6.2", "primary", AT_LEAST, "1", Unit.PER_100),
    ("6.2", "junior", AT_LEAST, "1", Unit.PER_100),
    ("6.3", "primary", AT_LEAST, "0.9", Unit.PER_100),
    ("6.3", "junior", AT_LEAST, "0.9", Unit.PER_100),
    ("6.4", "primary", AT_LEAST, "4.5", Unit.M2_PER_PUPIL),
    ("6.4", "junior", AT_LEAST, "5.8", Unit.M2_PER_PUPIL),
    ("6.5", "primary", AT_LEAST, "7.5", Unit.M2_PER_PUPIL),
    ("6.5", "junior", AT_LEAST, "10.2", Unit.M2_PER_PUPIL),
    ("6.6", "primary", AT_LEAST, "2000", Unit.YUAN_PER_PUPIL),
    ("6.6", "junior", AT_LEAST, "2500", Unit.YUAN_PER_PUPIL),
    ("6.7", "primary", AT_LEAST, "2.3", Unit.PER_100),
    ("6.7", "junior", AT_LEAST, "2.4", Unit.PER_100),
    ("6.school", "least_met", AT_LEAST, "6", Unit.COUNT),
    ("6.school", "floor", AT_LEAST, "0.85", Unit.SHARE),
    ("6.cv", "primary", AT_MOST, "0.5", Unit.COEFFICIENT),
    ("6.cv", "junior", AT_MOST, "0.45", Unit.COEFFICIENT),
    ("7.3", "classes_per_room", AT_MOST, "12", Unit.CLASSES),
    ("7.3", "music_m2", AT_LEAST, "96", Unit.M2),
    ("7.3", "art_m2", AT_LEAST, "90", Unit.M2),
    ("7.4", "primary", AT_MOST, "2000", Unit.PUPILS),
    ("7.4", "junior", AT_MOST, "2000", Unit.PUPILS),
    ("7.4", "through", AT_MOST, "2500", Unit.PUPILS),
    ("7.5", "primary", AT_MOST, "45", Unit.PUPILS),
    ("7.5", "junior", AT_MOST, "50", Unit.PUPILS),
    ("7.6", "counted_as", AT_LEAST, "100", Unit.PUPILS),
    ("7.7", "all", AT_LEAST, "6000", Unit.YUAN_PER_PUPIL),
    ("7.8", "all", AT_LEAST, "1", Unit.SHARE),
    ("7.9", "all", AT_LEAST, "1", Unit.SHARE),
    ("7.11", "rotated", AT_LEAST, "0.1", Unit.SHARE),
    ("7.11", "backbone", AT_LEAST, "0.2", Unit.SHARE),
    ("7.12", "all", AT_LEAST, "1", Unit.SHARE),
    ("7.13", "primary", AT_LEAST, "1", Unit.SHARE),
    ("7.13", "junior", AT_LEAST, "0.95", Unit.SHARE),
    ("7.14", "all", AT_LEAST, "0.5", Unit.SHARE),
    ("7.15", "all", AT_LEAST, "0.85", Unit.SHARE),
    ("8.1", "all", AT_LEAST, "0.95", Unit.SHARE),
    ("8.2", "all", AT_LEAST, "0.95", Unit.SHARE),
    ("8.4", "all", AT_LEAST, "0.05", Unit.SHARE),
    ("8.9", "level", AT_LEAST, "3", Unit.LEVEL),
    ("8.9", "difference", LESS_THAN, "0.15", Unit.SHARE),
    ("9", "all", AT_LEAST, "0.85", Unit.SHARE),
    ("E.1", "all", AT_LEAST, "3", Unit.YEARS),
    ("E.2", "primary", AT_MOST, "0.6", Unit.COEFFICIENT),
    ("E.2", "junior", AT_MOST, "0.5", Unit.COEFFICIENT),
    ("E.3", "level", AT_LEAST, "3", Unit.LEVEL),
    ("E.3", "difference", LESS_THAN, "0.15", Unit.SHARE),
    ("E.4", "primary", AT_MOST, "0.5", Unit.COEFFICIENT),
    ("E.4", "junior", AT_MOST, "0.45", Unit.COEFFICIENT),
    ("P.split", "junior", EQUAL, "1.1", Unit.SHARE),
    ("P.split", "senior_secondary", EQUAL, "1.2", Unit.SHARE),
    ("P.split", "senior_through", EQUAL, "1.32", Unit.SHARE),
    ("P.left_out", "teaching_point_from", AT_LEAST, "50", Unit.PUPILS),
    ("P.establishment", "primary", EQUAL, "19", Unit.PUPILS_PER_STAFF),
    ("P.establishment", "junior", EQUAL, "13.5", Unit.PUPILS_PER_STAFF),
    ("P.class_bands", "noticeable", AT_LEAST, "46", Unit.PUPILS),
    ("P.class_bands", "large", AT_LEAST, "56", Unit.PUPILS),
    ("P.class_bands", "extra_large", AT_LEAST, "66", Unit.PUPILS),
]


@pytest.mark.parametrize(("clause", "slot", "operator", "figure", "unit"), BOUNDS)
def test_the_bound_is_the_one_of_the_standard(
    clause: str, slot: str, operator: Operator, figure: str, unit: Unit
) -> None:
    found = NATION[clause].bound(slot)
    assert (found.operator, found.value, found.unit) == (operator, Fraction(figure), unit)


def test_no_clause_has_a_bound_that_is_not_in_this_table() -> None:
    held = {
        (clause.id, slot)
        for clause in NATION
        for slot, bound in clause.edition.bounds.items()
        if clause.id != "P.fund_base" and bound.value is not None
    }
    assert held == {(clause, slot) for clause, slot, *_ in BOUNDS}


def test_articles_6_to_10_have_all_their_items() -> None:
    ids = [clause.id for clause in NATION if clause.id[0].isdigit()]
    assert ids == [
        *(f"6.{item}" for item in range(1, 8)),
        "6.school",
        "6.cv",
        *(f"7.{item}" for item in range(1, 16)),
        *(f"8.{item}" for item in range(1, 10)),
        "9",
        *(f"10.{item}" for item in range(1, 7)),
    ]


def test_the_seven_indicators_inform_and_everything_else_of_the_articles_decides() -> None:
    deciding = {clause.id for clause in NATION if clause.decides}
    articles = {clause.id for clause in NATION if clause.id[0].isdigit()}
    assert articles - deciding == {f"6.{item}" for item in range(1, 8)}
    assert deciding <= articles


def test_each_item_cites_its_own_place_in_the_national_document() -> None:
    for clause in NATION:
        article, _, item = clause.id.partition(".")
        if article in ("6", "7", "8") and item.isdigit():
            assert clause.cite.document == "jiaodu-2017-6"
            assert (clause.cite.article, clause.cite.item) == (article, item)


def test_the_vetoes_are_judged_by_declaration() -> None:
    assert {clause.id for clause in NATION.judged(Judged.VETO)} == {f"10.{n}" for n in range(1, 7)}


def test_catchment_looks_at_public_day_schools_of_cities_and_towns() -> None:
    assert NATION["7.13"].scope is Scope.URBAN_AND_TOWN_PUBLIC_DAY


def test_staff_for_a_class_in_small_schools_is_left_to_local_rules() -> None:
    assert NATION["P.establishment"].bound("small_class").value is None


def test_the_points_on_which_sources_disagree_are_options_with_these_defaults() -> None:
    assert dict(NATION.chosen) == {
        "room_count": "separate",
        "small_school_scope": "every",
        "rotation_backbone_base": "rotated",
        "retention_formula": "adjusted",
    }


def test_the_exceptions_of_the_procedure_of_2019_have_these_figures() -> None:
    names = (
        "pe_arts_visiting",
        "dense_centre_venues",
        "rooms_built_by_2016",
        "rooms_rural_small_class",
        "size_older_or_migrant",
    )
    switched = rules(on=date(2020, 9, 1), with_=names)
    figures = {name: dict(switch.figures) for name, switch in switched.switches.items()}
    assert figures == {
        "pe_arts_visiting": {"pupils_from": 50, "pupils_below": 100},
        "dense_centre_venues": {},
        "rooms_built_by_2016": {"built_by": 2016, "music_m2": 73, "art_m2": 67},
        "rooms_rural_small_class": {"largest_class_below": 30, "primary_m2": 54, "junior_m2": 61},
        "size_older_or_migrant": {
            "built_by": 2010,
            "migrant_share_above": Fraction(1, 2),
            "single": 2400,
            "through": 3000,
        },
    }


def test_basic_balance_of_2012_looks_at_the_mean_of_eight_coefficients() -> None:
    basic = rules(on=date(2015, 9, 1), standard="basic-balance")
    assert list(basic.clauses) == [*(f"B.{number}" for number in range(1, 9)), "B.cv"]
    assert basic["B.cv"].figure("primary") == Fraction("0.65")
    assert basic["B.cv"].figure("junior") == Fraction("0.55")
