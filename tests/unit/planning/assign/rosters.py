"""Invented rosters to divide."""

from __future__ import annotations

import random
from pathlib import Path

from junheng.planning.assign.commitment import Commitment, Options, commit
from junheng.planning.assign.draw import Drawn, draw
from junheng.planning.inputs.assign import AssignInputs, Pair, Pupil, Teacher
from junheng.planning.watch import Watch

SECRET = bytes(range(32))
SUBJECTS = ("语文", "数学", "英语")


def roster(
    number: int,
    *,
    seed: int = 1,
    subjects: tuple[str, ...] = SUBJECTS,
    teachers: int = 0,
    pairs: tuple[Pair, ...] = (),
) -> AssignInputs:
    """``number`` pupils with correlated scores, some categories and some names alike."""
    lots = random.Random(seed)
    return AssignInputs(
        pupils=tuple(_pupil(place, lots, subjects) for place in range(number)),
        subjects=subjects,
        known=("boarding", "left_behind"),
        pairs=pairs,
        teachers=tuple(
            Teacher(teacher_code=f"t{place}", name=f"教师{place}") for place in range(teachers)
        ),
    )


def person(place: int) -> str:
    """The number of a pupil of :func:`roster`."""
    return f"2026{place:04d}"


def _pupil(place: int, lots: random.Random, subjects: tuple[str, ...]) -> Pupil:
    able = lots.gauss(0, 1)
    return Pupil(
        person_id=person(place),
        name=lots.choice("王李张刘陈杨") + lots.choice("伟芳娜敏静丽强磊军洋"),
        sex=lots.choice("男女"),
        boarding=lots.random() < 0.3,
        left_behind=lots.random() < 0.15,
        special_needs=lots.choice(("视力", "听力")) if lots.random() < 0.05 else "",
        scores={
            subject: 50 * round(2 * min(100, max(0, 75 + 11 * able + 10 * lots.gauss(0, 1))))
            for subject in subjects
        },
    )


def drawn(
    inputs: AssignInputs, options: Options, value: str = "03071205"
) -> tuple[Commitment, Drawn]:
    """Commit and draw."""
    made = commit(inputs, options, SECRET)
    return made, draw(made, value, ("一", "2"), Watch())


def write(folder: Path, head: str, *rows: str, name: str = "roster.csv") -> Path:
    """Write a table as a file of ``folder``; the folder."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return folder
