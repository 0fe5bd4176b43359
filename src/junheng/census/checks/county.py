"""The county's own figures: parts within wholes, and the county known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from junheng.census.checks.draft import Draft, plain
from junheng.census.defects import Defect
from junheng.census.facts import BY_KEY, SUBJECTS
from junheng.census.records import CountyFact, Exact

WITHIN = (
    (("rotated",), ("rotation_eligible",)),
    (("rotated_backbone",), ("rotated",)),
    (("rotation_eligible_backbone",), ("rotation_eligible",)),
    (("rotated_backbone",), ("rotation_eligible_backbone",)),
    (("quota_allotted",), ("quota_planned",)),
    (("quota_rural",), ("quota_allotted",)),
    (("migrant_public", "migrant_purchased"), ("migrant_eligible",)),
    (("disabled_enrolled",), ("disabled_children",)),
    (("deaths",), ("entrants_three_years_ago",)),
    (("graduates",), ("entrants_three_years_ago", "transferred_in")),
    (("recognition_valid",), ("recognition_issued",)),
    (("recognition_satisfied",), ("recognition_valid",)),
)
"""The sum of the first is never more than the sum of the second."""


def check(draft: Draft) -> Iterator[Defect]:
    """Every county by itself."""
    counties = {school.county_code for school in draft.schools}
    facts: dict[str, dict[str, CountyFact]] = {}
    for fact in draft.county:
        facts.setdefault(fact.county_code, {}).setdefault(fact.key, fact)
    for code, each in facts.items():
        if counties and code not in counties:
            yield draft.defect(
                "county.no_schools",
                next(iter(each.values())),
                "county_code",
                "“学校”表里没有这个县的学校",
                found=code,
                remedy="改正县级行政区划代码，或删去这个县的数据",
            )
        yield from _parts(draft, each)
        yield from _levels(draft, each)
        yield from _population(draft, code, each)


def _number(facts: Mapping[str, CountyFact], key: str) -> Exact | None:
    fact = facts.get(key)
    return None if fact is None or isinstance(fact.value, str) else fact.value


def _parts(draft: Draft, facts: Mapping[str, CountyFact]) -> Iterator[Defect]:
    for parts, wholes in WITHIN:
        small = [_number(facts, key) for key in parts]
        large = [_number(facts, key) for key in wholes]
        given = [value for value in small if value is not None]
        bounds = [value for value in large if value is not None]
        if not given or len(bounds) < len(large) or sum(given) <= sum(bounds):
            continue
        label = "与".join(BY_KEY[key].label for key in parts if _number(facts, key) is not None)
        whole = "与".join(BY_KEY[key].label for key in wholes)
        yield draft.defect(
            "county.part",
            next(facts[key] for key in parts if _number(facts, key) is not None),
            "value",
            f"{label} {plain(sum(given))} 大于{whole} {plain(sum(bounds))}",
            found=plain(sum(given)),
            expected=f"不大于 {plain(sum(bounds))}",
            remedy="核对这几个数",
        )


def _levels(draft: Draft, facts: Mapping[str, CountyFact]) -> Iterator[Defect]:
    for subject in SUBJECTS:
        key = f"monitoring_{subject}_level"
        level = _number(facts, key)
        if level is not None and level not in (1, 2, 3, 4):
            yield draft.defect(
                "county.level",
                facts[key],
                "value",
                f"{BY_KEY[key].label}是 {plain(level)}，监测结果只分 I 至 IV 级",
                found=plain(level),
                expected="1、2、3、4（或 I、II、III、IV）",
            )


def _population(draft: Draft, code: str, facts: Mapping[str, CountyFact]) -> Iterator[Defect]:
    population = _number(facts, "population")
    if population is None:
        return
    pupils = sum(
        row.pupils
        for row in draft.stages
        if (school := draft.school.get(row.school_code)) and school.county_code == code
    )
    if pupils > population:
        yield draft.defect(
            "county.population",
            facts["population"],
            "value",
            f"常住人口 {plain(population)} 还不到在校生总数 {pupils}",
            found=plain(population),
            remedy="常住人口以人为单位填报，不是万人",
        )
