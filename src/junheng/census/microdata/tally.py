"""Counting people into the figures of the table stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.census.words import normal
from junheng.model import Stage

Key = tuple[str, Stage]
Figures = dict[str, int]

SUBJECTS = (("体育", "pe"), ("音乐", "music"), ("美术", "art"), ("艺术", "arts"))
"""How a subject begins that is counted, and the column that it is counted in."""
TRAINED_HOURS = 360
"""Hours of training in five years from which a teacher counts in ``trained_360``."""
DEGREES = ("associate", "bachelor", "master", "doctor")


_NOBODY: Counter[Key] = Counter()


class Tally:
    """The people of every school and stage, by what is known of them.

    ``people`` is ``teachers`` or ``pupils``, ``columns`` are those the list has. A figure is given
    only where nobody's is unknown: one blank cell leaves it out for that stage.
    """

    def __init__(self, people: str, columns: frozenset[str]) -> None:
        self._what = people
        self._columns = columns & COUNTED
        self._people: Counter[Key] = Counter()
        self._known: dict[str, Counter[Key]] = {}
        self._counts: dict[str, Counter[Key]] = {}
        self._classes: dict[Key, Counter[tuple[str, str]]] = {}
        self.first_row: dict[Key, int] = {}
        self.unknown: Counter[str] = Counter()

    def add(self, row: Mapping[str, Any]) -> None:
        """Count one person, whose school and stage are known."""
        key = (row["school_code"], Stage(row["stage"]))
        self._people[key] += 1
        self.first_row.setdefault(key, row["row"])
        for column in self._columns:
            value = row[column]
            if value is None:
                self.unknown[column] += 1
                continue
            self._known.setdefault(column, Counter())[key] += 1
            for figure in _figures(column, value):
                self._counts.setdefault(figure, Counter())[key] += 1
        if row.get("grade") is not None and row.get("class_no") is not None:
            self._classes.setdefault(key, Counter())[row["grade"], row["class_no"]] += 1

    def figures(self) -> Iterator[tuple[Key, Figures]]:
        """What is known of every stage, by the columns of the table stages."""
        for key, people in self._people.items():
            figures: Figures = {}
            for column, names in FIGURES.items():
                if self._known.get(column, _NOBODY)[key] == people:
                    for name in names:
                        figures[name] = self._counts.get(name, _NOBODY)[key]
            figures |= self._class_figures(key, people)
            yield key, {self._what: people, **figures}

    def _class_figures(self, key: Key, people: int) -> Figures:
        sizes = self._classes.get(key)
        if sizes is None or sum(sizes.values()) != people:
            return {}
        figures = {
            "classes": len(sizes),
            "grades": len({grade for grade, _ in sizes}),
            "largest_class": max(sizes.values()),
        }
        limit = CLASS_COUNTED_OVER.get(key[1])
        if limit is not None:
            figures["classes_over"] = sum(size > limit for size in sizes.values())
        return figures


FIGURES: dict[str, tuple[str, ...]] = {
    "degree": tuple(f"degree_{degree}" for degree in DEGREES),
    "subject": ("pe", "music", "art", "arts"),
    "backbone": ("backbone",),
    "certified": ("certified",),
    "training_hours_5y": ("trained_360",),
    "boarding": ("boarders",),
    "migrant": ("migrant_pupils",),
    "in_catchment": ("catchment_pupils",),
}
"""The columns of the lists that are counted, and the columns of the table stages they make."""
COUNTED = frozenset(FIGURES)


def _figures(column: str, value: Any) -> Iterator[str]:
    """Which counts a person with that value is in."""
    if column == "degree":
        if value in DEGREES:
            yield f"degree_{value}"
    elif column == "subject":
        word = normal(value)
        found = next((name for zh, name in SUBJECTS if word == name or word.startswith(zh)), "")
        if found:
            yield found
    elif column == "training_hours_5y":
        if value >= TRAINED_HOURS:
            yield "trained_360"
    elif value:
        yield FIGURES[column][0]
