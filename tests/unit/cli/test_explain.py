"""``junheng explain``: from the verdict down to the cell, and what cannot be asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cli.conftest import Run

Workbooks = dict[str, Path]


def test_a_figure_is_traced_to_its_cells(run: Run, workbooks: Workbooks) -> None:
    ran = run("explain", workbooks["passes"], "9999010001:primary:backbone")
    assert ran.code == 0
    assert "县级及以上骨干教师数" in ran.out
    assert "学段!" in ran.out
    assert "÷ 在校生数 × 100" in ran.out
    assert "教督〔2017〕6号" in ran.out


def test_the_number_of_an_indicator_serves_as_well_as_its_name(
    run: Run, workbooks: Workbooks
) -> None:
    by_name = run("explain", workbooks["passes"], "9999010001:primary:backbone")
    by_number = run("explain", workbooks["passes"], "9999010001:小学:6.2")
    assert by_name.out == by_number.out


def test_a_county_is_explained_by_its_clauses_failing_ones_first(
    run: Run, workbooks: Workbooks
) -> None:
    ran = run("explain", workbooks["narrowly"], "999902")
    assert ran.code == 0
    assert ran.out.index("未达标") < ran.out.index("达标", ran.out.rindex("未达标") + 3)


def test_a_disparity_shows_its_schools(run: Run, workbooks: Workbooks) -> None:
    ran = run("explain", workbooks["narrowly"], "6.cv:primary:backbone")
    assert "按在校生加权" in ran.out
    assert "≤ 0.5" in ran.out


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nothing", "没有“nothing”：它不是数据里的县级代码或学校标识码，也不是条款编号"),
        ("9999010001:middle", "没有学段“middle”"),
        ("9999010001:primary:wealth", "没有指标“wealth”"),
        ("999901:7.99", "没有条款“7.99”"),
    ],
)
def test_what_is_not_there_is_refused_with_examples(
    run: Run, workbooks: Workbooks, address: str, message: str
) -> None:
    ran = run("explain", workbooks["passes"], address)
    assert ran.code == 2
    assert message in ran.err
    assert "怎么改" in ran.err
