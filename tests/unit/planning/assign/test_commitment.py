"""What is committed to: the roster by codes, its hashes, and the seed by their published definition."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace

import pytest

from junheng.errors import UserError
from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Options, commit, public, seed, slips_text
from junheng.planning.inputs.assign import AssignInputs, Pair
from junheng.planning.lots import Lots
from tests.unit.planning.assign.rosters import SECRET, person, roster

OPTIONS = Options(classes=3)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_commitment_is_the_hash_of_its_file() -> None:
    made = commit(roster(12), OPTIONS, SECRET)

    assert made.value == sha256(made.text)
    assert (
        made.text
        == json.dumps(json.loads(made.text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )


def test_a_leaf_is_the_hash_of_the_pupils_line() -> None:
    made = commit(roster(12), OPTIONS, SECRET)
    lines = made.roster.text.splitlines()[1:]

    assert json.loads(made.text)["pupils"] == {line[:12]: sha256(line) for line in lines}


def test_codes_and_keys_come_from_the_secret_and_the_number_alone() -> None:
    made = commit(roster(12), OPTIONS, SECRET)
    line = next(
        line
        for line, pupil in zip(
            made.roster.text.splitlines()[1:], made.roster.people.values(), strict=True
        )
        if pupil.person_id == person(3)
    )

    for column, name, length in ((0, "code", 12), (1, "key", 32)):
        expected = hmac.new(SECRET, f"{name}\n{person(3)}".encode(), "sha256").hexdigest()
        assert line.split(",")[column] == expected[:length]


def test_nothing_that_is_published_names_a_pupil() -> None:
    inputs = roster(30)
    made = commit(inputs, OPTIONS, SECRET)

    for pupil in inputs.pupils:
        assert pupil.person_id not in made.text
        assert pupil.name not in made.text
        assert pupil.person_id not in made.roster.text
        assert pupil.name not in made.roster.text


def test_the_order_of_the_roster_does_not_matter() -> None:
    inputs = roster(12)
    turned = replace(inputs, pupils=inputs.pupils[::-1])

    assert commit(inputs, OPTIONS, SECRET).text == commit(turned, OPTIONS, SECRET).text


@pytest.mark.parametrize("seat", ["sex", "name", "score", "boarding", "pair"])
def test_another_fact_gives_another_commitment(seat: str) -> None:
    inputs = roster(12)
    first, *others = inputs.pupils
    changed: AssignInputs = {
        "sex": replace(
            inputs, pupils=(replace(first, sex="男" if first.sex == "女" else "女"), *others)
        ),
        "name": replace(inputs, pupils=(replace(first, name=others[0].name), *others)),
        "score": replace(
            inputs, pupils=(replace(first, scores={**first.scores, "语文": 9950}), *others)
        ),
        "boarding": replace(inputs, pupils=(replace(first, boarding=None), *others)),
        "pair": replace(inputs, pairs=(Pair(first=person(0), second=person(1), together=True),)),
    }[seat]

    assert commit(inputs, OPTIONS, SECRET).value != commit(changed, OPTIONS, SECRET).value


def test_the_program_is_committed_to() -> None:
    told = json.loads(commit(roster(12), OPTIONS, SECRET).text)

    assert told["program"] == verify.program()
    assert told["method"] == verify.METHOD


def test_the_seed_is_made_of_commitment_slips_and_public_value() -> None:
    parts = (verify.METHOD, "c0ffee", "春\n8848\n", "0307")
    joined = b"".join(hashlib.sha256(part.encode()).digest() for part in parts)

    assert slips_text(("春", "8848")) == parts[2]
    assert seed("c0ffee", parts[2], "0307") == hashlib.sha256(joined).digest()


def test_the_verifier_draws_the_same_lots() -> None:
    ours, theirs = Lots(b"seed"), verify.Lots(b"seed")

    assert [ours.below(n) for n in range(1, 60)] == [theirs.below(n) for n in range(1, 60)]
    assert ours.shuffled(range(30)) == theirs.shuffled(range(30))


@pytest.mark.parametrize(
    ("form", "value", "made"),
    [
        ("text", "  ０３ 07\t12 ", "03 07 12"),
        ("digits", "03 07 12 ＋ 05", "03071205"),
        ("digits", "3,245.67 点", "324567"),
        ("hex", "0xAB cd", "abcd"),
    ],
)
def test_a_public_value_has_one_form(form: str, value: str, made: str) -> None:
    assert public(value, form) == made


@pytest.mark.parametrize(
    ("form", "value"), [("text", " "), ("digits", "没有数字"), ("hex", "xyz"), ("text", "9" * 1001)]
)
def test_a_public_value_of_another_form_is_refused(form: str, value: str) -> None:
    with pytest.raises(UserError, match="公开数值"):
        public(value, form)


def test_names_alike_are_numbered_and_others_are_not() -> None:
    inputs = roster(6)
    names = ["王伟", "李娜", "王 伟", "张静", "李娜", "陈强"]
    inputs = replace(
        inputs,
        pupils=tuple(
            replace(pupil, name=name) for pupil, name in zip(inputs.pupils, names, strict=True)
        ),
    )
    made = commit(inputs, OPTIONS, SECRET).roster
    label = {
        pupil.person_id: row["names_alike"]
        for pupil, row in zip(made.people.values(), verify.Roster(made.text).rows, strict=True)
    }

    assert label[person(0)] == label[person(2)] != label[person(1)] == label[person(4)]
    assert label[person(3)] == label[person(5)] == ""


def test_wishes_to_be_together_are_joined() -> None:
    pairs = (
        Pair(first=person(0), second=person(1), together=True),
        Pair(first=person(2), second=person(1), together=True),
        Pair(first=person(3), second=person(4), together=False),
    )
    read = verify.Roster(commit(roster(8, pairs=pairs), OPTIONS, SECRET).roster.text)

    assert sorted(len(bundle) for bundle in read.bundles()) == [1] * 5 + [3]
    assert [len(who) for weight, who in read.kinds().values() if weight == verify.APART] == [2]
