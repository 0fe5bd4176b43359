"""Classes of any roster: sizes, wishes, repetition, and what a change of the roster does."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Mode, Options, commit
from junheng.planning.assign.demands import impossible
from junheng.planning.assign.measures import measure
from junheng.planning.assign.plan import Impossible, Result, assign
from junheng.planning.inputs.assign import AssignInputs, Pair, Pupil, Teacher
from junheng.planning.watch import Watch

SECRETS = st.binary(min_size=32, max_size=32)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=6)
FLAGS = st.sampled_from((True, False, None))
SCORES = st.one_of(st.none(), st.integers(0, 15_000))


@st.composite
def rosters(draw: st.DrawFn) -> AssignInputs:
    """Up to 24 pupils; wishes among them, teachers enough for 4 classes or none."""
    number = draw(st.integers(4, 24))
    subjects = draw(st.sampled_from(((), ("语文",), ("语文", "数学"), ("总分", "语文"))))
    pupils = tuple(
        Pupil(
            person_id=f"p{place}",
            name=draw(st.sampled_from(("王伟", "李娜", "张静"))) + draw(TEXTS),
            sex=draw(st.sampled_from("男女")),
            boarding=draw(FLAGS),
            left_behind=draw(FLAGS),
            special_needs=draw(st.sampled_from(("", "", "", "视力, 低", '"引号"'))),
            origin=draw(st.sampled_from(("", "甲校", "乙校"))),
            scores={subject: draw(SCORES) for subject in subjects},
        )
        for place in range(number)
    )
    people = st.integers(0, number - 1)
    wished = draw(st.lists(st.tuples(people, people, st.booleans()), max_size=4))
    return AssignInputs(
        pupils=pupils,
        subjects=subjects,
        known=("boarding", "left_behind"),
        pairs=tuple(
            Pair(first=f"p{one}", second=f"p{other}", together=together)
            for one, other, together in wished
            if one != other
        ),
        teachers=tuple(
            Teacher(teacher_code=f"t{place}", name=f"师{place}")
            for place in range(draw(st.sampled_from((0, 4, 5))))
        ),
    )


OPTIONS = st.builds(
    Options,
    classes=st.integers(2, 4),
    mode=st.sampled_from(Mode),
    rounds=st.integers(1, 4),
)


@settings(max_examples=60, deadline=None)
@given(inputs=rosters(), options=OPTIONS, secret=SECRETS, value=st.text("0123456789", min_size=1))
def test_any_classes_keep_sizes_and_wishes_or_say_which_not_and_can_be_drawn_again(
    inputs: AssignInputs, options: Options, secret: bytes, value: str
) -> None:
    made = commit(inputs, options, secret)
    found = assign(inputs, made, value, ("纸条",), Watch())
    if isinstance(found, Impossible):
        assert found.reasons
        return
    assert max(found.balance.sizes) - min(found.balance.sizes) <= 1
    assert found.balance.together == ()
    roster = verify.Roster(made.roster.text)
    assert tuple(verify.classes_of(roster, json.loads(made.text), found.drawn.seed)) == (
        found.drawn.classes
    )
    again = measure(inputs, found.class_of, options.classes)
    assert again == found.balance
    assert all(kind.excess >= 0 for kind in again.kinds)
    assert all(subject.gap >= subject.least for subject in again.subjects)


@settings(max_examples=40, deadline=None)
@given(inputs=rosters(), secret=SECRETS, data=st.data())
def test_every_change_of_a_pupil_changes_that_pupils_leaf_and_the_commitment(
    inputs: AssignInputs, secret: bytes, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(inputs.pupils) - 1))
    pupil = inputs.pupils[place]
    other = replace(pupil, sex="女" if pupil.sex == "男" else "男")
    changed = replace(inputs, pupils=(*inputs.pupils[:place], other, *inputs.pupils[place + 1 :]))
    before, after = (commit(each, Options(classes=2), secret) for each in (inputs, changed))

    leaves = before.roster.leaves, after.roster.leaves
    assert leaves[0].keys() == leaves[1].keys()
    assert sum(leaves[0][code] != leaves[1][code] for code in leaves[0]) == 1
    assert before.value != after.value


@settings(max_examples=40, deadline=None)
@given(inputs=rosters(), secret=SECRETS)
def test_the_order_of_the_roster_and_of_pairs_changes_nothing(
    inputs: AssignInputs, secret: bytes
) -> None:
    turned = replace(inputs, pupils=inputs.pupils[::-1], pairs=inputs.pairs[::-1])

    one, other = (commit(each, Options(classes=2), secret) for each in (inputs, turned))
    assert one.text == other.text
    assert impossible(inputs, 2) == () or impossible(turned, 2) != ()


@settings(max_examples=20, deadline=None)
@given(inputs=rosters(), secret=SECRETS, rounds=st.integers(0, 3))
def test_no_exchange_of_two_pupils_makes_the_classes_more_even(
    inputs: AssignInputs, secret: bytes, rounds: int
) -> None:
    made = commit(inputs, Options(classes=3, rounds=rounds), secret)
    found = assign(inputs, made, "1", (), Watch())
    if not isinstance(found, Result):
        return
    roster = verify.Roster(made.roster.text)
    scores = [verify.standardised(values) for values in roster.scores().values()]
    kinds = list(roster.kinds().values())
    alone = [bundle[0] for bundle in roster.bundles() if len(bundle) == 1]
    classes = [c - 1 for c in found.drawn.classes]
    reached = verify.unevenness(classes, 3, scores, kinds)
    for one, other in combinations(alone, 2):
        turned = list(classes)
        turned[one], turned[other] = turned[other], turned[one]
        assert verify.unevenness(turned, 3, scores, kinds) >= reached
