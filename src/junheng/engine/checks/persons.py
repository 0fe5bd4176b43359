"""Looks at who is listed: persons listed twice, identity numbers that cannot be.

They read the numbers of all persons, which everything else does without, and are run by themselves.
What they tell is how many there are in a school and stage, never who.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from junheng.engine.defects import lines
from junheng.model.identifiers import IDENTITY_SIGNS, IDENTITY_WEIGHTS, PROVINCES

_FORM = "^[0-9]{17}[0-9Xx]$"
_LENGTH = 18
_EARLIEST = 18_500_101


def defects(people: ir.Table, name: str) -> Iterator[tuple[str, ir.Table]]:
    """Both looks at the list ``name``: the check, and its defects by school and stage."""
    yield "micro.person_twice", listed_twice(people, name)
    yield "micro.identity_number", wrong_numbers(people, name)


def listed_twice(people: ir.Table, name: str) -> ir.Table:
    """Persons with more than one line, wherever the other one is.

    The numbers are compared by their hashes first, since those of a nation do not fit into memory;
    only the few whose hash stands twice are then compared themselves.
    """
    numbered = people.filter(people.person_id.notnull()).select("person_id", "school_code", "stage")
    numbered = numbered.mutate(digest=numbered.person_id.hash())
    often = numbered.group_by("digest").aggregate(times=numbered.count())
    suspects = numbered.semi_join(often.filter(often.times > 1), "digest")
    times = suspects.count().over(group_by=["digest", "person_id"])
    twice = suspects.mutate(times=times)
    twice = twice.filter(twice.times > 1)
    return lines(
        _by_stage(twice),
        "micro.person_twice",
        table=name,
        column="person_id",
        message="有 {people} 行的人在名册里不止一行",
        remedy="一人只填一行；在两校任教的，填主要任教的学校",
    )


def wrong_numbers(people: ir.Table, name: str) -> ir.Table:
    """Numbers of 18 characters that are no citizen identity number (GB 11643)."""
    long = people.filter(people.person_id.length() == _LENGTH)
    wrong = long.filter(~_is_identity_number(long.person_id))
    return lines(
        _by_stage(wrong),
        "micro.identity_number",
        table=name,
        column="person_id",
        message="有 {people} 人的身份证件号码不对：省级代码、出生日期或最后一位校验码不可能",
        remedy="对照证件原件改正",
    )


def _by_stage(people: ir.Table) -> ir.Table:
    return people.group_by(["school_code", "stage"]).aggregate(people=people.count())


def _is_identity_number(number: ir.StringValue) -> ir.BooleanValue:
    digits = [number.substr(place, 1).try_cast("int64") for place in range(_LENGTH - 1)]
    weighted = reduce(
        add, (digit * weight for digit, weight in zip(digits, IDENTITY_WEIGHTS, strict=True))
    )
    sign = (weighted % len(IDENTITY_SIGNS)).cases(*enumerate(IDENTITY_SIGNS), else_="")
    holds = (
        number.re_search(_FORM)
        & number.substr(0, 2).isin(sorted(PROVINCES))
        & _is_birthday(number.substr(6, 8).try_cast("int64"))
        & (number.substr(_LENGTH - 1, 1).upper() == sign)
    )
    return holds.fill_null(False)


def _is_birthday(day: ir.IntegerValue) -> ir.BooleanValue:
    """Whether eight digits are a date that exists, not after today."""
    year, month, of_month = day // 10_000, (day // 100) % 100, day % 100
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    longest = ibis.cases(
        (month.isin([4, 6, 9, 11]), 30), (month == 2, ibis.ifelse(leap, 29, 28)), else_=31
    )
    possible = (month >= 1) & (month <= 12) & (of_month >= 1) & (of_month <= longest)
    return possible & (day >= _EARLIEST) & (day <= int(f"{date.today():%Y%m%d}"))
