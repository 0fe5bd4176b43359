"""Codes with a form or a check sign of their own."""

from __future__ import annotations

from datetime import date

import pytest

from junheng.model.identifiers import (
    county_code_problem,
    credit_code_problem,
    identity_number_problem,
    masked,
)

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize("code", ["532323", "110101", "441900", "620200", "999901", "710101"])
def test_a_county_code_has_six_digits_and_a_province(code: str) -> None:
    assert county_code_problem(code) == ""


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "不是 6 位数字"),
        ("53232", "不是 6 位数字"),
        ("５３２３２３", "不是 6 位数字"),
        ("53232a", "不是 6 位数字"),
        ("103232", "前两位 10 不是任何省级行政区划"),
        ("530000", "是省级代码，不是县级"),
        ("532300", "是地市级代码，不是县级"),
    ],
)
def test_the_form_of_a_county_code_is_told_wrong(code: str, problem: str) -> None:
    assert county_code_problem(code) == problem


@pytest.mark.parametrize("code", ["91350100M000100Y43", "12100000400002259P"])
def test_published_credit_codes_pass(code: str) -> None:
    assert credit_code_problem(code) == ""


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91350100M000100Y4", "是 17 位，应是 18 位"),
        ("91350100M000100I43", "含有不会出现在代码里的字符 I"),
        ("91350100m000100Y43", "含有不会出现在代码里的字符 m"),
        ("91350100M000100Y44", "最后一位校验码不对，代码里有写错的字符"),
        ("91350100M000101Y43", "最后一位校验码不对，代码里有写错的字符"),
    ],
)
def test_a_miswritten_credit_code_is_caught(code: str, problem: str) -> None:
    assert credit_code_problem(code) == problem


def test_every_single_slip_in_a_credit_code_is_caught() -> None:
    code = "91350100M000100Y43"
    for place, sign in enumerate(code):
        for other in "0123456789ABCDEFGHJKLMNPQRTUWXY":
            if other != sign:
                assert credit_code_problem(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_identity_standard_pass(number: str) -> None:
    assert identity_number_problem(number, today=TODAY) == ""
    assert identity_number_problem(number.lower(), today=TODAY) == ""


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("110105491231002", "是 15 位，应是 18 位"),
        ("1101051949123100AX", "含有不会出现在号码里的字符"),
        ("00010519491231002X", "前两位不是任何省级行政区划"),
        ("11010519490231002X", "第 7 至 14 位不是可能的出生日期"),
        ("11010529491231002X", "第 7 至 14 位不是可能的出生日期"),
        ("110105194912310021", "最后一位校验码不对，号码里有写错的数字"),
    ],
)
def test_a_miswritten_identity_number_is_caught(number: str, problem: str) -> None:
    assert identity_number_problem(number, today=TODAY) == problem


def test_an_identity_number_is_never_shown_whole() -> None:
    assert masked("11010519491231002X") == "110*************2X"
    assert masked("123456") == "******"
