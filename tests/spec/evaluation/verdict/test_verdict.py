"""The county passes when articles 6 to 9 are met and no veto is: one unmet clause decides."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from junheng.errors import RuleSetError
from junheng.evaluation import evaluate
from junheng.model import SchoolType
from junheng.rulebook import rules
from tests.spec.drawing import EVIDENCE, FACTS, VETOES, county, evaluated, judged

DECIDING_BY_A_FACT = {
    "7.2": {"fund_base_primary": 1},
    "7.7": {"special_fund_yuan": 1},
    "7.8": {"teacher_pay_yuan": 1},
    "7.11": {"rotated": 0},
    "7.14": {"quota_allotted": 0},
    "7.15": {"migrant_public": 0},
    "8.1": {"graduates": 1},
    "8.2": {"disabled_enrolled": 0},
    "8.9": {"monitoring_math_level": 1},
    "9": {"recognition_rate": "0.5"},
}


def test_a_county_that_meets_everything_passes() -> None:
    result = judged(county())
    assert result.verdict == "met"
    open_clauses = [
        each.id for each in result.clauses if each.status not in ("met", "not_applicable")
    ]
    assert open_clauses == []


@pytest.mark.parametrize(("number", "facts"), DECIDING_BY_A_FACT.items())
def test_any_one_clause_not_met_decides(number: str, facts: dict[str, object]) -> None:
    result = judged(county(facts=facts))
    assert [each.id for each in result.clauses if each.decides and each.status == "not_met"] == [
        number
    ]
    assert result.verdict == "not_met"


@pytest.mark.parametrize("number", EVIDENCE)
def test_any_one_piece_of_evidence_against_decides(number: str) -> None:
    assert judged(county(attested={number: "not_met"})).verdict == "not_met"


@pytest.mark.parametrize(("number", "facts"), DECIDING_BY_A_FACT.items())
def test_a_missing_fact_keeps_the_verdict_open(number: str, facts: dict[str, object]) -> None:
    result = judged(county(facts=dict.fromkeys(facts)))
    assert result.clause(number).status == "undetermined"
    assert result.verdict == "undetermined"


def test_one_clause_not_met_decides_though_others_are_unknown() -> None:
    drawn = county(facts={"special_fund_yuan": 1, "graduates": None}, without=["7.1"])
    assert judged(drawn).verdict == "not_met"


def test_clauses_that_do_not_apply_do_no_harm() -> None:
    drawn = county(facts={"disabled_children": 0, "disabled_enrolled": 0})
    result = judged(drawn)
    assert result.clause("8.2").status == "not_applicable"
    assert result.verdict == "met"


def test_a_county_with_nothing_but_its_schools_is_undetermined() -> None:
    drawn = county(without=[*FACTS, *EVIDENCE, *VETOES, "E.2", "E.5"])
    assert judged(drawn).verdict == "undetermined"


def test_clauses_stand_in_the_order_of_the_standard() -> None:
    expected = [
        *(f"6.{number}" for number in range(1, 8)),
        "6.school",
        "6.cv",
        *(f"7.{number}" for number in range(1, 16)),
        *(f"8.{number}" for number in range(1, 10)),
        "9",
        *(f"10.{number}" for number in range(1, 7)),
    ]
    assert [each.id for each in judged(county()).clauses] == expected


def test_only_6_1_to_6_7_do_not_decide() -> None:
    informing = [each.id for each in judged(county()).clauses if not each.decides]
    assert informing == [f"6.{number}" for number in range(1, 8)]


def test_counties_of_one_data_set_are_judged_apart() -> None:
    drawn = county(
        """
        school | county_code | pupils | backbone
        A      | 990001      | 1000   | 20
        B      | 990002      | 1000   | 0
        """
    )
    first, second = evaluated(drawn).counties
    assert (first.code, second.code) == ("990001", "990002")
    assert [row.school_code for row in first.rows] == ["A"]
    assert first.verdict == "met"
    assert second.verdict == "not_met"


def test_rules_that_judge_something_else_are_refused() -> None:
    """The 2012 set of basic balance is kept to be read, not to judge by."""
    basic = rules(on=date(2020, 9, 1), standard="basic-balance")
    with pytest.raises(RuleSetError) as refused:
        evaluate(county(), basic)
    assert str(refused.value) == (
        "规则“basic-balance”只供查阅，不能用来判定一个县\n"
        "  怎么改：用 quality-balance（优质均衡）的规则判定"
    )


def test_a_county_without_a_school_to_judge_is_not_recognised_by_default() -> None:
    """Nothing fails where there is nothing: that is no reason to call it met."""
    empty = replace(county(), schools=(), stages=(), rooms=(), classes=())
    special = replace(county().schools[0], type=SchoolType.SPECIAL)
    result = judged(replace(empty, schools=(special,)))
    assert result.clause("6.school").status == "undetermined"
    assert result.clause("6.cv").status == "undetermined"
    assert result.verdict == "undetermined"
    assert [item.label for item in result.clause("6.school").missing] == [
        "可以判定的小学、初中学段部"
    ]


@pytest.mark.parametrize(
    ("number", "facts", "value", "bound"),
    [
        ("7.11", {"rotated": 100, "rotated_backbone": 0}, 0, Fraction(1, 5)),
        ("7.11", {"rotated": 0, "rotated_backbone": 0}, 0, Fraction(1, 10)),
        ("8.9", {"monitoring_arts_difference": Fraction(1, 5)}, Fraction(1, 5), Fraction(3, 20)),
    ],
)
def test_the_leading_figure_is_of_the_part_that_decides(
    number: str, facts: dict[str, int | Fraction], value: Fraction, bound: Fraction
) -> None:
    """Value and bound of a clause never say the opposite of its status."""
    clause = judged(county(facts=facts)).clause(number)
    assert (clause.status, clause.value, clause.bound) == ("not_met", value, bound)


def test_nothing_to_divide_by_is_said() -> None:
    figures = {"entrants_three_years_ago": 0, "deaths": 0, "graduates": 1}
    clause = judged(county(facts=figures)).clause("8.1")
    assert clause.status == "undetermined"
    assert clause.missing == ()
    assert clause.note == "初中三年巩固率的分母为 0，无法计算"
