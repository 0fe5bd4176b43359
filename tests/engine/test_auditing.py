"""The printed statements can be run by anyone with the tables, and give what the engine gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from junheng.engine.auditing import script
from junheng.errors import UserError
from junheng.evaluation import evaluate
from junheng.standards import Judged
from tests.engine import datasets
from tests.spec import drawing

RULES = drawing.ruleset()
COUNTY_CLAUSES = [
    clause.id
    for clause in RULES
    if clause.judged
    not in (Judged.PARAMETER, Judged.DUTY, Judged.TARGET, Judged.INDICATOR, Judged.DISPARITY)
    and clause.measure != "disparity"
]
SOME_MISSING = """
    school | stage   | pupils | classes_over | certified | public_fund_yuan
    A      | primary | 1000   | 1            | 80        |
    B      | primary | 60     |              | 3         | 10
    C      | junior  | 1000   |              | ?         |
"""


@pytest.fixture
def database(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """What an auditor has: the canonical tables and a database, nothing of this program."""
    census = drawing.county(SOME_MISSING)
    folder = datasets.write(census, tmp_path / "data", form="double")
    connection = duckdb.connect()
    for path in folder.iterdir():
        connection.execute(f"CREATE TABLE {path.stem} AS SELECT * FROM '{path}'")
    return connection


def answer(database: duckdb.DuckDBPyConnection, clause_id: str) -> list[tuple[Any, ...]]:
    *steps, last = script(RULES, clause_id, "duckdb")
    for step in steps:
        database.execute(f"CREATE OR REPLACE TEMPORARY TABLE {step.name} AS {step.query}")
    return database.execute(last.query).fetchall()


@pytest.mark.parametrize("clause_id", COUNTY_CLAUSES)
def test_a_clause_comes_out_as_the_reference_has_it(
    clause_id: str, database: duckdb.DuckDBPyConnection
) -> None:
    (county,) = evaluate(drawing.county(SOME_MISSING), RULES).counties
    expected = county.clause(clause_id)

    (found,) = answer(database, clause_id)

    assert found[:2] == (drawing.CODE, expected.status.value)
    if expected.value is not None:
        assert float(found[2]) == pytest.approx(float(expected.value))
        assert expected.bound is not None
        assert float(found[3]) == pytest.approx(float(expected.bound))


def test_the_verdict_comes_out_as_the_reference_has_it(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert answer(database, "verdict") == [(drawing.CODE, "样例县", "not_met")]


def test_an_indicator_gives_a_line_a_school_and_stage(
    database: duckdb.DuckDBPyConnection,
) -> None:
    found = {row[1]: row for row in answer(database, "6.2")}

    assert found["A"] == (drawing.CODE, "A", "primary", 1000, 2.0, "met")


def test_coefficients_give_a_line_a_county_and_stage(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert {row[1]: row[2] for row in answer(database, "6.cv")} == {"primary": 2, "junior": 1}


def test_a_clause_on_facts_needs_no_table_of_schools_but_their_counties() -> None:
    (only,) = script(RULES, "7.11", "duckdb")

    assert '"stages"' not in only.query
    assert "rotation_eligible" in only.query
    assert "disabled_children" not in only.query


def test_the_same_statement_can_be_had_for_spark_without_spark() -> None:
    *_, last = script(RULES, "7.11", "spark")

    assert "`county`" in last.query
    assert '"county"' not in last.query


def test_lists_are_counted_in_only_if_asked_for() -> None:
    def text(*, lists: bool) -> str:
        return "".join(each.query for each in script(RULES, "7.5", "duckdb", lists=lists))

    assert 'FROM "pupils"' not in text(lists=False)
    assert 'FROM "pupils"' in text(lists=True)


def test_what_is_no_clause_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError) as caught:
        script(RULES, "7.99", "duckdb")

    assert str(caught.value).startswith("没有条款“7.99”\n  怎么改：可用：verdict、6.1、6.2、")
