"""``junheng explain``: from a verdict down to input cells and clauses, as data."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from junheng.census.records import Census
from junheng.errors import UserError
from junheng.evaluation import Step, explain
from tests.spec.drawing import county, evaluated

FULL = """
    school | type           | stage   | pupils | backbone | equipment_yuan
    A      | primary        | primary | 1000   | 9        | 4000000
    B      | nine_year      | primary | 900    |          | 7000000
    B      | nine_year      | junior  | 700    | ?        |
    P      | teaching_point | primary | 30     |          |
"""


def steps(step: Step) -> Iterator[Step]:
    """A step and everything it rests on."""
    yield step
    for child in step.children:
        yield from steps(child)


def explained(address: str, census: Census | None = None) -> Step:
    return explain(evaluated(census or county(FULL)), address)


ADDRESSES = [
    "990001",
    "A",
    "B",
    "A:primary",
    "B:junior:backbone",
    "B:primary:equipment",
    "A:primary:6.7",
    "6.school",
    "6.cv",
    "6.cv:primary",
    "6.cv:primary:backbone",
    *(f"6.{number}" for number in range(1, 8)),
    *(f"7.{number}" for number in range(1, 16)),
    *(f"8.{number}" for number in range(1, 10)),
    "9",
    *(f"10.{number}" for number in range(1, 7)),
    *(f"E.{number}" for number in range(1, 6)),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_leaf_names_a_cell_or_a_clause(address: str) -> None:
    for step in steps(explained(address)):
        assert step.title
        if step.children:
            continue
        cells = [each.cell for each in step.inputs if each.value is not None]
        assert step.cite or step.missing or cells
        if not step.cite:
            assert all(cells), step


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_could_not_be_judged_names_what_is_missing_somewhere_below(address: str) -> None:
    step = explained(address)
    if step.status == "无法判定":
        assert any(each.missing for each in steps(step))


def test_an_indicator_is_derived_from_the_cells_it_was_read_from() -> None:
    step = explained("A:primary:backbone")
    assert step.status == "未达标但达到85%"
    assert step.value == "0.90 每百名学生"
    assert step.bound == "≥ 1，85% 为 0.85"
    assert step.working == "9 ÷ 1000 × 100 = 0.9000"
    assert [(each.label, each.value, each.cell) for each in step.inputs] == [
        ("县级及以上骨干教师数", 9, "学段!P2"),
        ("在校生数", 1000, "学段!C2"),
    ]
    assert "教督〔2017〕6号" in step.cite


def test_a_split_quantity_shows_how_it_was_split() -> None:
    step = explained("B:primary:equipment")
    (split,) = step.children
    assert "拆分比例" in split.title
    assert split.working.startswith("1×900 ÷ (1×900 + 1.1×700)")
    assert {(each.label, each.value) for each in split.inputs} == {
        ("小学在校生数", 900),
        ("初中在校生数", 700),
    }


def test_the_working_of_a_split_quantity_comes_out_at_its_value() -> None:
    step = explained("B:primary:equipment")
    share = Fraction(900, 900 + 770)
    assert step.working == f"7000000 × {share.numerator}/{share.denominator} ÷ 900 ≈ 4191.6168"


def test_a_missing_input_is_a_question_mark_and_is_named() -> None:
    step = explained("B:junior:backbone")
    assert step.status == "无法判定"
    assert step.working.startswith("？ ÷ 700")
    assert [each.column for each in step.missing] == ["backbone"]


def test_the_verdict_names_the_clauses_that_decide_it_first() -> None:
    step = explained("990001", county(FULL, facts={"rotated": 9}))
    assert step.status == "未达标"
    assert step.children[0].title.startswith("7.11")
    assert step.children[0].status == "未达标"


def test_a_clause_of_the_county_shows_its_parts_with_their_cells() -> None:
    step = explained("7.11")
    assert [child.status for child in step.children] == ["达标", "达标"]
    share = step.children[0]
    assert share.formula == "当年交流轮岗教师数 ÷ 符合交流条件教师数"
    assert [(each.value, each.cell[:6]) for each in share.inputs] == [
        (10, "县级数据!C"),
        (100, "县级数据!C"),
    ] or [each.value for each in share.inputs] == [10, 100]


def test_a_unit_left_out_says_why() -> None:
    step = explained("P")
    assert step.status == "未纳入七项指标"
    assert "不足 50 人" in step.note


def test_a_unit_left_out_still_shows_what_other_clauses_found_there() -> None:
    titles = [child.title for child in explained("P").children]
    assert titles
    assert all(not title.startswith("6.") for title in titles)


def test_a_school_shows_its_rows_and_every_clause_that_looks_at_schools() -> None:
    titles = [child.title[:3] for child in explained("A").children]
    assert titles[0] == "学校A"
    assert {"7.3", "7.4", "7.5", "8.4"} <= set(titles)


@pytest.mark.parametrize("address", ["7.4:A", "A:7.4", "A：7.4"])
def test_one_school_of_a_clause_can_be_asked_either_way_round(address: str) -> None:
    step = explained(address)
    assert step.title.startswith("7.4")
    assert [child.title[:3] for child in step.children] == ["学校A"]


def test_a_clause_that_all_schools_meet_shows_some_of_them_with_their_cells() -> None:
    step = explained("7.4")
    assert step.status == "达标"
    assert all(child.inputs for child in step.children)
    assert step.schools == "7.4"  # each of them can be asked about


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("XYZ", "没有“XYZ”：它不是数据里的县级代码或学校标识码，也不是条款编号"),
        ("A:senior", "没有学段“senior”"),
        ("A:junior", "学校A 没有初中部的判定"),
        ("A:primary:backbone:more", "看不懂后面的“more”"),
        ("6.cv:senior", "没有学段“senior”"),
        ("6.cv:primary:backbone:more", "看不懂后面的“more”"),
        ("7.11:x", "条款 7.11 没有“x”这所学校的判定"),
        ("A:kindergarten", "没有学段“kindergarten”"),
        ("A:primary:books", "没有指标“books”"),
        ("990001:7.99", "没有条款“7.99”"),
    ],
)
def test_an_address_that_names_nothing_is_refused_with_what_there_is(
    address: str, message: str
) -> None:
    with pytest.raises(UserError) as refused:
        explained(address)
    assert refused.value.message == message
    assert refused.value.remedy


def test_where_the_data_has_several_counties_a_clause_alone_is_not_enough() -> None:
    two = county(
        """
        school | county_code | pupils
        A      | 990001      | 1000
        B      | 990002      | 1000
        """
    )
    with pytest.raises(UserError, match="数据里有 2 个县，请说明是哪一个"):
        explained("7.11", two)
    assert explained("990002:7.11", two).title.startswith("7.11")
