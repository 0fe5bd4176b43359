"""Demands that no classes can meet, found before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from junheng.model.identifiers import masked
from junheng.planning.assign.roster import linked
from junheng.planning.inputs.assign import AssignInputs
from junheng.planning.outcome import Reason

MOST_TRIED = 5000
"""So many steps are tried to prove that wishes cannot all be kept."""


def impossible(inputs: AssignInputs, classes: int) -> tuple[Reason, ...]:
    """Why no classes can do what is asked; empty if nothing is against it."""
    return (
        *_numbers(inputs, classes),
        *_together(inputs, classes),
        *_no_room(inputs, classes),
        *_apart(inputs, classes),
    )


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


def _no_room(inputs: AssignInputs, classes: int) -> Iterator[Reason]:
    """Groups each of which fits into a class, but which proven do not fit all together."""
    if not 2 <= classes <= len(inputs.pupils):
        return
    size, more = divmod(len(inputs.pupils), classes)
    free = [size + (c < more) for c in range(classes)]
    groups = sorted((len(group) for group in linked(inputs)), reverse=True)
    if groups and groups[0] <= max(free) and not _fit(groups, free):
        yield Reason(
            where="同班的要求",
            what=f"要求同班的学生有 {len(groups)} 组，每组放得进一个班，全部却放不进各班（已证明）",
            remedy="减少同班的要求，或减少班数",
        )


def _fit(groups: list[int], free: list[int]) -> bool:
    """Whether groups (largest first) fit into what is free, or it takes too long to know."""
    tried = 0

    def rest_fits(place: int) -> bool:
        nonlocal tried
        tried += 1
        if place == len(groups) or tried > MOST_TRIED:
            return True
        for room in sorted({each for each in free if each >= groups[place]}):
            c = free.index(room)  # classes with as much room are all alike
            free[c] -= groups[place]
            if rest_fits(place + 1):
                return True
            free[c] += groups[place]
        return False

    return rest_fits(0)


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


def tangles(inputs: AssignInputs, classes: int) -> tuple[tuple[str, ...], ...]:
    """Groups of pupils, linked by wishes to be apart, that no ``classes`` classes can all keep apart.

    Those who stay together count as one, as they do in the search. Proven by trying everything, up
    to ``MOST_TRIED`` steps a group; a group that takes more is left out. Groups are disjoint.
    """
    one = {person: group[0] for group in linked(inputs) for person in group}
    against: dict[str, set[str]] = {}
    for pair in inputs.pairs:
        first, second = one.get(pair.first, pair.first), one.get(pair.second, pair.second)
        if not pair.together and first != second:
            against.setdefault(first, set()).add(second)
            against.setdefault(second, set()).add(first)
    return tuple(
        tuple(group) for group in _connected(against) if not _can_be(group, against, classes)
    )


def _connected(against: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """The groups that hang together, each in a stable order."""
    seen: set[str] = set()
    for person in sorted(against):
        if person in seen:
            continue
        group, rest = [], [person]
        seen.add(person)
        while rest:
            found = rest.pop()
            group.append(found)
            new = sorted(against[found] - seen)
            seen.update(new)
            rest += new
        yield group


def _can_be(group: list[str], against: Mapping[str, set[str]], classes: int) -> bool:
    """Whether the group fits into the classes with all apart, or it takes too long to know."""
    place: dict[str, int] = {}
    order: list[tuple[str, list[int]]] = []  # who was placed, and which classes are yet to be tried
    for _ in range(MOST_TRIED):
        if len(place) == len(group):
            return True
        taken = {
            each: {place[other] for other in against[each] if other in place} for each in group
        }
        person = min(
            (each for each in group if each not in place),
            key=lambda each: (-len(taken[each]), -len(against[each]), each),
        )
        used = max(place.values(), default=-1) + 1  # classes not used yet are all alike
        order.append((person, [c for c in range(min(used + 1, classes)) if c not in taken[person]]))
        while order and not order[-1][1]:
            place.pop(order.pop()[0], None)
        if not order:
            return False
        person, left = order[-1]
        place[person] = left.pop(0)
    return True
