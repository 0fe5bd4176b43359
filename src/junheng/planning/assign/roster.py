"""The canonical roster: numbers and names replaced by codes, one line a pupil, ready to be hashed.

Code and key of a pupil are made from the school's secret by HMAC-SHA256, so that nobody can try out
numbers or rows against what is published. The key stands in the pupil's line: it is the salt of the
line's hash. Lines are in the order of the codes, which follows from the secret alone.
"""

from __future__ import annotations

import csv
import hmac
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from junheng.planning.assign import verify
from junheng.planning.inputs.assign import AssignInputs, Pupil

_REST = ("special_needs", "origin", "names_alike", "together", "apart", "avoid")
FLAGS = {True: "是", False: "否", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """``text`` is ``roster.csv``; ``people`` are the pupils by code, in its order."""

    text: str
    people: Mapping[str, Pupil]

    @property
    def leaves(self) -> dict[str, str]:
        """The hash of each pupil's line, by code."""
        read = verify.Roster(self.text)
        return {
            code: verify.hashed(line) for code, line in zip(read.codes, read.lines, strict=True)
        }


def canonical(inputs: AssignInputs, secret: bytes) -> Canonical:
    """The canonical roster that ``secret`` makes of the inputs."""
    codes = {each.person_id: _made(secret, "code", each.person_id)[:12] for each in inputs.pupils}
    if len(set(codes.values())) < len(codes):
        raise ValueError("two pupils have one code; take another secret")
    people = dict(sorted((codes[each.person_id], each) for each in inputs.pupils))
    names = _alike(people)
    together, apart = _together(inputs, codes), _apart(inputs, codes)
    avoid = _avoid(inputs, codes)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    scores = [f"{verify.SCORE}{subject}" for subject in inputs.subjects]
    table.writerow(["code", "key", "sex", *inputs.known, *_REST, *scores])
    for code, pupil in people.items():
        table.writerow(
            [
                code,
                _made(secret, "key", pupil.person_id)[:32],
                pupil.sex,
                *(FLAGS[getattr(pupil, name)] for name in inputs.known),
                pupil.special_needs,
                pupil.origin,
                names.get(code, ""),
                together.get(code, ""),
                apart.get(code, ""),
                avoid.get(code, ""),
                *("" if score is None else score for score in pupil.scores.values()),
            ]
        )
    return Canonical(text=out.getvalue(), people=people)


def _made(secret: bytes, name: str, person: str) -> str:
    return hmac.new(secret, f"{name}\n{person}".encode(), "sha256").hexdigest()


def _alike(people: Mapping[str, Pupil]) -> dict[str, str]:
    """A number for every name that several pupils have, by code."""
    by_name: dict[str, list[str]] = {}
    for code, pupil in people.items():
        by_name.setdefault(pupil.name.replace(" ", ""), []).append(code)
    return _labelled(codes for codes in by_name.values() if len(codes) > 1)


def _labelled(groups: Iterable[Iterable[str]]) -> dict[str, str]:
    return {code: str(label) for label, group in enumerate(groups, start=1) for code in group}


def linked(inputs: AssignInputs) -> list[list[str]]:
    """The numbers of pupils who must be in one class, each group in the order of the roster."""
    leader = {each.person_id: each.person_id for each in inputs.pupils}

    def lead(person: str) -> str:
        while leader[person] != person:
            person = leader[person]
        return person

    for pair in inputs.pairs:
        if pair.together:
            leader[lead(pair.second)] = lead(pair.first)
    groups: dict[str, list[str]] = {}
    for each in inputs.pupils:
        groups.setdefault(lead(each.person_id), []).append(each.person_id)
    return [group for group in groups.values() if len(group) > 1]


def _together(inputs: AssignInputs, codes: Mapping[str, str]) -> dict[str, str]:
    groups = sorted(sorted(codes[person] for person in group) for group in linked(inputs))
    return _labelled(groups)


def _apart(inputs: AssignInputs, codes: Mapping[str, str]) -> dict[str, str]:
    """The numbers of the pairs that each is to be kept apart in, by code."""
    pairs = sorted(
        {
            tuple(sorted((codes[pair.first], codes[pair.second])))
            for pair in inputs.pairs
            if not pair.together
        }
    )
    found: dict[str, str] = {}
    for label, pair in enumerate(pairs, start=1):
        for code in pair:
            found[code] = f"{found.get(code, '')} {label}".strip()
    return found


def _avoid(inputs: AssignInputs, codes: Mapping[str, str]) -> dict[str, str]:
    """The places in the list (from 1) of the teachers who are to avoid each pupil, by code."""
    found: dict[str, str] = {}
    for number, teacher in enumerate(inputs.teachers, start=1):
        if teacher.avoids is not None:
            code = codes[teacher.avoids]
            found[code] = f"{found.get(code, '')} {number}".strip()
    return found
