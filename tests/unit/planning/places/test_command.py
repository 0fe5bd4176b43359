"""``junheng plan places``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from junheng.cli.plan_places import command
from junheng.errors import UserError
from tests.unit.planning.places.tables import BIRTHS, CAPACITY, one_town

EXAMPLE = Path(__file__).parents[4] / "examples/plans/places"


def test_the_example_warns_of_the_county_town() -> None:
    ran = CliRunner().invoke(command, [str(EXAMPLE), "--format", "json"])

    assert ran.exit_code == 0
    plan = json.loads(ran.output)
    assert (plan["plan"], plan["ending"]) == ("places", "computed")
    assert {row["town"] for row in plan["tables"]["alerts"]} == {"城关镇"}
    tested = plan["tables"]["back_test"]
    assert all(row["mean"] < row["last_value"] for row in tested)


def test_options_are_said_in_the_basis(tmp_path: Path) -> None:
    data = one_town(tmp_path, capacity=[CAPACITY, "A,小学,,95"])
    ran = CliRunner().invoke(
        command,
        [str(data), "--years", "3", "--method", "smoothing", "--births", "school", "--seed", "7",
         "--format", "json"],
    )  # fmt: skip

    basis = json.loads(ran.output)["basis"]
    assert (basis["years"], basis["method"], basis["births"], basis["seed"]) == (
        3, "smoothing", "school", 7,
    )  # fmt: skip


def test_unusable_tables_are_an_error_of_the_user(tmp_path: Path) -> None:
    ran = CliRunner().invoke(command, [str(one_town(tmp_path, births=[BIRTHS, "A,2012,-1"]))])

    assert isinstance(ran.exception, UserError)


@pytest.mark.parametrize("option", [["--years", "0"], ["--years", "16"], ["--method", "guess"]])
def test_options_out_of_range_are_refused(option: list[str]) -> None:
    assert CliRunner().invoke(command, [str(EXAMPLE), *option]).exit_code == 2
