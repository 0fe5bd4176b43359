"""What importing the library brings with it, and what it must not."""

import subprocess
import sys

import pytest

HEAVY = [
    "cryptography",
    "django",
    "docx",
    "duckdb",
    "fontTools",
    "highspy",
    "ibis",
    "lxml",
    "matplotlib",
    "numpy",
    "openpyxl",
    "ortools",
    "pandas",
    "polars",
    "pyarrow",
    "pydantic",
    "pyscipopt",
    "pyspark",
    "pyvrp",
    "scipy",
    "vl_convert",
    "xlsxwriter",
]
NOT_NEEDED_TO_EVALUATE = [*HEAVY, "yaml"]


def brought_in_by(code: str) -> set[str]:
    """The top-level modules loaded by a fresh interpreter after running ``code``."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in ran.stdout.split()}


@pytest.mark.parametrize(
    "module",
    ["junheng", "junheng.model", "junheng.standards", "junheng.evaluation", "junheng.cli.main"],
)
def test_it_brings_in_no_optimiser_no_web_framework_and_no_plotting_library(module: str) -> None:
    assert brought_in_by(f"import {module}").isdisjoint(HEAVY)


def test_the_modules_that_evaluate_a_workbook_need_neither_writers_nor_card_readers() -> None:
    loaded = brought_in_by(
        "from datetime import date\n"
        "import junheng.census.reading, junheng.evaluation, junheng.rulebook\n"
        "junheng.rulebook.rules(on=date(2024, 9, 1))"
    )
    assert loaded.isdisjoint(NOT_NEEDED_TO_EVALUATE)


def test_help_is_printed_without_reading_rules_or_data() -> None:
    loaded = brought_in_by(
        "from junheng.cli.main import cli\ncli.main(['--help'], standalone_mode=False)"
    )
    assert loaded.isdisjoint([*NOT_NEEDED_TO_EVALUATE, "python_calamine"])
