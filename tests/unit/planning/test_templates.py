"""The workbook to fill in holds what the planner reads, and reads back without a complaint."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from junheng.census.other_tables import read_tables
from junheng.cli.plan import COMMANDS
from junheng.cli.plan_template import command
from junheng.errors import UserError
from junheng.planning.subjects import SUBJECTS, Subject


def test_every_planner_has_its_subject() -> None:
    assert {each.name for each in SUBJECTS} == set(COMMANDS) - {"template"}


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.name)
def test_the_headers_are_read_back(subject: Subject, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert CliRunner().invoke(command, [subject.name, "--out", str(target)]).exit_code == 0
    read = read_tables(target, subject.tables)
    found = {each.check for each in read.defects}
    assert found <= {"table.empty"}
    assert all(rows.given for rows in read.tables.values())


def test_it_explains_every_column(tmp_path: Path) -> None:
    subject = next(each for each in SUBJECTS if each.name == "quota")
    target = tmp_path / "a.xlsx"
    CliRunner().invoke(command, ["quota", "--out", str(target)])
    told = [row[1].value for row in openpyxl.load_workbook(target)["填表说明"].iter_rows(min_row=5)]
    assert told == [column.header for table in subject.tables for column in table.columns]


def test_a_filled_workbook_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    CliRunner().invoke(command, ["quota", "--out", str(target)])
    again = CliRunner().invoke(command, ["quota", "--out", str(target)])
    assert isinstance(again.exception, UserError)
    assert CliRunner().invoke(command, ["quota", "--out", str(target), "--force"]).exit_code == 0


def test_a_workbook_is_written_under_no_other_name(tmp_path: Path) -> None:
    refused = CliRunner().invoke(command, ["quota", "--out", str(tmp_path / "a.csv")])
    assert isinstance(refused.exception, UserError)
    assert not list(tmp_path.iterdir())
