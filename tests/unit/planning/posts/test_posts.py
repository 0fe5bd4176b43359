"""Posts by rule, the two roundings, targets and moves."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import permutations, product
from math import ceil

import numpy as np
import pytest

from junheng.census.records import Census, School, StageRow
from junheng.errors import UserError
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.planning.apportion import Method
from junheng.planning.great_circle import metres
from junheng.planning.inputs.posts import Posts, PostsInputs
from junheng.planning.outcome import Ending, document
from junheng.planning.posts import POOL, PostsPlan, due, plan, repair
from junheng.planning.posts_rules import edition, editions, rule
from junheng.planning.posts_told import PostsOptions, plan_posts
from junheng.planning.watch import Watch
from junheng.rulebook import rules

RULES = rules(jurisdiction="", on=date(2026, 9, 1))
ANSHAN = rules(jurisdiction="210300", on=date(2026, 9, 1))


def posts(
    code: str,
    pupils: int,
    allotted: int,
    *,
    stage: Stage = Stage.PRIMARY,
    area: AreaClass = AreaClass.TOWN,
    lon: float | None = None,
    staff: int | None = None,
    outside: int | None = None,
    boarding: bool = False,
    **row: int | None,
) -> Posts:
    school = School(
        county_code="990001",
        school_code=code,
        name=f"{code}校",
        type=SchoolType.PRIMARY if stage is Stage.PRIMARY else SchoolType.JUNIOR,
        operator=OperatorCode.COUNTY_EDUCATION,
        area_class=area,
        boarding=boarding,
        lon=None if lon is None else Fraction(str(lon)),
        lat=None if lon is None else Fraction(40),
    )
    stages = (StageRow(school_code=code, stage=stage, pupils=pupils, **row),)
    return Posts(school=school, stages=stages, allotted=allotted, staff=staff, outside=outside)


def county(*schools: Posts) -> PostsInputs:
    return PostsInputs(census=Census(schools=(), stages=()), schools=schools)


def planned(*schools: Posts, total: int | None = None) -> PostsPlan:
    return plan(county(*schools), rule(RULES), total=total, method=Method.LARGEST_REMAINDER)


@pytest.mark.parametrize(
    ("stage", "pupils", "exact", "rounded"),
    [
        (Stage.PRIMARY, 190, Fraction(10), 10),
        (Stage.PRIMARY, 191, Fraction(191, 19), 11),
        (Stage.JUNIOR, 27, Fraction(2), 2),
        (Stage.JUNIOR, 28, Fraction(56, 27), 3),
        (Stage.PRIMARY, 0, Fraction(0), 0),
    ],
)
def test_posts_are_due_by_pupils(stage: Stage, pupils: int, exact: Fraction, rounded: int) -> None:
    school = posts("A", pupils, 0, stage=stage)

    assert due(school, school.stages[0], rule(RULES)) == (exact, rounded)


def test_a_small_rural_school_is_due_by_classes_where_that_is_more() -> None:
    found = rule(ANSHAN)
    small = posts("A", 60, 0, area=AreaClass.RURAL, classes=6)
    large = posts("A", 100, 0, area=AreaClass.RURAL, classes=6)
    town = posts("A", 60, 0, classes=6)

    assert due(small, small.stages[0], found) == (9, 9)
    assert due(large, large.stages[0], found)[1] == 6
    assert due(town, town.stages[0], found)[1] == 4


def test_half_a_post_is_a_post() -> None:
    school = posts("A", 20, 0, area=AreaClass.RURAL, classes=3)

    assert due(school, school.stages[0], rule(ANSHAN)) == (Fraction(9, 2), 5)


def test_boarders_add_posts_where_the_figure_is_named() -> None:
    school = posts("A", 190, 0, boarding=True, boarders=60)

    assert due(school, school.stages[0], rule(RULES))[1] == 10
    named = rule(RULES, boarders_per_post=Fraction(50))
    assert due(school, school.stages[0], named) == (Fraction(56, 5), 12)


def test_classes_or_boarders_that_are_needed_and_missing_are_asked_for() -> None:
    small = posts("A", 20, 0, area=AreaClass.RURAL)
    with pytest.raises(UserError, match="A校（A）缺“班级数”"):
        due(small, small.stages[0], rule(ANSHAN))
    school = posts("A", 20, 0, boarding=True)
    with pytest.raises(UserError, match="缺“寄宿生数”"):
        due(school, school.stages[0], rule(RULES, boarders_per_post=Fraction(50)))


def test_the_rule_tells_where_each_figure_stands() -> None:
    assert "没有写数" in rule(RULES).sources[1]
    assert rule(ANSHAN).per_class == Fraction(3, 2)
    assert "鞍山" in rule(ANSHAN).sources[1]
    assert "本次给定" in rule(RULES, per_class=Fraction(2)).sources[1]


def test_the_edition_of_the_smallest_area_and_the_latest_day_holds() -> None:
    assert edition("210321", date(2026, 9, 1)).place == "2103"
    assert edition("210321", date(2019, 9, 1)).source == "国办发〔2018〕27号"
    assert edition("532323", date(2015, 9, 1)).source == "中央编办发〔2014〕72号"
    assert edition("", date(2000, 1, 1)) == editions()[0]


def test_school_by_school_rounding_is_never_below_that_of_the_county() -> None:
    found = planned(*(posts(code, 100, 6) for code in "ABCD"))

    assert sum(found.rounded) == 24
    assert ceil(found.stage_exact[Stage.PRIMARY]) == 22
    assert found.stage_rounded[Stage.PRIMARY] == 24


def test_with_enough_posts_everybody_gets_what_is_due_and_the_rest_stays() -> None:
    found = planned(posts("A", 190, 14), posts("B", 190, 8), posts("C", 95, 5))

    assert found.target == (10, 10, 5)
    assert found.after == (12, 10, 5)
    assert [(move.giver, move.taker, move.posts) for move in found.moves] == [(0, 1, 2)]


def test_with_too_few_posts_no_school_that_is_short_gives_one_away() -> None:
    found = planned(posts("A", 190, 12), posts("B", 190, 5), posts("C", 950, 45))

    assert sum(found.after) == 62
    assert found.after[0] == 10
    assert found.after[1] >= 5
    assert found.after[2] >= 45


def test_posts_to_be_handed_in_go_to_the_county() -> None:
    found = planned(posts("A", 190, 12), posts("B", 190, 12), total=16)

    assert sum(found.after) == 16
    assert {move.taker for move in found.moves} == {POOL}
    assert found.after == (8, 8)


def test_posts_not_yet_allotted_are_given_out_first() -> None:
    found = planned(posts("A", 190, 12, staff=12), posts("B", 190, 8, staff=8), total=22)

    assert [(move.giver, move.posts, move.vacant) for move in found.moves] == [(POOL, 2, 2)]


def test_posts_without_a_person_move_before_those_with_one_however_far() -> None:
    near = posts("A", 190, 12, lon=100.0, staff=12)
    far = posts("B", 190, 12, lon=101.0, staff=10)
    short = posts("C", 190, 8, lon=100.01, staff=8)
    found = planned(near, far, short)

    assert [(move.giver, move.posts, move.vacant) for move in found.moves] == [(1, 2, 2)]


def test_of_posts_with_a_person_the_nearest_move() -> None:
    found = planned(
        posts("A", 190, 11, lon=100.0),
        posts("B", 190, 12, lon=100.2),
        posts("C", 190, 9, lon=100.21),
    )

    assert [(move.giver, move.taker) for move in found.moves] == [(1, 2)]


def brute(
    givers: list[int], takers: list[int], far: np.ndarray[tuple[int, int], np.dtype[np.int64]]
) -> int:
    """The fewest metres to fill the takers, by trying every way to name the posts."""
    ends = [t for t, count in enumerate(takers) for _ in range(count)]
    begins = [g for g, count in enumerate(givers) for _ in range(count)]
    return min(
        sum(int(far[g, t]) for g, t in zip(way, ends, strict=True))
        for way in set(permutations(begins, len(ends)))
    )


def test_the_moves_are_the_shortest_of_all_ways_there_are() -> None:
    draw = random.Random(5)
    for _ in range(40):
        giving = [draw.randint(1, 2) for _ in range(2)]
        taking = [draw.randint(0, 2), draw.randint(1, 1)]
        if sum(giving) < sum(taking):
            continue
        schools = [
            posts(str(i), 190, 10 + extra, lon=100 + draw.random())
            for i, extra in enumerate(giving)
        ]
        schools += [
            posts(f"t{i}", 190, 10 - less, lon=100 + draw.random()) for i, less in enumerate(taking)
        ]
        inputs = county(*schools)
        moves = repair(inputs, (10,) * 4, 0)
        lon = [float(each.school.lon or 0) for each in schools]
        far = metres(lon[:2], [40, 40], lon[2:], [40, 40])

        assert sum(move.posts for move in moves) == sum(taking)
        assert sum(move.posts * (move.metres or 0) for move in moves) == brute(giving, taking, far)


def test_every_mix_of_allotments_ends_within_what_there_is() -> None:
    for one, other, total in product((0, 5, 20), (0, 7), (0, 3, 9, 40)):
        found = planned(posts("A", 190, one), posts("B", 40, other), total=total)

        assert min(found.after) >= 0
        assert sum(found.after) <= total
        assert sum(found.after) == total or found.after == found.target or total > sum(found.target)


def test_missing_posts_of_the_county_are_told_with_how_many() -> None:
    outcome = plan_posts(
        county(posts("A", 190, 5), posts("B", 190, 9)), PostsOptions(rules=RULES), Watch()
    )

    assert outcome.ending is Ending.COMPUTED
    assert "应有 20 名，少 6 名" in outcome.reasons[0].what
    assert [reason.where for reason in outcome.reasons[1:]] == ["A校", "B校"]


def test_moves_that_bring_every_school_its_posts_are_the_best() -> None:
    outcome = plan_posts(
        county(posts("A", 190, 15), posts("B", 190, 9)), PostsOptions(rules=RULES), Watch()
    )

    assert outcome.ending is Ending.PROVEN
    assert outcome.reasons == ()


def test_unfilled_posts_beside_staff_outside_them_are_named() -> None:
    school = posts("A", 190, 10, staff=8, outside=3)
    outcome = plan_posts(county(school), PostsOptions(rules=RULES), Watch())

    assert "有 2 个空编，又有编外教师 3 人：条款 10.4" in outcome.reasons[0].what


def test_what_is_told_is_plain_data_with_its_sources() -> None:
    outcome = plan_posts(county(posts("A", 0, 0)), PostsOptions(rules=ANSHAN), Watch())
    told = document(outcome)

    assert told["basis"]["per_class"] == "3/2"
    assert told["figures"]["due_by_school"] == 0
    assert told["tables"]["schools"][0]["by_class"] is False


def test_a_long_list_of_short_schools_is_cut_and_says_so() -> None:
    schools = [posts(f"{i:02}", 190, 9) for i in range(25)]
    outcome = plan_posts(county(*schools), PostsOptions(rules=RULES), Watch())

    assert outcome.reasons[-1].what.startswith("还有 5 所学校")
