"""7.5: no class above 45 pupils in primary and 50 in junior school."""

from dataclasses import replace
from fractions import Fraction

import pytest

from junheng.census.records import Census
from junheng.evaluation import evaluate
from junheng.standards import RuleSet
from tests.spec.drawing import clause, county, ruleset


def school(stage: str, largest: str, over: str = "") -> Census:
    return county(
        f"""
        school | stage   | pupils | classes | largest_class | classes_over
        A      | {stage} | 1000   | 30      | {largest}     | {over}
        """
    )


@pytest.mark.parametrize(("stage", "limit"), [("primary", 45), ("junior", 50)])
def test_the_largest_class_may_be_at_the_limit_and_no_larger(stage: str, limit: int) -> None:
    assert clause("7.5", school(stage, str(limit))).status == "met"
    assert clause("7.5", school(stage, str(limit + 1), "1")).status == "not_met"


def test_an_unknown_largest_class_leaves_it_open() -> None:
    result = clause("7.5", school("primary", "?", "?"))
    assert result.status == "undetermined"
    assert "largest_class" in {missing.column for missing in result.missing}


def test_classes_known_to_be_over_the_limit_decide_without_the_largest() -> None:
    assert clause("7.5", school("primary", "?", "2")).status == "not_met"


def test_the_list_of_classes_overrides_what_the_school_wrote() -> None:
    drawn = county(
        """
        school | pupils | classes | largest_class
        A      | 90     | 2       | 40
        """,
        classes="""
        school | stage   | grade | class_no | pupils
        A      | primary | 1     | 1        | 46
        A      | primary | 1     | 2        | 44
        """,
    )
    assert clause("7.5", drawn).status == "not_met"


def test_the_list_of_classes_fills_what_the_school_left_out() -> None:
    drawn = county(
        """
        school | pupils | classes | largest_class | classes_over
        A      | 90     | 2       | ?             | ?
        """,
        classes="""
        school | stage   | grade | class_no | pupils
        A      | primary | 1     | 1        | 45
        A      | primary | 1     | 2        | 45
        """,
    )
    assert clause("7.5", drawn).status == "met"


def test_the_classes_of_a_small_teaching_point_are_classes_too() -> None:
    drawn = county(
        """
        school | type           | pupils | largest_class | classes_over
        A      | primary        | 1000   | 40            | 0
        P      | teaching_point | 46     | 46            | 1
        """
    )
    assert clause("7.5", drawn).status == "not_met"


def test_the_senior_classes_do_not_count() -> None:
    drawn = county(
        """
        school | type               | stage  | pupils | largest_class | classes_over
        A      | complete_secondary | junior | 600    | 50            | 0
        A      | complete_secondary | senior | 600    | 60            | 3
        """
    )
    assert clause("7.5", drawn).status == "met"


def with_tighter_bound(limit: int) -> RuleSet:
    """The national rules with a local bound of ``limit`` for primary classes."""
    rules = ruleset()
    clause_ = rules["7.5"]
    bounds = {**clause_.edition.bounds}
    bounds["primary"] = replace(bounds["primary"], value=Fraction(limit))
    tighter = replace(clause_, edition=replace(clause_.edition, bounds=bounds))
    return replace(rules, clauses={**rules.clauses, "7.5": tighter})


@pytest.mark.parametrize(
    ("largest", "over", "status"),
    [("?", "0", "undetermined"), ("?", "2", "not_met"), ("40", "0", "met"), ("41", "0", "not_met")],
)
def test_the_number_of_classes_above_45_does_not_prove_a_tighter_local_bound(
    largest: str, over: str, status: str
) -> None:
    evaluation = evaluate(school("primary", largest, over), with_tighter_bound(40))
    assert evaluation.counties[0].clause("7.5").status == status
