"""Whatever the county, a plan to given posts keeps every condition and is told with its effect."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.planning.outcome import document
from junheng.planning.rotate.effect import effect
from junheng.planning.rotate.situation import situation
from junheng.planning.rotate.slots import place
from junheng.planning.rotate.told import plan_rotate
from junheng.planning.watch import Watch
from tests.unit.planning.rotate.counties import options, random_county


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    schools=st.integers(1, 7),
    teachers=st.integers(0, 50),
    posts=st.integers(0, 12),
    most_out=st.fractions(0, 1, max_denominator=5),
    rest=st.integers(0, 8),
)
def test_given_posts(
    seed: int, schools: int, teachers: int, posts: int, most_out: Fraction, rest: int
) -> None:
    inputs = random_county(seed, schools=schools, teachers=teachers, posts=posts)
    asked = options(most_out=most_out, rest=rest)
    where = situation(inputs, asked)
    assert inputs.posts is not None
    found = place(where, inputs.posts, Watch())
    persons = inputs.persons
    taken = Counter(each.row for each in found.transfers)
    out = Counter(where.row_of[persons[each.person].at] for each in found.transfers)
    taught = Counter(where.taught)
    for each in found.transfers:
        taught[where.row_of[persons[each.person].at], persons[each.person].subject] -= 1

    assert len({each.person for each in found.transfers}) == len(found.transfers)
    assert sum(found.left) + len(found.transfers) == sum(post.places for post in inputs.posts)
    assert all(out[row] <= where.most_leavers[row] for row in out)
    assert all(taught[key] >= where.least_taught(*key) for key in taught if key[0] in out)
    assert all(
        taken[row] <= sum(p.places for p in inputs.posts if where.row_of[p.at] == row)
        for row in taken
    )
    assert found.bound <= found.cost


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), posts=st.integers(0, 8))
def test_the_plan_is_told_as_plain_data_whatever_it_is(seed: int, posts: int) -> None:
    inputs = random_county(seed, schools=4, teachers=30, posts=posts)
    outcome = plan_rotate(inputs, options(), Watch()).outcome
    told = document(outcome)

    assert told["plan"] == "rotate"
    if "share" in told["figures"]:
        eligible, moved = told["figures"]["eligible"], told["figures"]["moved"]
        assert (moved >= eligible / 10) == ("≥10%，达标" in str(outcome.figures))


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_nobody_is_lost_or_made_by_a_move(seed: int) -> None:
    inputs = random_county(seed, schools=4, teachers=40, posts=8)
    where = situation(inputs, replace(options(), most_out=Fraction(1)))
    assert inputs.posts is not None
    done = effect(where, place(where, inputs.posts, Watch()).transfers)

    assert sum(before or 0 for before, _ in done.teachers.values()) == sum(
        after or 0 for _, after in done.teachers.values()
    )
