"""Looks at the county's own figures: readable, parts within wholes, the county known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add, or_

import ibis
import ibis.expr.types as ir

from junheng.census.checks.county import WITHIN
from junheng.census.facts import BY_KEY, FACTS, SUBJECTS
from junheng.census.tables import Kind
from junheng.engine.checks.drafts import SCHOOL, Draft, beside, stage_totals
from junheng.engine.checks.looks import Condition, Look, exceeds, look_at
from junheng.engine.checks.schools import county_codes

_LEVELS = tuple(f"monitoring_{subject}_level" for subject in SUBJECTS)
_FIGURES = [fact.key for fact in FACTS if fact.kind is not Kind.TEXT]
_COUNTS = [fact.key for fact in FACTS if fact.kind is Kind.COUNT]
_SHARES = [fact.key for fact in FACTS if fact.share]
_WANTED = dict.fromkeys(
    (*(key for parts, wholes in WITHIN for key in (*parts, *wholes)), *_LEVELS, "population")
)
_CODE = ("county_code",)


def views(draft: Draft) -> Iterator[tuple[str, ir.Table]]:
    """The facts one by one, and the counties with all of theirs."""
    if draft.county is None:
        return
    facts = _read(draft.county)
    yield "facts", beside(facts, draft.codes, key=_CODE)
    yield "counties", _counties(facts, draft)


_fact = look_at("facts", "county")
_county = look_at("counties", "county")


def looks() -> Iterator[Look]:
    """All of them."""
    yield from county_codes("facts", "county")
    yield _fact(
        "county.unknown_key",
        "key",
        lambda t: t.key.notin(list(BY_KEY)),
        "不认识的项目",
        found="{key}",
        remedy="改成项目的英文名（见《数据表》一页），不需要的项目删去整行",
    )
    for check, fails, message, expected in (
        ("cell.number", lambda t: t.unreadable, "读不成数", "数字，例如 120 或 85.5"),
        ("cell.negative", lambda t: t.number < 0, "是负数", "大于或等于 0 的数"),
        (
            "cell.whole",
            lambda t: t.key.isin(_COUNTS) & (t.number >= 0) & (t.number % 1 != 0),
            "是小数，这里只能是整数",
            "整数",
        ),
        (
            "cell.share",
            lambda t: t.key.isin(_SHARES) & (t.number > 1),
            "超过 1；成批判定时比例不能写成百分数",
            "0 到 1 之间的小数，如 0.87",
        ),
    ):
        yield _fact(
            check,
            "value",
            fails,
            f"“{{label}}”{message}",
            found="{value}",
            expected=expected,
            remedy="核对后只填数字；不知道就留空",
        )
    yield _county(
        "county.no_schools",
        "county_code",
        lambda t: t.schools.isnull(),
        "“学校”表里没有这个县的学校",
        found="{county_code}",
        remedy="改正县级行政区划代码，或删去这个县的数据",
    )
    yield from _contradictions()


def _contradictions() -> Iterator[Look]:
    for place in range(len(WITHIN)):
        whole = "与".join(BY_KEY[key].label for key in WITHIN[place][1])
        yield _county(
            "county.part",
            "value",
            exceeds(f"part_{place}", f"whole_{place}"),
            f"{{label_{place}}} {{part_{place}}} 大于{whole} {{whole_{place}}}",
            found=f"{{part_{place}}}",
            expected=f"不大于 {{whole_{place}}}",
            remedy="核对这几个数",
        )
    for key in _LEVELS:
        yield _county(
            "county.level",
            "value",
            _no_level(key),
            f"{BY_KEY[key].label}是 {{{key}}}，监测结果只分 I 至 IV 级",
            found=f"{{{key}}}",
            expected="1、2、3、4",
        )
    yield _county(
        "county.population",
        "value",
        lambda t: t.all_pupils > t.population,
        "常住人口 {population} 还不到在校生总数 {all_pupils}",
        found="{population}",
        remedy="常住人口以人为单位填报，不是万人",
    )


def _no_level(key: str) -> Condition:
    return lambda t: t[key].notin([1.0, 2.0, 3.0, 4.0])


def _read(county: ir.Table) -> ir.Table:
    """The facts with their ``label`` and ``number``; infinite and the like are ``unreadable``."""
    figure = county.key.isin(_FIGURES)
    number = county.value.try_cast("float64")
    finite = (number.abs() < float("inf")).fill_null(False)
    labels = [(fact.key, fact.label) for fact in FACTS]
    return county.mutate(
        label=county.key.cases(*labels, else_=county.key),
        number=ibis.ifelse(figure & finite, number, ibis.null("float64")),
        unreadable=figure & county.value.notnull() & ~finite,
    )


def _counties(facts: ir.Table, draft: Draft) -> ir.Table:
    usable = (facts.number >= 0) & (facts.key.notin(_COUNTS) | (facts.number % 1 == 0))
    wide = facts.group_by("county_code").aggregate(
        **{key: facts.number.max(where=usable & (facts.key == key)) for key in _WANTED}
    )
    attended = beside(draft.one, stage_totals(draft), key=SCHOOL)
    there = draft.schools.group_by("county_code").aggregate(schools=draft.schools.count())
    pupils = attended.group_by("county_code").aggregate(
        all_pupils=attended.all_pupils.fill_null(0).sum()
    )
    each = beside(wide, there, pupils, key=_CODE)
    derived: dict[str, ir.Value] = {}
    for place, (parts, wholes) in enumerate(WITHIN):
        derived[f"part_{place}"] = _sum_of_given(each, parts)
        derived[f"whole_{place}"] = reduce(add, (each[key] for key in wholes))
        derived[f"label_{place}"] = _labels_of_given(each, parts)
    return each.mutate(**derived)


def _sum_of_given(county: ir.Table, keys: tuple[str, ...]) -> ir.Value:
    given = reduce(or_, (county[key].notnull() for key in keys))
    total = reduce(add, (county[key].fill_null(0.0) for key in keys))
    return ibis.ifelse(given, total, ibis.null("float64"))


def _labels_of_given(county: ir.Table, keys: tuple[str, ...]) -> ir.Value:
    words = [ibis.ifelse(county[key].notnull(), f"与{BY_KEY[key].label}", "") for key in keys]
    return reduce(add, words).substr(1)
