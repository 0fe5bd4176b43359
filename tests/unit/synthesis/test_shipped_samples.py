"""The three counties in ``examples/counties`` are what the generator gives, with the verdicts told."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest

from junheng.census.reading import read
from junheng.evaluation import evaluate
from junheng.evaluation.results import CountyResult
from junheng.model import Status
from junheng.rulebook import rules
from junheng.synthesis import LARGE, SAMPLES, county

COUNTIES = Path(__file__).parents[3] / "examples" / "counties"
DAYS = [date(2024, 9, 1), date(2026, 9, 1)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the script in that folder writes today."""
    folder = tmp_path_factory.mktemp("made")
    script = [sys.executable, str(COUNTIES / "make.py"), str(folder)]
    subprocess.run(script, check=True, capture_output=True)
    return folder


def judged(path: Path, on: date = DAYS[0]) -> CountyResult:
    (result,) = evaluate(read(path).require(), rules(on=on)).counties
    return result


def unmet(result: CountyResult) -> list[str]:
    return [
        clause.id for clause in result.clauses if clause.decides and clause.status is not Status.MET
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_shipped_workbook_is_exactly_what_the_generator_gives(name: str, made: Path) -> None:
    # Parts are compared unpacked: how a zip library packs them is not the generator's doing.
    with ZipFile(COUNTIES / f"{name}.xlsx") as shipped, ZipFile(made / f"{name}.xlsx") as again:
        assert shipped.namelist() == again.namelist()
        assert all(shipped.read(part) == again.read(part) for part in shipped.namelist())


def test_the_shipped_folder_is_exactly_what_the_generator_gives(made: Path) -> None:
    shipped = {path.name: path.read_bytes() for path in (COUNTIES / "passes-csv").iterdir()}
    again = {path.name: path.read_bytes() for path in (made / "passes-csv").iterdir()}

    assert shipped == again


@pytest.mark.parametrize("name", [*(f"{name}.xlsx" for name in SAMPLES), "passes-csv"])
def test_a_shipped_data_set_has_no_defect(name: str) -> None:
    assert read(COUNTIES / name).defects == ()


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", ["passes.xlsx", "passes-csv"])
def test_one_county_passes(name: str, on: date) -> None:
    result = judged(COUNTIES / name, on)

    assert (result.verdict, unmet(result)) == (Status.MET, [])
    assert [clause.status for clause in result.eligibility] == [Status.MET] * 5


def test_in_the_county_that_passes_some_rows_rest_on_the_six_of_seven_rule() -> None:
    rows = judged(COUNTIES / "passes.xlsx").rows

    assert {(row.met, row.within_floor) for row in rows} == {(7, 0), (6, 1)}


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_one_county_fails_in_three_clauses_only(on: date) -> None:
    result = judged(COUNTIES / "fails-narrowly.xlsx", on)

    assert result.verdict is Status.NOT_MET
    assert unmet(result) == ["6.school", "7.5", "7.11"]


def test_the_county_that_fails_does_so_by_very_little() -> None:
    result = judged(COUNTIES / "fails-narrowly.xlsx")
    (row,) = [row for row in result.rows if row.status is Status.NOT_MET]
    (crowded,) = [each for each in result.clause("7.5").findings if each.status is Status.NOT_MET]
    rotated = result.clause("7.11").value

    assert (row.met, row.within_floor) == (5, 2)
    assert (crowded.value, crowded.bound) == (46, 45)
    assert rotated is not None
    assert Fraction("0.099") < rotated < Fraction("0.1")


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_one_county_cannot_be_decided_and_fails_nothing(on: date) -> None:
    result = judged(COUNTIES / "undecided.xlsx", on)
    decided = {clause.status for clause in result.clauses if clause.decides}

    assert result.verdict is Status.UNDETERMINED
    assert decided == {Status.MET, Status.UNDETERMINED}
    assert unmet(result) == ["6.school", "6.cv", "7.8", "7.9", "7.14", "8.6", "8.9"]


@pytest.mark.parametrize("seed", range(1, 6))
def test_other_seeds_give_the_same_verdicts(seed: int) -> None:
    found = [
        evaluate(county(seed, profile), rules(on=DAYS[0])).counties[0].verdict
        for profile in (*SAMPLES.values(), LARGE)
    ]

    assert found == [Status.MET, Status.NOT_MET, Status.UNDETERMINED, Status.MET]
