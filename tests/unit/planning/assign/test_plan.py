"""Classes from beginning to end: even, told with what proves it, and the same three times."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Mode, Options, commit
from junheng.planning.assign.meetings import meetings
from junheng.planning.assign.peers import by_lot, snake
from junheng.planning.assign.plan import Result, Trial, plan_assign, trial
from junheng.planning.assign.told import full_lists, told
from junheng.planning.inputs.assign import AssignInputs, Pair
from junheng.planning.lots import Lots
from junheng.planning.outcome import Ending, document
from junheng.planning.watch import Watch
from tests.unit.planning.assign.rosters import SECRET, person, roster


def result(inputs: AssignInputs, **asked: object) -> Result:
    options = asked.pop("options", Options(classes=4))
    found = trial(inputs, Trial(options=options, **asked), Watch())  # type: ignore[arg-type]
    assert isinstance(found, Result)
    return found


def test_a_grade_is_even_in_all_that_can_be_counted() -> None:
    pairs = tuple(
        Pair(first=person(2 * k), second=person(2 * k + 1), together=k < 3) for k in range(6)
    )
    found = result(roster(180, pairs=pairs))

    assert found.balance.sizes == (45, 45, 45, 45)
    assert found.balance.excess == 0
    assert found.balance.together == found.balance.apart == ()
    assert found.balance.alike == found.balance.least_alike
    assert all(each.gap_in_sd <= 0.03 for each in found.balance.subjects)
    assert found.snake.excess + found.by_lot.excess > 0


def test_sizes_differ_by_one_at_most() -> None:
    for pupils in (41, 42, 43):
        sizes = result(roster(pupils)).balance.sizes
        assert sum(sizes) == pupils
        assert max(sizes) - min(sizes) <= 1


def test_without_scores_the_rest_is_balanced() -> None:
    found = result(roster(40, subjects=()))

    assert found.balance.subjects == ()
    assert found.balance.worst is None
    assert found.balance.excess == 0
    assert told(found).ending is Ending.PROVEN


def test_three_runs_give_the_same_plan() -> None:
    asked = Trial(options=Options(classes=3), public_value="03071205", slips=("春",), meetings=2)
    plans = [document(plan_assign(roster(50, teachers=3), asked, Watch())) for _ in range(3)]

    assert plans[0] == plans[1] == plans[2]


def test_another_public_value_or_slip_gives_other_classes() -> None:
    inputs = roster(50)
    one = result(inputs, public_value="1").class_of
    two = result(inputs, public_value="2").class_of
    three = result(inputs, public_value="1", slips=("x",)).class_of

    assert one != two
    assert one != three


def test_the_outcome_names_nobody() -> None:
    inputs = roster(40, teachers=4)
    text = json.dumps(document(told(result(inputs))), ensure_ascii=False)

    assert all(pupil.name not in text for pupil in inputs.pupils)
    assert all(pupil.person_id not in text for pupil in inputs.pupils)


def test_the_full_lists_name_everybody_once() -> None:
    inputs = roster(40)
    rows = full_lists(result(inputs)).table("lists").rows

    assert sorted(str(row[1]) for row in rows) == sorted(each.person_id for each in inputs.pupils)


def test_the_tables_agree_with_each_other() -> None:
    found = result(roster(60, teachers=5))
    outcome = told(found)

    balance = list(outcome.table("balance").records())
    assert [row["pupils"] for row in balance] == [15, 15, 15, 15, 60]
    listed = [row["class"] for row in outcome.table("pupils").records()]
    assert [listed.count(f"{c} 班") for c in (1, 2, 3, 4)] == [15] * 4
    assert len({row["teacher"] for row in balance[:4]}) == 4
    assert outcome.figure("excess") == found.balance.excess


def test_a_teacher_does_not_get_the_class_to_be_avoided() -> None:
    for value in ("1", "2", "3", "4", "5", "6"):
        inputs = roster(20, teachers=2)
        one, other = inputs.teachers
        inputs = replace(inputs, teachers=(replace(one, avoids=person(7)), other))
        found = result(inputs, options=Options(classes=2), public_value=value)

        assert found.drawn.teachers[found.class_of[person(7)] - 1] == 1


def test_every_order_of_teachers_comes_about() -> None:
    orders = {
        tuple(verify.teachers_of(["甲", "乙", "丙"], 3, set(), bytes([seed]))) for seed in range(60)
    }

    assert len(orders) == 6


def test_the_published_balance_is_that_of_the_measures() -> None:
    """Two computations: whole numbers in the verifier, fractions in the measures."""
    found = result(roster(50))
    lines = found.drawn.files[verify.BALANCE].splitlines()
    head = lines[0].split(",")

    for c, line in enumerate(lines[1:5]):
        row = dict(zip(head, line.split(","), strict=True))
        assert int(row["人数"]) == found.balance.sizes[c]
        assert int(row["男"]) == found.balance.kinds[0].counts[c]
        assert int(row["寄宿"]) == found.balance.kinds[2].counts[c]
        mean = found.balance.subjects[0].means[c]
        assert mean is not None
        assert abs(float(row["语文平均分"]) - float(mean)) <= 0.005 + 1e-12
    last = dict(zip(head, lines[-1].split(","), strict=True))
    for subject in found.balance.subjects:
        assert abs(float(last[f"{subject.title}平均分"]) - subject.gap_in_sd) <= 0.00005 + 1e-9


def test_stopped_it_gives_what_it_has_and_says_so() -> None:
    asked = Trial(options=Options(classes=3))
    outcome = plan_assign(roster(40), asked, Watch(stop=lambda: True))

    assert outcome.ending is Ending.STOPPED
    assert any("不能核验" in note for note in outcome.notes)
    drawn = Trial(options=Options(classes=3, mode=Mode.BEST_OF), meetings=3)
    assert plan_assign(roster(40), drawn, Watch(stop=lambda: True)).ending is Ending.STOPPED


def test_the_best_of_many_lots_is_more_even_than_one() -> None:
    inputs = roster(120)
    one = result(inputs, options=Options(classes=3, mode=Mode.BEST_OF, rounds=1)).balance
    many = result(inputs, options=Options(classes=3, mode=Mode.BEST_OF, rounds=400)).balance

    assert one.worst is not None
    assert many.worst is not None
    assert many.worst.gap_in_sd + many.excess < one.worst.gap_in_sd + one.excess


def test_large_classes_and_missing_scores_are_noted() -> None:
    inputs = roster(104)
    first, *others = inputs.pupils
    inputs = replace(
        inputs, pupils=(replace(first, scores={**first.scores, "语文": None}), *others)
    )
    notes = " ".join(told(result(inputs, options=Options(classes=2))).notes)

    assert "超过小学班额 45 人" in notes
    assert "超过初中班额 50 人" in notes
    assert "1 名学生缺成绩" in notes


def test_snake_dealing_goes_back_and_forth() -> None:
    inputs = roster(12, subjects=("语文",))
    read = verify.Roster(commit(inputs, Options(classes=3), SECRET).roster.text)
    classes = snake(read, 3)
    points = read.scores()["语文"]
    girls = [k for k, row in enumerate(read.rows) if row["sex"] == "女"]

    ranked = sorted(girls, key=lambda k: -(points[k] or 0))
    assert [classes[k] for k in ranked] == [1, 2, 3, 3, 2, 1, 1, 2, 3][: len(girls)]
    assert sorted(map(classes.count, (1, 2, 3))) == [4, 4, 4]
    assert sorted(map(by_lot(read, 3, Lots(b"x")).count, (1, 2, 3))) == [4, 4, 4]


@pytest.mark.parametrize("mode", list(Mode))
def test_meetings_count_every_pair_every_time(mode: Mode) -> None:
    made = commit(roster(12), Options(classes=3, mode=mode, rounds=1), SECRET)
    met = meetings(made, 8, Watch())

    assert met is not None
    assert sum(met.pairs) == 66
    assert sum(k * pairs for k, pairs in enumerate(met.pairs)) == 8 * 3 * 6
    assert sum(met.expected) == pytest.approx(66)
    assert float(met.probability) == pytest.approx(18 / 66)
    assert met.evenness > 0
    assert meetings(made, 8, Watch(stop=lambda: True)) is None
