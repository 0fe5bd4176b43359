"""Switches are off unless turned on; options have their default unless chosen otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from junheng.errors import RuleSetError
from junheng.standards import RuleSet, resolve
from tests.unit.standards.books import book

TODAY = date(2026, 9, 1)


def rules(*with_: str, on: date = TODAY) -> RuleSet:
    return resolve(book(), standard="quality-balance", jurisdiction="", on=on, with_=with_)


def refusal(*with_: str, on: date = TODAY) -> str:
    with pytest.raises(RuleSetError) as caught:
        rules(*with_, on=on)
    return str(caught.value)


def test_nothing_is_turned_on_by_itself() -> None:
    assert rules().switch("rural") is None
    assert rules().option("how") == "plain"


def test_a_switch_is_turned_on_by_its_name() -> None:
    switch = rules("rural").switch("rural")
    assert switch is not None
    assert switch.figures["pupils_below"] == 100


def test_a_choice_is_made_by_option_and_choice() -> None:
    assert rules("how=capped").option("how") == "capped"


def test_saying_the_same_twice_is_saying_it_once() -> None:
    assert rules("rural", "how=capped", "rural", "how=capped").option("how") == "capped"


def test_a_name_nobody_knows_is_answered_with_everything_that_can_be_chosen() -> None:
    assert refusal("urban") == (
        "没有例外条款“urban”\n  怎么改：可用的例外条款：rural（甲）；可用的口径：how=plain|capped"
    )


def test_so_is_an_option_nobody_knows() -> None:
    assert refusal("why=plain") == (
        "没有口径“why”（why=plain）\n"
        "  怎么改：可用的例外条款：rural（甲）；可用的口径：how=plain|capped"
    )


def test_a_choice_that_is_none_is_answered_with_the_choices() -> None:
    assert refusal("how=best") == (
        "口径“how”没有“best”这种选择\n  怎么改：可选：plain（甲）、capped（甲）"
    )


def test_two_choices_of_one_option_contradict_each_other() -> None:
    assert refusal("how=plain", "how=capped") == (
        "口径“how”选了两次：plain 和 capped\n  怎么改：只留一个"
    )


def test_an_exception_cannot_be_used_before_it_existed() -> None:
    assert refusal("rural", on=date(2018, 12, 31)) == (
        "例外条款“rural”自 2019-01-01 起才能使用，这里按 2018-12-31 判定\n"
        "  怎么改：去掉这个例外，或改用以后的日期"
    )


def test_from_its_first_day_it_can() -> None:
    assert rules("rural", on=date(2019, 1, 1)).switch("rural") is not None
