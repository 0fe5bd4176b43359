"""Options of the planning commands: numbers are finite, texts are not blank."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import click
import pytest
from tests.unit.cli.conftest import Run

from junheng.cli.arguments import FiniteRange
from junheng.cli.plan import COMMANDS
from junheng.errors import UserError
from junheng.planning.apportion import Method
from junheng.planning.inputs.quota import read_quota
from junheng.planning.quota import QuotaOptions, allot
from junheng.rulebook import rules

EXAMPLES = Path(__file__).parents[3] / "examples/plans"


def floats() -> list[tuple[str, str]]:
    """Every option of a planning command that is a float."""
    found = []
    for name in COMMANDS:
        module = import_module(f"junheng.cli.plan_{name.replace('-', '_')}")
        found += [
            (name, each.opts[0])
            for each in getattr(module.command, "params", [])
            if isinstance(each.type, click.types.FloatParamType)
        ]
    return found


def test_there_are_such_options() -> None:
    assert {"--room-yuan", "--time-limit", "--within"} <= {option for _, option in floats()}


@pytest.mark.parametrize(("name", "option"), floats())
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999"])
def test_a_number_that_is_not_finite_is_refused(
    run: Run, name: str, option: str, value: str
) -> None:
    ran = run("plan", name, EXAMPLES / "assign", option, value)

    assert ran.code == 2
    assert option in ran.err
    assert "数" in ran.err


def test_every_such_option_is_of_the_finite_kind() -> None:
    for name in COMMANDS:
        module = import_module(f"junheng.cli.plan_{name.replace('-', '_')}")
        for each in getattr(module.command, "params", []):
            if isinstance(each.type, click.types.FloatParamType):
                assert isinstance(each.type, FiniteRange), (name, each.opts)


@pytest.mark.parametrize("value", ["", " ", "\t"])
def test_lots_are_not_drawn_from_a_blank_value(value: str) -> None:
    inputs = read_quota(EXAMPLES / "quota")
    options = QuotaOptions(
        rules=rules(jurisdiction="", on=date(2026, 9, 1)), method=Method.LOT, public_value=value
    )

    with pytest.raises(UserError, match="公开数值是空的"):
        allot(inputs, options)


@pytest.mark.parametrize("value", ["", " ", "　"])
def test_a_blank_public_value_is_refused(run: Run, value: str) -> None:
    for words in (("quota", EXAMPLES / "quota"), ("assign", EXAMPLES / "assign", "--classes", 3)):
        ran = run("plan", *words, "--public-value", value)
        assert ran.code == 2
        assert "公开数值" in ran.err or "是空的" in ran.err
