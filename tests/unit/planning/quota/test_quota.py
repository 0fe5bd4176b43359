"""Places of senior high schools for junior schools: bounds, clause 7.14, tilt, lots, what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from junheng.errors import UserError
from junheng.model import AreaClass, Status
from junheng.planning.apportion import Method
from junheng.planning.inputs.quota import Junior, QuotaInputs, Senior
from junheng.planning.outcome import Ending, document
from junheng.planning.quota import QuotaOptions, allot, by_senior, commitment
from junheng.planning.quota_told import plan_quota
from junheng.planning.watch import Watch
from junheng.rulebook import rules

RULES = rules(jurisdiction="", on=date(2026, 9, 1))
TILTED = QuotaOptions(rules=RULES, rural_tilt=Fraction(1, 5))


def junior(code: str, graduates: int, area: AreaClass = AreaClass.TOWN, **more: object) -> Junior:
    return Junior(code=code, name=f"{code}校", area=area, graduates=graduates, **more)  # type: ignore[arg-type]


def county(*juniors: Junior, planned: int = 100, allotted: int | None = None) -> QuotaInputs:
    senior = Senior(code="S", name="高中", planned=planned, allotted=allotted)
    return QuotaInputs(juniors=juniors, seniors=(senior,))


TWO = county(junior("A", 200), junior("B", 100, AreaClass.RURAL))


def test_the_places_are_the_bound_of_the_clause_rounded_up_unless_decided() -> None:
    assert sum(allot(county(junior("A", 200), planned=101), TILTED).result.seats) == 51
    assert sum(allot(county(junior("A", 200), allotted=70), TILTED).result.seats) == 70
    third = replace(TILTED, share=Fraction(2, 3))
    assert sum(allot(county(junior("A", 200)), third).result.seats) == 67


def test_a_rural_school_weighs_more_by_the_tilt_exactly() -> None:
    found = allot(TWO, TILTED)

    assert found.weights == (200, 120)
    assert found.result.shares == (Fraction(125, 4), Fraction(75, 4))
    assert found.result.seats == (31, 19)


def test_a_school_with_a_tilt_of_its_own_keeps_it() -> None:
    inputs = county(junior("A", 100), junior("B", 100, AreaClass.RURAL, tilt=Fraction(0)))

    assert allot(inputs, TILTED).weights == (100, 100)


def test_the_least_is_given_and_nobody_gets_more_places_than_graduates() -> None:
    inputs = county(junior("A", 900), junior("B", 3), junior("C", 40, least=30), allotted=500)
    found = allot(inputs, replace(TILTED, least=5))

    assert found.result.seats == (467, 3, 30)


def test_the_clause_is_judged_by_the_reference_evaluator() -> None:
    assert allot(TWO, TILTED).clause.status is Status.MET
    assert (
        allot(
            replace(TWO, seniors=(Senior(code="S", name="高中", planned=100, allotted=49),)), TILTED
        ).clause.status
        is Status.NOT_MET
    )


def test_an_allotment_below_the_clause_is_told_by_how_much() -> None:
    outcome = plan_quota(county(junior("A", 200), allotted=41), TILTED, Watch())

    assert outcome.ending is Ending.COMPUTED
    assert [reason.what for reason in outcome.reasons] == [
        "条款 7.14 要求分配到校不低于计划的 50%，还差 9 名"
    ]


def test_rural_schools_that_get_fewer_places_a_graduate_are_told() -> None:
    inputs = county(junior("A", 10, least=9), junior("B", 100, AreaClass.RURAL))
    outcome = plan_quota(inputs, QuotaOptions(rules=RULES), Watch())

    assert [reason.where for reason in outcome.reasons] == ["乡村初中"]
    assert "0.4100 名，少于其他初中的 0.9000 名" in outcome.reasons[0].what


@pytest.mark.parametrize(
    ("inputs", "options", "what"),
    [
        (TWO, replace(TILTED, least=60), "最低名额合计 120 名，到校名额只有 50 名，多出 70 名"),
        (county(junior("A", 40)), TILTED, "毕业生只有 40 名，多出 10 名"),
    ],
)
def test_what_is_impossible_is_told_with_how_much(
    inputs: QuotaInputs, options: QuotaOptions, what: str
) -> None:
    outcome = plan_quota(inputs, options, Watch())

    assert outcome.ending is Ending.IMPOSSIBLE
    assert len(outcome.reasons) == 1
    assert what in outcome.reasons[0].what
    assert not outcome.tables


def test_ties_go_to_rural_schools_then_to_more_graduates_then_by_code() -> None:
    equal = county(junior("B", 10), junior("A", 10), junior("C", 10, AreaClass.RURAL), allotted=4)

    assert allot(equal, QuotaOptions(rules=RULES)).result.seats == (1, 1, 2)
    two = county(junior("B", 10), junior("A", 10), allotted=3)
    assert allot(two, QuotaOptions(rules=RULES)).result.seats == (1, 2)


def test_with_a_public_value_ties_are_drawn_and_the_draw_can_be_repeated() -> None:
    equal = county(*(junior(code, 10) for code in "ABCDEFGH"), allotted=12)
    found = {
        value: allot(equal, QuotaOptions(rules=RULES, public_value=value)).result.seats
        for value in "123456789"
    }

    assert len(set(found.values())) > 1
    again = allot(equal, QuotaOptions(rules=RULES, public_value="7"))
    assert again.result.seats == found["7"]


def test_a_lot_without_a_public_value_names_the_commitment_to_publish() -> None:
    options = replace(TILTED, method=Method.LOT)

    with pytest.raises(UserError) as refused:
        plan_quota(TWO, options, Watch())
    assert commitment(TWO, options) in str(refused.value)
    assert "--public-value" in str(refused.value)


def test_the_commitment_hangs_on_every_input_but_not_on_the_public_value() -> None:
    base = commitment(TWO, TILTED)

    assert commitment(TWO, replace(TILTED, public_value="x")) == base
    for other in (
        replace(TILTED, least=1),
        replace(TILTED, rural_tilt=Fraction(1, 4)),
        replace(TILTED, method=Method.DHONDT),
    ):
        assert commitment(TWO, other) != base
    assert commitment(county(junior("A", 201), junior("B", 100, AreaClass.RURAL)), TILTED) != base


def test_every_school_can_read_how_its_places_came_about() -> None:
    for method in Method:
        options = replace(TILTED, method=method, public_value="7", least=2)
        inputs = county(*TWO.juniors, junior("C", 0), junior("D", 2), junior("E", 5))
        outcome = plan_quota(inputs, options, Watch())
        why = [row[-1] for row in outcome.table("why").rows]

        assert all(why)
        assert why[2] == "没有符合条件的毕业生"
        assert sum(row["places"] for row in outcome.table("schools").records()) == 50


def test_the_words_of_a_divisor_method_can_be_worked_out_by_hand() -> None:
    outcome = plan_quota(TWO, replace(TILTED, method=Method.SAINTE_LAGUE), Watch())

    assert [row[-1] for row in outcome.table("why").rows] == [
        "权重 ÷ 6.4 = 31.2500，四舍五入得 31",
        "权重 ÷ 6.4 = 18.7500，四舍五入得 19",
    ]


def test_what_is_told_is_plain_data() -> None:
    told = document(plan_quota(TWO, TILTED, Watch()))

    assert told["figures"]["share"] == 0.5
    assert told["basis"]["clause"]["id"] == "7.14"
    assert {row["name"] for row in told["tables"]["methods"]} == {"A校", "B校"}


def test_a_table_of_no_places_is_empty_throughout() -> None:
    assert by_senior([0, 0], [0, 0]) == ((0, 0), (0, 0))
