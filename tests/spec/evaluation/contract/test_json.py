"""``junheng evaluate --format json``: the keys, kinds and nulls that other programs rely on."""

import json
from typing import Any

import pytest

from junheng.census.records import Census
from junheng.evaluation import document
from tests.spec.drawing import county, evaluated

WITH_GAPS = """
    school | type           | stage   | pupils | backbone | equipment_yuan
    A      | primary        | primary | 1000   | ?        |
    B      | nine_year      | primary | 900    |          | 7000000
    B      | nine_year      | junior  | 700    | 6        |
    P      | teaching_point | primary | 30     |          |
"""


def contract(census: Census) -> dict[str, Any]:
    """The document as another program reads it back."""
    text = json.dumps(document(evaluated(census)), ensure_ascii=False, allow_nan=False)
    read: dict[str, Any] = json.loads(text)
    return read


@pytest.fixture(scope="module")
def full() -> dict[str, Any]:
    return contract(county(WITH_GAPS, facts={"graduates": None}))


def test_the_document_names_program_rules_and_counties(full: dict[str, Any]) -> None:
    assert set(full) >= {"junheng", "ruleset", "counties"}
    assert isinstance(full["junheng"], str)


def test_the_rule_set_is_named_by_id_place_day_fingerprint_and_options(
    full: dict[str, Any],
) -> None:
    rules = full["ruleset"]
    assert set(rules) >= {"id", "jurisdiction", "on", "fingerprint", "options"}
    assert rules["on"] == "2024-09-01"
    assert rules["options"]["room_count"] == "separate"


def test_a_county_has_exactly_these_keys(full: dict[str, Any]) -> None:
    (only,) = full["counties"]
    assert set(only) >= {
        "code",
        "name",
        "verdict",
        "clauses",
        "disparities",
        "schools",
        "left_out",
    }
    assert (only["code"], only["name"], only["verdict"]) == ("990001", "样例县", "undetermined")


def test_a_clause_has_these_keys(full: dict[str, Any]) -> None:
    for clause in full["counties"][0]["clauses"]:
        assert set(clause) >= {"id", "title", "status", "value", "bound", "cite", "missing"}
        assert clause["status"] in {"met", "not_met", "undetermined", "not_applicable"}
        assert isinstance(clause["cite"], str)
        assert clause["cite"]
        assert isinstance(clause["missing"], list)


def test_6_1_to_6_7_say_that_they_do_not_decide(full: dict[str, Any]) -> None:
    informing = [each["id"] for each in full["counties"][0]["clauses"] if not each["decides"]]
    assert informing == [f"6.{number}" for number in range(1, 8)]


def test_a_disparity_has_exactly_these_keys(full: dict[str, Any]) -> None:
    disparities = full["counties"][0]["disparities"]
    assert len(disparities) == 14
    for disparity in disparities:
        assert set(disparity) >= {
            "indicator",
            "stage",
            "rows",
            "pupils",
            "mean",
            "sd",
            "cv",
            "limit",
            "status",
        }


def test_a_school_row_has_exactly_these_keys(full: dict[str, Any]) -> None:
    schools = full["counties"][0]["schools"]
    assert [(each["school_code"], each["stage"]) for each in schools] == [
        ("A", "primary"),
        ("B", "primary"),
        ("B", "junior"),
    ]
    for school in schools:
        assert set(school) >= {
            "school_code",
            "name",
            "stage",
            "pupils",
            "status",
            "met",
            "within_floor",
            "indicators",
        }
        for indicator in school["indicators"]:
            assert set(indicator) >= {"id", "value", "bound", "floor", "status"}
            assert indicator["status"] in {"met", "within_floor", "below_floor", "undetermined"}


def test_what_is_left_out_is_named_with_the_reason(full: dict[str, Any]) -> None:
    (left,) = full["counties"][0]["left_out"]
    assert set(left) >= {"school_code", "name", "reason"}
    assert left["school_code"] == "P"


def test_what_is_unknown_is_null(full: dict[str, Any]) -> None:
    school = full["counties"][0]["schools"][0]
    backbone = school["indicators"][1]
    assert (backbone["id"], backbone["value"], backbone["status"]) == (
        "backbone",
        None,
        "undetermined",
    )
    clauses = {each["id"]: each for each in full["counties"][0]["clauses"]}
    assert clauses["8.1"]["value"] is None
    assert clauses["8.1"]["missing"]
    disparity = full["counties"][0]["disparities"][1]
    assert (disparity["indicator"], disparity["stage"], disparity["cv"]) == (
        "backbone",
        "primary",
        None,
    )


def test_an_unknown_name_of_the_county_is_null() -> None:
    assert contract(county(without=["name"]))["counties"][0]["name"] is None


def test_figures_are_json_numbers_and_not_rounded() -> None:
    drawn = county(
        """
        school | type      | stage   | pupils | equipment_yuan
        A      | nine_year | primary | 600    | 1000000
        A      | nine_year | junior  | 300    |
        """
    )
    primary = contract(drawn)["counties"][0]["schools"][0]
    value = next(each["value"] for each in primary["indicators"] if each["id"] == "equipment")
    assert value == pytest.approx(1_000_000 / 930, abs=1e-9)
    assert primary["pupils"] == 600
    assert isinstance(primary["pupils"], int)


def test_the_bound_of_4_2_is_the_number_4_2() -> None:
    school = contract(county())["counties"][0]["schools"][0]
    first = school["indicators"][0]
    assert (first["bound"], first["floor"]) == (4.2, 3.57)
