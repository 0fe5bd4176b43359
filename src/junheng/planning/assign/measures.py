"""How even the classes are, and how even any classes could be: from the pupils, not the search.

For a kind with N pupils in K classes the numbers of two classes differ by at least
    (1) d = 0 if K divides N, else 1
whatever is done. For a subject in which every pupil has a score, all scores are x + a multiple of
g (the greatest common divisor of their differences), so the sum of a class of m is m x + a multiple
of g; if no such number is m times the mean of the grade, but the nearest is delta away, then
    (2) the class's mean is at least delta / m away from that of the grade, and from that of the
        others together by n / (n - m) times as much: the gap of means cannot be smaller.
Both are proven by that sentence, and hold for any classes of these sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import comb, gcd, sqrt

from junheng.planning.assign.demands import tangles
from junheng.planning.inputs.assign import AssignInputs, Pupil

FLAG_TITLES = {"boarding": "寄宿", "left_behind": "留守", "migrant": "随迁"}
TOTAL = "总分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A kind of pupils: how many are in each class. ``least`` is (1)."""

    title: str
    counts: tuple[int, ...]

    @property
    def spread(self) -> int:
        """The largest number less the smallest."""
        return max(self.counts) - min(self.counts)

    @property
    def least(self) -> int:
        """No classes can have a smaller spread (1)."""
        return 1 if sum(self.counts) % len(self.counts) else 0

    @property
    def excess(self) -> int:
        """By how much the spread is above the smallest possible."""
        return self.spread - self.least


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject, in points. ``means`` by class (``None``: nobody has a score); ``least`` is (2)."""

    title: str
    means: tuple[Fraction | None, ...]
    mean: Fraction
    variance: Fraction
    least: Fraction

    @property
    def gap(self) -> Fraction:
        """The largest mean less the smallest, in points."""
        known = [mean for mean in self.means if mean is not None]
        return max(known) - min(known)

    @property
    def gap_in_sd(self) -> float:
        """The gap in standard deviations of the grade; 0 where all scores are the same."""
        return self.in_sd(self.gap)

    @property
    def least_in_sd(self) -> float:
        """The smallest possible gap in standard deviations."""
        return self.in_sd(self.least)

    def in_sd(self, points: Fraction) -> float:
        """A difference in points as standard deviations."""
        return sqrt(points**2 / self.variance) if self.variance else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The classes measured. ``together`` and ``apart`` are the pairs whose wish is not kept.

    ``tangles`` are groups of pupils of whom, proven, one pair at least cannot be kept apart.
    ``alike`` is how many pairs of one name share a class, ``least_alike`` how many must.
    """

    sizes: tuple[int, ...]
    kinds: tuple[Count, ...]
    subjects: tuple[Subject, ...]
    origins: tuple[Count, ...]
    alike: int
    least_alike: int
    together: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    tangles: tuple[tuple[str, ...], ...] = ()

    @property
    def broken(self) -> int:
        """How many wishes are not kept."""
        return len(self.together) + len(self.apart)

    @property
    def least_broken(self) -> int:
        """No classes can break fewer: the tangles have no pupil in common."""
        return len(self.tangles)

    @property
    def worst(self) -> Subject | None:
        """The subject with the largest gap."""
        return max(self.subjects, key=lambda each: each.gap_in_sd, default=None)

    @property
    def excess(self) -> int:
        """The excess of all kinds together."""
        return sum(each.excess for each in self.kinds)


def measure(inputs: AssignInputs, class_of: Mapping[str, int], classes: int) -> Balance:
    """Measure classes; ``class_of`` gives the class (1, 2, ...) of every pupil by number."""
    groups: list[list[Pupil]] = [[] for _ in range(classes)]
    for pupil in inputs.pupils:
        groups[class_of[pupil.person_id] - 1].append(pupil)
    names = [[pupil.name.replace(" ", "") for pupil in group] for group in groups]
    every = [name for group in names for name in group]
    return Balance(
        sizes=tuple(len(group) for group in groups),
        kinds=tuple(_kinds(inputs, groups)),
        subjects=tuple(_subjects(inputs, groups)),
        origins=tuple(
            _count(f"来自{origin}", groups, partial(_comes_from, origin))
            for origin in sorted({pupil.origin for pupil in inputs.pupils if pupil.origin})
        ),
        alike=sum(comb(group.count(name), 2) for group in names for name in sorted(set(group))),
        least_alike=sum(_least_pairs(every.count(name), classes) for name in sorted(set(every))),
        together=tuple(
            (pair.first, pair.second)
            for pair in inputs.pairs
            if pair.together and class_of[pair.first] != class_of[pair.second]
        ),
        apart=tuple(
            (pair.first, pair.second)
            for pair in inputs.pairs
            if not pair.together and class_of[pair.first] == class_of[pair.second]
        ),
        tangles=tangles(inputs, classes),
    )


def _comes_from(origin: str, pupil: Pupil) -> bool:
    return pupil.origin == origin


def _is(name: str, pupil: Pupil) -> bool:
    return getattr(pupil, name) is True


def _count(title: str, groups: Sequence[Sequence[Pupil]], of: Callable[[Pupil], bool]) -> Count:
    return Count(title=title, counts=tuple(sum(map(of, group)) for group in groups))


def _kinds(inputs: AssignInputs, groups: Sequence[Sequence[Pupil]]) -> list[Count]:
    found = [
        _count("男生", groups, lambda pupil: pupil.sex == "男"),
        _count("女生", groups, lambda pupil: pupil.sex == "女"),
    ]
    for name in inputs.known:
        title = FLAG_TITLES[name]
        found.append(_count(title, groups, partial(_is, name)))
    if any(pupil.special_needs for pupil in inputs.pupils):
        found.append(_count("特殊需要", groups, lambda pupil: bool(pupil.special_needs)))
    return found


def _least_pairs(people: int, classes: int) -> int:
    """How many pairs share a class at least, if ``people`` are spread over the classes."""
    each, more = divmod(people, classes)
    return more * comb(each + 1, 2) + (classes - more) * comb(each, 2)


def _subjects(inputs: AssignInputs, groups: Sequence[Sequence[Pupil]]) -> list[Subject]:
    titles = list(inputs.subjects)
    if len(titles) > 1 and TOTAL not in titles:
        titles.append(TOTAL)
    found = [
        _subject(title, [[_score(pupil, title) for pupil in group] for group in groups])
        for title in titles
    ]
    return [each for each in found if each is not None]


def _score(pupil: Pupil, title: str) -> Fraction | None:
    """A score in points; the total of all subjects where the roster has none of its own."""
    if title in pupil.scores:
        value = pupil.scores[title]
        return None if value is None else Fraction(value, 100)
    known = [value for value in pupil.scores.values() if value is not None]
    return Fraction(sum(known), 100) if len(known) == len(pupil.scores) else None


def _subject(title: str, groups: Sequence[Sequence[Fraction | None]]) -> Subject | None:
    known = [[value for value in group if value is not None] for group in groups]
    every = [value for group in known for value in group]
    if not every:
        return None
    mean = sum(every, Fraction(0)) / len(every)
    complete = all(len(some) == len(group) for some, group in zip(known, groups, strict=True))
    return Subject(
        title=title,
        means=tuple(sum(group, Fraction(0)) / len(group) if group else None for group in known),
        mean=mean,
        variance=sum(((value - mean) ** 2 for value in every), Fraction(0)) / len(every),
        least=_least_gap(every, [len(group) for group in known]) if complete else Fraction(0),
    )


def _least_gap(scores: Sequence[Fraction], sizes: Sequence[int]) -> Fraction:
    """The smallest possible gap of class means (2), in points."""
    hundredths = [int(score * 100) for score in scores]
    step = 0
    for value in hundredths:
        step = gcd(step, value - hundredths[0])
    if step == 0:
        return Fraction(0)
    n, total = len(scores), sum(hundredths)
    bound = Fraction(0)
    for size in sorted(set(sizes)):
        off = (Fraction(size * total, n) - size * hundredths[0]) % step
        if size < n:
            bound = max(bound, min(off, step - off) * n / (size * (n - size)))
    return bound / 100
