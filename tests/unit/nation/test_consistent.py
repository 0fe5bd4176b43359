"""The invented data passes every check, is judged, and its lists add up to its totals."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from junheng.census.defects import Severity
from junheng.census.facts import FACTS
from junheng.census.microdata.lists import LISTS
from junheng.census.reading import Reading, read
from junheng.census.tables import TABLES
from junheng.cli.template import attested_clauses
from junheng.evaluation import evaluate
from junheng.model import SchoolType, Status
from junheng.model.identifiers import has_known_province
from junheng.rulebook import rules
from junheng.synthesis.nation.county_tables import ATTESTED
from junheng.synthesis.nation.places import PROVINCES, county_code, county_name
from junheng.synthesis.nation.plan import MOST_COUNTIES

RULES = rules(on=date(2025, 10, 1))
TO_BE_EXPECTED = {"code.county_place", "outlier", "premises.six_digits"}
"""Warnings: no province has such a number; a few schools differ widely from the others of a county."""


def lines(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


@pytest.fixture(scope="module")
def reading(with_people: Path) -> Reading:
    return read(with_people)


def test_no_check_finds_an_error(reading: Reading) -> None:
    errors = [str(each) for each in reading.defects if each.severity is Severity.ERROR]

    assert errors == []


def test_warnings_are_only_of_the_kinds_to_be_expected(reading: Reading) -> None:
    assert {each.check for each in reading.defects} <= TO_BE_EXPECTED


def test_no_check_finds_an_error_in_a_hundred_counties(read_hundred: Reading) -> None:
    found = Counter(each.check for each in read_hundred.defects)

    assert set(found) <= TO_BE_EXPECTED


def test_csv_is_read_as_parquet_is(made: Any) -> None:
    asked = {"counties": 2, "seed": 5}
    csv = read(made(format="csv", **asked)).require()
    parquet = read(made(**asked)).require()

    assert csv.schools == parquet.schools
    assert csv.stages == parquet.stages
    assert csv.county == parquet.county


def test_the_reference_evaluator_judges_every_clause_of_every_county(reading: Reading) -> None:
    evaluation = evaluate(reading.require(), RULES)

    assert len(evaluation.counties) == 3
    for county in evaluation.counties:
        assert county.name is not None
        assert county.name.endswith("）")
        assert {each.status for each in county.clauses} <= set(Status)


def test_every_table_has_the_canonical_columns(with_people: Path) -> None:
    for table in (*TABLES, *LISTS.values()):
        path = with_people / table.name
        found = pq.read_table(path if path.is_dir() else path.with_suffix(".parquet"))
        assert found.column_names == [column.name for column in table.columns], table.name


def test_the_figures_of_stages_are_what_the_lists_count(with_people: Path) -> None:
    stages = {
        (row["school_code"], row["stage"]): row
        for row in lines(with_people / "stages.parquet")
        if row["stage"] != "senior"
    }
    counted: dict[tuple[str, str], Counter[str]] = {key: Counter() for key in stages}
    for row in lines(with_people / "teachers"):
        of = counted[row["school_code"], row["stage"]]
        of.update(("teachers", f"degree_{row['degree']}"))
        of.update(name for name in ("backbone", "certified") if row[name])
        of["trained_360"] += row["training_hours_5y"] >= 360
        subjects = {"体育": "pe", "音乐": "music", "美术": "art", "艺术": "arts"}
        of.update([subjects[row["subject"]]] if row["subject"] in subjects else [])
    flags = {
        "boarding": "boarders", "migrant": "migrant_pupils", "in_catchment": "catchment_pupils"
    }  # fmt: skip
    pupils = pq.read_table(with_people / "pupils", columns=["school_code", "stage", *flags])
    for flag in flags:
        place = pupils.column_names.index(flag)
        pupils = pupils.set_column(place, flag, pupils[flag].cast(pa.int64()))
    sums = pupils.group_by(["school_code", "stage"]).aggregate(
        [([], "count_all"), *((flag, "sum") for flag in flags)]
    )
    for row in sums.to_pylist():
        of = counted[row["school_code"], row["stage"]]
        of["pupils"] = row["count_all"]
        of.update({name: row[f"{flag}_sum"] for flag, name in flags.items()})

    compared = 0
    for key, row in stages.items():
        known = {name: value for name, value in row.items() if name in EVERYTHING_COUNTED}
        stated = {name: value for name, value in known.items() if value is not None}
        assert stated == {name: counted[key][name] for name in stated}, key
        compared += len(stated)
    assert compared > 0.9 * len(EVERYTHING_COUNTED) * len(stages)


EVERYTHING_COUNTED = {
    "teachers", "degree_associate", "degree_bachelor", "degree_master", "degree_doctor", "backbone",
    "certified", "trained_360", "pe", "music", "art", "arts",
    "pupils", "boarders", "migrant_pupils", "catchment_pupils",
}  # fmt: skip


def test_pupils_sit_in_the_classes_listed(with_people: Path) -> None:
    key = ["school_code", "stage", "grade", "class_no"]
    listed = lines(with_people / "classes")
    pupils = (
        pq.read_table(with_people / "pupils", columns=key)
        .group_by(key)
        .aggregate([([], "count_all")])
    )
    counted = {tuple(row[name] for name in key): row["count_all"] for row in pupils.to_pylist()}

    assert counted == {tuple(row[name] for name in key): row["pupils"] for row in listed}


def test_ids_of_people_are_unique_and_no_identity_numbers(with_people: Path) -> None:
    for name, letter in (("teachers", "J"), ("pupils", "X")):
        ids = pq.read_table(with_people / name, columns=["person_id"])["person_id"]
        assert pc.count_distinct(ids).as_py() == len(ids)
        assert pc.all(pc.starts_with(ids, letter)).as_py()
        assert pc.unique(pc.utf8_length(ids)).to_pylist() == [16]


def test_every_key_and_every_attested_clause_is_there_for_every_county(with_people: Path) -> None:
    county = Counter(row["key"] for row in lines(with_people / "county.parquet"))
    clauses = Counter(row["clause"] for row in lines(with_people / "attestations.parquet"))

    assert county == {fact.key: 3 for fact in FACTS}
    assert clauses == dict.fromkeys(ATTESTED, 3)


def test_the_attested_clauses_are_those_of_the_rule_book() -> None:
    assert sorted(ATTESTED) == sorted(clause for clause, _ in attested_clauses(RULES))


def test_codes_are_no_real_places_and_unique() -> None:
    assert len(PROVINCES) == 31
    assert not any(has_known_province(f"{province}0101") for province in PROVINCES)
    codes = {county_code(number) for number in range(MOST_COUNTIES)}
    assert len(codes) == MOST_COUNTIES
    assert all(len(code) == 6 and code.isdigit() for code in codes)


def test_names_say_that_they_are_invented_and_are_unique() -> None:
    names = {county_name(number, "县") for number in range(3000)}

    assert len(names) == 3000
    assert all("（虚构" in name for name in names)


def test_every_kind_of_school_and_of_operator_occurs(hundred: Path) -> None:
    schools = lines(hundred / "schools.parquet")

    assert {row["type"] for row in schools} == {each.value for each in SchoolType}
    assert {row["area_class"] for row in schools} == {"urban", "town", "rural"}
    assert {"7", "10"} < {row["operator"] for row in schools}
