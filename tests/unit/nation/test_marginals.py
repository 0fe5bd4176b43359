"""The nation looks roughly as it should. Bounds are wide: they catch a broken formula, not a trend."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.unit.nation.conftest import Made

from junheng.census.reading import Reading
from junheng.evaluation import Evaluation, evaluate
from junheng.rulebook import rules

COUNTIES = 100
NATION = 2900


def table(folder: Path, name: str) -> Any:
    return pq.read_table(folder / f"{name}.parquet")


@pytest.fixture(scope="module")
def evaluation(read_hundred: Reading) -> Evaluation:
    return evaluate(read_hundred.require(), rules(on=date(2025, 10, 1)))


@pytest.fixture(scope="module")
def stages(hundred: Path) -> list[dict[str, Any]]:
    schools = table(hundred, "schools").select(["school_code", "area_class", "type"])
    joined: list[dict[str, Any]] = table(hundred, "stages").join(schools, "school_code").to_pylist()
    return joined


def test_a_nation_has_about_two_hundred_thousand_rows_and_as_many_pupils_as_there_are(
    hundred: Path, stages: list[dict[str, Any]]
) -> None:
    times = NATION / COUNTIES  # a hundred counties say within a fifth what all of them have
    compulsory = [row["pupils"] for row in stages if row["stage"] != "senior"]

    assert 120_000 < table(hundred, "schools").num_rows * times < 190_000
    assert 160_000 < len(stages) * times < 240_000
    assert 125e6 < sum(compulsory) * times < 190e6


@pytest.mark.parametrize(("stage", "low", "high"), [("primary", 15, 17.5), ("junior", 11.5, 13.5)])
def test_pupils_per_teacher_are_as_in_the_national_figures(
    stages: list[dict[str, Any]], stage: str, low: float, high: float
) -> None:
    rows = [row for row in stages if row["stage"] == stage and row["teachers"] is not None]

    assert low < sum(r["pupils"] for r in rows) / sum(r["teachers"] for r in rows) < high


def test_rural_primary_schools_are_small_and_urban_ones_large(
    stages: list[dict[str, Any]],
) -> None:
    sizes: dict[str, list[int]] = {"urban": [], "town": [], "rural": []}
    for row in stages:
        if row["type"] == "primary":
            sizes[row["area_class"]].append(row["pupils"])
    rural, town, urban = (sum(s) / len(s) for s in (sizes["rural"], sizes["town"], sizes["urban"]))

    assert rural < 400 < town < 1300 < urban < 2200


def test_counties_differ_widely_in_size(hundred: Path) -> None:
    of_county = Counter(table(hundred, "schools")["county_code"].to_pylist())

    assert len(of_county) == COUNTIES
    assert max(of_county.values()) > 4 * min(of_county.values())


def test_nearly_all_teachers_have_the_degree_required(stages: list[dict[str, Any]]) -> None:
    above = {"primary": ["degree_associate", "degree_bachelor", "degree_master", "degree_doctor"]}
    above["junior"] = above["primary"][1:]
    for stage, columns in above.items():
        rows = [row for row in stages if row["stage"] == stage]
        whole = [row for row in rows if None not in (row["teachers"], *(row[c] for c in columns))]
        share = sum(row[c] for row in whole for c in columns) / sum(r["teachers"] for r in whole)
        assert 0.88 < share <= 1


def test_about_one_cell_in_a_hundred_is_blank_and_most_counties_have_none(hundred: Path) -> None:
    schools = table(hundred, "schools")
    columns = schools.column_names[12:]
    blank = sum(schools[name].null_count for name in columns)
    counties = {
        code
        for name in columns
        for code in schools.filter(pc.is_null(schools[name]))["county_code"].to_pylist()
    }

    assert 0.003 < blank / (len(columns) * schools.num_rows) < 0.025
    assert 0.2 * COUNTIES < len(counties) < 0.6 * COUNTIES


def test_a_visible_minority_passes_and_some_cannot_be_judged(evaluation: Evaluation) -> None:
    found = Counter(each.verdict.value for each in evaluation.counties)

    assert found["not_met"] > 0.6 * COUNTIES
    assert found["met"] >= 0.07 * COUNTIES
    assert found["undetermined"] >= 0.03 * COUNTIES


def test_most_counties_fail_on_few_clauses_and_a_few_on_many(evaluation: Evaluation) -> None:
    failed = [
        sum(each.status.value == "not_met" for each in county.clauses if each.decides)
        for county in evaluation.counties
    ]

    assert sum(1 <= each <= 3 for each in failed) > sum(each > 3 for each in failed)
    assert max(failed) >= 5


def test_disparities_lie_on_both_sides_of_the_limits(evaluation: Evaluation) -> None:
    found = sorted(
        float(each.cv)
        for county in evaluation.counties
        for each in county.disparities
        if each.cv is not None
    )
    tenth, ninth = found[len(found) // 10], found[len(found) * 9 // 10]

    assert 0.08 < tenth < 0.25
    assert 0.35 < ninth < 0.7
    assert 0.05 < sum(each > 0.5 for each in found) / len(found) < 0.25


def test_some_figures_stand_exactly_at_their_bounds(
    hundred: Path, stages: list[dict[str, Any]]
) -> None:
    schools = table(hundred, "schools").to_pylist()
    funds = [
        row["training_fund_yuan"] / row["public_fund_yuan"]
        for row in schools
        if row["training_fund_yuan"] is not None and row["public_fund_yuan"]
    ]
    arts = [
        (sum(values), row["pupils"])
        for row in stages
        if None not in (values := [row[name] for name in ("pe", "music", "art", "arts")])
    ]

    assert funds.count(Decimal("0.05")) > 50
    assert funds.count(Decimal("0.1")) > 50
    assert (9, 1000) in arts
    assert 45 in [row["largest_class"] for row in stages if row["stage"] == "primary"]
    assert 2000 in [row["pupils"] for row in stages if row["stage"] == "junior"]


def test_areas_have_one_decimal_at_most_and_money_two(hundred: Path) -> None:
    schools = table(hundred, "schools")

    for name in ("teaching_area_m2", "sports_ground_m2", "equipment_yuan", "training_fund_yuan"):
        assert schools.schema.field(name).type == pa.decimal128(18, 2)
    for name in ("teaching_area_m2", "indoor_sports_m2", "sports_ground_m2"):
        known = [value for value in schools[name].to_pylist() if value is not None]
        assert all(value * 10 == int(value * 10) for value in known)


def test_over_the_years_the_countryside_shrinks_and_equipment_grows(made: Made) -> None:
    years = made(counties=40, seed=3, years=4)
    rural, equipment = [], []
    for year in sorted(years.iterdir()):
        schools = table(year, "schools")
        joined = table(year, "stages").join(
            schools.select(["school_code", "area_class"]), "school_code"
        )
        here = joined.filter(pc.equal(joined["area_class"].cast(pa.string()), "rural"))
        rural.append(pc.sum(here["pupils"]).as_py())
        pupils = pc.sum(joined["pupils"]).as_py()
        equipment.append(pc.sum(schools["equipment_yuan"]).as_py() / pupils)

    assert rural == sorted(rural, reverse=True)
    assert equipment == sorted(equipment)
