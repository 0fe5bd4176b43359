"""Demands that no classes can meet, found before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from junheng.model.identifiers import masked
from junheng.planning.assign.roster import linked
from junheng.planning.inputs.assign import AssignInputs
from junheng.planning.outcome import Reason


def impossible(inputs: AssignInputs, classes: int) -> tuple[Reason, ...]:
    """Why no classes can do what is asked; empty if nothing is against it."""
    return (*_numbers(inputs, classes), *_together(inputs, classes), *_apart(inputs, classes))


def shown(inputs: AssignInputs, person: str) -> str:
    """A pupil as may be shown: the first sign of the name, the number with its middle hidden."""
    name = next(each.name for each in inputs.pupils if each.person_id == person)
    return f"{masked_name(name)}（{masked(person)}）"


def masked_name(name: str) -> str:
    """A name as it may be published: the first sign, the others hidden."""
    return name[:1] + "*" * (len(name) - 1)


def _numbers(inputs: AssignInputs, classes: int) -> Iterator[Reason]:
    pupils = len(inputs.pupils)
    if classes < 2:
        yield Reason(where="班数", what=f"分成 {classes} 个班，不用分班", remedy="至少写 2 个班")
    if classes > pupils:
        yield Reason(
            where="班数",
            what=f"{pupils} 名学生分不成 {classes} 个班，多 {classes - pupils} 个班",
            remedy="减少班数，或核对名册是否完整",
        )
    if 0 < len(inputs.teachers) < classes:
        yield Reason(
            where="班主任",
            what=f"有 {len(inputs.teachers)} 名，{classes} 个班还少 {classes - len(inputs.teachers)} 名",
            remedy="补足班主任，或不随分班抽签（去掉“班主任”表）",
        )


def _together(inputs: AssignInputs, classes: int) -> Iterator[Reason]:
    most = -(-len(inputs.pupils) // max(classes, 1))
    for group in linked(inputs):
        names = "、".join(shown(inputs, person) for person in group[:6])
        if len(group) > most:
            yield Reason(
                where=names,
                what=f"要求同班的有 {len(group)} 名，一个班只有 {most} 名，多 {len(group) - most} 名",
                remedy="减少同班的要求",
            )
        for pair in inputs.pairs:
            if not pair.together and pair.first in group and pair.second in group:
                yield Reason(
                    where=f"{shown(inputs, pair.first)}、{shown(inputs, pair.second)}",
                    what="要求分班，又因为别的要求必须同班",
                    remedy="去掉其中一个要求",
                )


def _apart(inputs: AssignInputs, classes: int) -> Iterator[Reason]:
    """Pupils all of whom are to be kept apart, more than there are classes (found greedily)."""
    against: dict[str, list[str]] = {}
    for pair in inputs.pairs:
        if not pair.together:
            against.setdefault(pair.first, []).append(pair.second)
            against.setdefault(pair.second, []).append(pair.first)
    largest: list[str] = []
    for person in against:
        found = _all_apart(person, against)
        if len(found) > len(largest):
            largest = found
    if len(largest) > classes:
        yield Reason(
            where="、".join(shown(inputs, person) for person in largest[:6]),
            what=f"{len(largest)} 名学生两两要求分班，只有 {classes} 个班，"
            f"多 {len(largest) - classes} 名",
            remedy="减少分班的要求，或增加班数",
        )


def _all_apart(person: str, against: Mapping[str, list[str]]) -> list[str]:
    found = [person]
    for other in sorted(against[person], key=lambda each: (-len(against[each]), each)):
        if other not in found and all(other in against[each] for each in found):
            found.append(other)
    return found
