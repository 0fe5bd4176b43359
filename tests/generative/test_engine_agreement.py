"""The engine says what the reference evaluator says, status by status, whatever the county."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.census.records import Census
from junheng.engine.backends import connect
from junheng.engine.results import judge
from junheng.engine.sources import open_folder
from junheng.standards import RuleSet
from tests.engine import datasets
from tests.engine.agreement import disagreements
from tests.generative import invented
from tests.spec import drawing


@st.composite
def some_counties(draw: st.DrawFn, *, most: int = 8) -> Census:
    """Several counties in one data set: complete ones, and some with values missing everywhere."""
    drawn = []
    for _ in range(draw(st.integers(1, most))):
        census = draw(invented.counties())
        drawn.append(draw(invented.incomplete(census)) if draw(st.booleans()) else census)
    return datasets.together(drawn)


def differences(census: Census, rules: RuleSet, form: str) -> Sequence[str]:
    """What the engine on DuckDB says otherwise than the reference."""
    with TemporaryDirectory() as folder, connect() as connection:
        tables = open_folder(connection, datasets.write(census, Path(folder) / "d", form=form))
        return disagreements(judge(connection, tables, rules), census, rules)


@given(census=some_counties(), form=st.sampled_from(datasets.FORMS))
@settings(max_examples=30)
def test_every_status_is_the_one_of_the_reference(census: Census, form: str) -> None:
    assert not differences(census, drawing.ruleset(), form)


@given(census=some_counties(most=5), rules=invented.rulesets())
@settings(max_examples=20)
def test_exceptions_and_options_are_read_alike(census: Census, rules: RuleSet) -> None:
    assert not differences(census, rules, "text")
