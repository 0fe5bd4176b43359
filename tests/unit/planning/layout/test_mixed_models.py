"""Rows that mix whole and continuous variables: the presolve of HiGHS 1.14.0 lost their best solution."""

from __future__ import annotations

import pytest

from junheng.planning.solver import Model, solve


def test_a_whole_and_a_continuous_variable_of_one_row() -> None:
    model = Model()
    x = model.add(1, upper=10.0, cost=2.0)
    z = model.add(1, upper=10.0, cost=3.0, whole=True)
    model.row([x[0], z[0]], lower=4.5)
    solved = solve(model, gap=0.0)
    assert solved.cost == pytest.approx(9.0)
    assert solved.bound == pytest.approx(9.0)
