"""The invented prefecture: ten counties through three years, in which schools go on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from junheng.census.entry import cells_of, read_entered
from junheng.census.records import Census
from junheng.evaluation import evaluate
from junheng.evaluation.results import CountyResult
from junheng.model import SchoolType, Status
from junheng.rulebook import rules
from junheng.synthesis.prefecture import LAST_YEAR, Prefecture, PrefectureCounty, prefecture

YEARS = [LAST_YEAR - 2, LAST_YEAR - 1, LAST_YEAR]
SEEDS = [1, 2, 3]


@pytest.fixture(scope="module")
def invented() -> Prefecture:
    return prefecture(1)


def judged(census: Census) -> CountyResult:
    (result,) = evaluate(census, rules(on=date(LAST_YEAR, 9, 1))).counties
    return result


def codes(census: Census) -> set[str]:
    return {school.school_code for school in census.schools}


def pairs(county: PrefectureCounty) -> list[tuple[Census, Census]]:
    return list(pairwise(county.years.values()))


def test_there_are_ten_counties_of_about_forty_schools_in_three_years(
    invented: Prefecture,
) -> None:
    assert (invented.code, invented.name) == ("999900", "云禾州（虚构）")
    assert [county.code for county in invented.counties] == [
        str(code) for code in range(999901, 999911)
    ]
    assert len({county.name for county in invented.counties}) == 10
    for county in invented.counties:
        assert county.name.endswith("（虚构）")
        assert list(county.years) == YEARS
        for census in county.years.values():
            assert census.county_codes == (county.code,)
            assert [fact.value for fact in census.county if fact.key == "name"] == [county.name]
            assert 36 <= len(census.schools) <= 42


def test_the_same_seed_gives_the_same_prefecture(invented: Prefecture) -> None:
    assert prefecture(1) == invented
    assert prefecture(2) != invented


def test_fewer_counties_are_the_first_of_the_ten(invented: Prefecture) -> None:
    assert prefecture(1, counties=2).counties == invented.counties[:2]
    assert list(prefecture(1, counties=1, years=1).counties[0].years) == [LAST_YEAR]


@pytest.mark.parametrize(
    ("counties", "years", "message"),
    [
        (11, 3, "1 to 10 counties, not 11"),
        (0, 3, "1 to 10 counties, not 0"),
        (1, 0, "at least one year, not 0"),
    ],
)
def test_what_cannot_be_invented_is_refused(counties: int, years: int, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        prefecture(1, counties=counties, years=years)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_year_of_every_county_passes_the_checks(seed: int) -> None:
    for county in prefecture(seed).counties:
        last: Census | None = None
        for census in county.years.values():
            found = read_entered(cells_of(census), last_year=last)
            assert [str(each) for each in found.errors] == []
            assert {each.check.split(".")[0] for each in found.warnings} <= {"change"}
            last = census


@pytest.mark.parametrize("seed", SEEDS)
def test_some_meet_everything_some_fail_a_little_or_much_some_are_undecided(seed: int) -> None:
    results = [judged(county.years[LAST_YEAR]) for county in prefecture(seed).counties]
    found = ""
    for result in results:
        failing = sum(row.status is Status.NOT_MET for row in result.rows)
        found += {
            Status.MET: "m",
            Status.UNDETERMINED: "u",
            Status.NOT_MET: "W" if failing >= 8 else "n" if failing <= 1 else "?",
        }[result.verdict]
    assert found == "mnmmnuWnuW"


@pytest.mark.parametrize("seed", SEEDS)
def test_one_county_slips_and_one_rises(seed: int) -> None:
    met = {
        county.name: [judged(census).verdict is Status.MET for census in county.years.values()]
        for county in prefecture(seed).counties
    }
    decided_late = {"石营县（虚构）", "金坝县（虚构）"}
    changed = {name: each for name, each in met.items() if each[0] is not each[-1]}
    assert {name: each for name, each in changed.items() if name not in decided_late} == {
        "松坪区（虚构）": [True, True, False],
        "柳湾市（虚构）": [False, False, True],
    }


def test_the_same_schools_go_on_but_for_one_that_opens_and_one_that_closes(
    invented: Prefecture,
) -> None:
    opened, closed = [], []
    for county in invented.counties:
        for before, after in pairs(county):
            opened += [each for each in after.schools if each.school_code not in codes(before)]
            closed += [each for each in before.schools if each.school_code not in codes(after)]
            then = {each.school_code: each for each in before.schools}
            for school in after.schools:
                old = then.get(school.school_code, school)
                for what in ("name", "type", "area_class", "boarding", "built_year", "lon", "lat"):
                    assert getattr(school, what) == getattr(old, what)
    assert [each.type for each in opened] == [SchoolType.PRIMARY]
    assert [each.type for each in closed] == [SchoolType.TEACHING_POINT]


def test_pupils_become_a_few_percent_more_or_fewer(invented: Prefecture) -> None:
    drift: Counter[int] = Counter()
    for county in invented.counties:
        for before, after in pairs(county):
            then = {(row.school_code, row.stage): row.pupils for row in before.stages}
            for row in after.stages:
                old = then.get((row.school_code, row.stage), row.pupils)
                assert abs(row.pupils - old) <= max(2, old * 6 // 100)
                drift[(row.pupils > old) - (row.pupils < old)] += 1
    assert min(drift[-1], drift[1]) > 100


def test_names_of_schools_are_unique_within_the_prefecture_county(invented: Prefecture) -> None:
    for county in invented.counties:
        names = Counter(school.name for school in county.years[LAST_YEAR].schools)
        assert max(names.values()) == 1
        assert not any("示例县" in name for name in names)
