"""Free choice: every condition holds, no plan is cheaper, and two solvers agree."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations, product

import numpy as np
import pyscipopt
import pytest

from junheng.model import Stage
from junheng.planning.inputs.rotate import RotateInputs
from junheng.planning.outcome import Ending, document
from junheng.planning.rotate.effect import effect
from junheng.planning.rotate.free import Chosen, Stopped, amounts, build, choose
from junheng.planning.rotate.situation import RotateOptions, Situation, Transfer, situation
from junheng.planning.rotate.told import plan_rotate
from junheng.planning.solver import Model, Status, solve
from junheng.planning.watch import Watch
from tests.unit.planning.rotate.counties import P, county, options, person, random_county, school

LOOSE = options(most_out=Fraction(1, 2), lower=Fraction(0))


def chosen(inputs: RotateInputs, choices: RotateOptions) -> tuple[Situation, Chosen | Stopped]:
    where = situation(inputs, choices)
    return where, choose(where, Watch())


def broken(where: Situation, transfers: tuple[Transfer, ...]) -> list[str]:
    """Which of the conditions (2) to (6) do not hold, counted anew from the persons."""
    persons = where.inputs.persons
    found = []
    out = Counter(where.row_of[persons[each.person].at] for each in transfers)
    come = Counter(each.row for each in transfers)
    if out != come:
        found.append("rows change size")
    if any(count > where.most_leavers[row] for row, count in out.items()):
        found.append("too many leave")
    if len(transfers) < where.demanded:
        found.append("share")
    stars = sum(persons[each.person].backbone for each in transfers)
    if stars < where.backbone_needed(len(transfers)):
        found.append("backbone share")
    if len({each.person for each in transfers}) < len(transfers):
        found.append("somebody goes twice")
    return found + persons_broken(where, transfers)


def persons_broken(where: Situation, transfers: tuple[Transfer, ...]) -> list[str]:
    """Which conditions on single persons and on subjects do not hold."""
    persons = where.inputs.persons
    found = []
    taught = Counter(where.taught)
    for each in transfers:
        who = persons[each.person]
        taught[where.row_of[who.at], who.subject] -= 1
        taught[each.row, who.subject] += 1
        if each.person not in where.movable or where.keys[each.row][1] is not who.at[1]:
            found.append("may not go")
        if who.furthest_km is not None and each.metres > who.furthest_km * 1000:
            found.append("too far")
    for key, before in where.taught.items():
        if taught[key] < min(before, where.least_taught(*key)):
            found.append("a subject has nobody")
    return found


def squares(where: Situation, transfers: tuple[Transfer, ...]) -> dict[tuple[int, int], Fraction]:
    """CV^2 of every indicator that moves with teachers, after the transfers."""
    after = effect(where, transfers)
    order = {"above_required_degree": 0, "backbone": 1, "pe_arts": 2}
    return {
        (int(one.stage.value == "junior"), order[one.indicator]): other.cv_squared or Fraction(0)
        for one, other in after.spreads
    }


@pytest.mark.parametrize("seed", range(6))
def test_every_condition_holds_and_every_coefficient_falls_as_told(seed: int) -> None:
    inputs = random_county(seed, schools=6, teachers=50)
    where, found = chosen(inputs, options(most_out=Fraction(1, 4), gap=0.05))
    if isinstance(found, Stopped):
        assert found.most is not None
        return
    before, after = squares(where, ()), squares(where, found.transfers)

    assert broken(where, found.transfers) == []
    assert found.bound <= found.cost + 1e-6
    for spread, lower in found.lowered.items():
        assert float(after[spread]) <= float(before[spread]) * (1 - lower) ** 2 + 1e-9


def brute(where: Situation) -> int | None:
    """The cheapest plan of all there are, without (7): all sets of movable persons, all ways to go."""
    best: int | None = None
    persons = where.inputs.persons
    group_of = {p: k for k, group in enumerate(where.groups) for p in group.persons}
    values = amounts(where)
    for count in range(where.demanded, min(len(where.movable), where.demanded + 2) + 1):
        for leaving in combinations(where.movable, count):
            begins = [where.row_of[persons[p].at] for p in leaving]
            for ends in set(permutations(begins)):
                far = [
                    int(where.travel[group_of[p], end])
                    for p, end in zip(leaving, ends, strict=True)
                ]
                if min(far, default=0) < 0:
                    continue
                plan = tuple(
                    Transfer(person=p, row=end, metres=each)
                    for p, end, each in zip(leaving, ends, far, strict=True)
                )
                cost = sum(far) + sum(where.late(p) for p in leaving)
                if (best is not None and cost >= best) or broken(where, plan):
                    continue
                if keeps_amounts(where, plan, values):
                    best = cost
    return best


def keeps_amounts(where: Situation, plan: tuple[Transfer, ...], values: object) -> bool:
    """(6) for a plan."""
    assert isinstance(values, dict)
    persons = where.inputs.persons
    group_of = {p: group for group in where.groups for p in group.persons}
    change: Counter[tuple[int, int]] = Counter()
    for each, kind in product(plan, range(3)):
        if group_of[each.person].kinds[kind]:
            change[each.row, kind] += 1
            change[where.row_of[persons[each.person].at], kind] -= 1
    return all(
        value.have[row] + change[row, kind] >= value.least[row]
        for (_, kind), value in values.items()
        for row in value.have
    )


@pytest.mark.parametrize("seed", range(14))
def test_no_plan_of_a_tiny_county_is_cheaper(seed: int) -> None:
    inputs = random_county(seed, schools=3, teachers=9)
    where, found = chosen(
        inputs, options(most_out=Fraction(1, 2), lower=Fraction(0), share=Fraction(3, 10))
    )
    best = brute(where) if where.eligible else None

    if isinstance(found, Stopped):
        assert best is None
    else:
        assert broken(where, found.transfers) == []
        assert best == pytest.approx(found.cost)


def scip(model: Model) -> float | None:
    """The least cost of the program by SCIP; ``None`` where there is no solution."""
    other = pyscipopt.Model()
    other.hideOutput()
    other.setParam("nlp/disable", True)
    lower, upper, cost, whole = model.arrays()
    variables = [
        other.addVar(
            lb=low, ub=None if np.isinf(high) else high, obj=price, vtype="I" if kind else "C"
        )
        for low, high, price, kind in zip(lower, upper, cost, whole, strict=True)
    ]
    starts, columns, factors = model.sparse()
    for row, (low, high) in enumerate(zip(*model.row_bounds(), strict=True)):
        part = slice(starts[row], starts[row + 1])
        terms = pyscipopt.quicksum(
            float(f) * variables[c] for c, f in zip(columns[part], factors[part], strict=True)
        )
        if np.isfinite(low):
            other.addCons(terms >= float(low))
        if np.isfinite(high):
            other.addCons(terms <= float(high))
    other.optimize()
    return float(other.getObjVal()) if other.getStatus() == "optimal" else None


@pytest.mark.parametrize("seed", range(6))
def test_two_solvers_agree(seed: int) -> None:
    inputs = random_county(seed, schools=5, teachers=40)
    where = situation(inputs, options(most_out=Fraction(1, 3)))
    near = dict.fromkeys(range(len(where.groups)), len(where.rows))
    lowered = {spread: 0.02 for spread, each in amounts(where).items() if each.cv_squared > 0}
    for asked in ({}, lowered):
        model = build(where, near, asked).model
        ours, theirs = solve(model, gap=0.0), scip(model)

        if theirs is None:
            assert ours.status is Status.INFEASIBLE
        else:
            assert ours.cost == pytest.approx(theirs, rel=1e-6)


def test_rows_left_out_at_first_cost_nothing_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(3):
        inputs = random_county(seed, schools=5, teachers=30)
        _, every = chosen(inputs, LOOSE)
        monkeypatch.setattr("junheng.planning.rotate.free.NEAREST", 1)
        _, few = chosen(inputs, LOOSE)
        monkeypatch.undo()

        assert isinstance(every, Chosen)
        assert isinstance(few, Chosen)
        assert few.cost == pytest.approx(every.cost)


def test_three_runs_give_the_same_plan() -> None:
    inputs = random_county(3, schools=6, teachers=60)
    plans = {
        repr(document(plan_rotate(inputs, options(gap=0.02), Watch()).outcome)) for _ in range(3)
    }

    assert len(plans) == 1


def test_a_county_where_nobody_may_move_says_so() -> None:
    persons = [person("a", "A", years=2), person("b", "B", years=2)]
    outcome = plan_rotate(
        county([school("A"), school("B", lon=100.1)], persons), LOOSE, Watch()
    ).outcome

    assert outcome.ending is Ending.IMPOSSIBLE
    assert "满 6 年" in outcome.reasons[0].what


def test_too_few_backbone_teachers_are_told_with_how_many() -> None:
    persons = [person(f"a{i}", "A") for i in range(20)] + [person(f"b{i}", "B") for i in range(20)]
    outcome = plan_rotate(
        county([school("A"), school("B", lon=100.1)], persons), LOOSE, Watch()
    ).outcome

    assert outcome.ending is Ending.IMPOSSIBLE
    assert "要有 1 名骨干教师交流，今年能动的只有 0 名，少 1 名" in outcome.reasons[0].what


def test_too_few_who_have_rested_are_told_with_how_many() -> None:
    persons = [person(f"a{i}", "A", last_moved=2025, backbone=True) for i in range(20)]
    outcome = plan_rotate(
        county([school("A"), school("B", lon=100.1)], persons), LOOSE, Watch()
    ).outcome

    assert "今年能动的只有 0 人，少 2 人" in outcome.reasons[0].what


def test_a_county_of_one_school_can_move_nobody() -> None:
    persons = [person(f"a{i}", "A", backbone=i < 5) for i in range(20)]
    outcome = plan_rotate(county([school("A")], persons), LOOSE, Watch()).outcome

    assert outcome.ending is Ending.IMPOSSIBLE
    assert "至多能交流 0 人，条款 7.11 要 2 人，少 2 人" in outcome.reasons[0].what


def test_a_stop_before_any_plan_is_told_as_such() -> None:
    inputs = random_county(3, schools=6, teachers=60)
    outcome = plan_rotate(inputs, LOOSE, Watch(stop=lambda: True)).outcome

    assert outcome.ending is Ending.STOPPED


def test_schools_without_a_place_count_as_the_furthest_and_are_named() -> None:
    schools = [school("A"), school("B", lon=100.1), school("C", lon=None)]
    persons = [person(f"{at}{i}", at, backbone=i < 3) for at in "ABC" for i in range(8)]
    outcome = plan_rotate(county(schools, persons), LOOSE, Watch()).outcome

    assert outcome.figure("moved") == 3 or outcome.figure("moved") == 4
    assert any("C校" in note for note in outcome.notes)


def test_identity_numbers_are_hidden_and_names_stay_in_the_list() -> None:
    schools = [school("A"), school("B", lon=100.1)]
    persons = [
        person(f"11010119800101{i:03}X", at, backbone=True)
        for at, numbers in (("A", range(10)), ("B", range(10, 20)))
        for i in numbers
    ]
    rotation = plan_rotate(county(schools, persons), LOOSE, Watch())
    told = repr(document(rotation.outcome))

    assert rotation.outcome.figure("moved") == 2
    assert "老师" not in told
    assert "198001" not in told
    assert "110*" in told
    assert all("198001" in str(row[0]) and "老师" in str(row[1]) for row in rotation.persons.rows)


def test_the_primary_and_the_junior_stage_do_not_mix() -> None:
    junior = Stage.JUNIOR
    schools = [
        school("A"),
        school("B", lon=100.2),
        school("C", stage=junior),
        school("D", lon=100.2, stage=junior),
    ]
    persons = [
        person(f"{at}{i}", at, stage=P if at in "AB" else junior, backbone=i < 4)
        for at in "ABCD"
        for i in range(10)
    ]
    where, found = chosen(county(schools, persons), LOOSE)

    assert isinstance(found, Chosen)
    assert broken(where, found.transfers) == []
