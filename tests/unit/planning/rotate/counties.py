"""Invented counties for rotation, small enough to try every plan or large enough to be real."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

from junheng.census.records import Census, School, StageRow
from junheng.model import AreaClass, OperatorCode, SchoolType, Stage
from junheng.planning.inputs.rotate import Key, Person, Post, RotateInputs
from junheng.planning.rotate.situation import RotateOptions
from junheng.rulebook import rules

RULES = rules(jurisdiction="", on=date(2026, 9, 1))
OPTIONS = RotateOptions(rules=RULES, year=2026, gap=0.0)
P = Stage.PRIMARY


def school(code: str, *, lon: float | None = 100.0, stage: Stage = P) -> School:
    """A public school on one line of latitude."""
    return School(
        county_code="990001",
        school_code=code,
        name=f"{code}校",
        type=SchoolType.PRIMARY if stage is P else SchoolType.JUNIOR,
        operator=OperatorCode.COUNTY_EDUCATION,
        area_class=AreaClass.RURAL,
        boarding=False,
        lon=None if lon is None else Fraction(str(lon)),
        lat=None if lon is None else Fraction(40),
    )


def person(id_: str, at: str, **more: object) -> Person:
    """A teacher of primary school ``at`` who may move, unless ``more`` says otherwise."""
    given: dict[str, object] = {
        "subject": "语文", "degree": "bachelor", "backbone": False, "years": 12, "stage": P,
    } | more  # fmt: skip
    stage = given.pop("stage")
    return Person(id=id_, name=f"{id_}老师", at=(at, stage), **given)  # type: ignore[arg-type]


def county(
    schools: list[School],
    persons: list[Person],
    *,
    posts: list[Post] | None = None,
    needs: dict[tuple[Key, str], int] | None = None,
    pupils: dict[str, int] | None = None,
) -> RotateInputs:
    """The county whose census counts exactly these persons."""
    rows = []
    for each in schools:
        stage = each.type.stages[0]
        mine = [p for p in persons if p.at == (each.school_code, stage)]
        degrees = Counter(p.degree for p in mine)
        subjects = Counter(p.subject for p in mine)
        rows.append(
            StageRow(
                school_code=each.school_code,
                stage=stage,
                pupils=(pupils or {}).get(each.school_code, 100),
                teachers=len(mine),
                backbone=sum(p.backbone for p in mine),
                degree_associate=degrees["associate"],
                degree_bachelor=degrees["bachelor"],
                degree_master=degrees["master"],
                degree_doctor=degrees["doctor"],
                pe=subjects["体育"],
                music=subjects["音乐"],
                art=subjects["美术"],
                arts=0,
            )
        )
    return RotateInputs(
        census=Census(schools=tuple(schools), stages=tuple(rows)),
        persons=tuple(persons),
        posts=None if posts is None else tuple(posts),
        needs=needs or {},
    )


def random_county(
    seed: int, *, schools: int = 4, teachers: int = 24, posts: int | None = None
) -> RotateInputs:
    """A random county; with so many ``posts`` of one place each, where given."""
    draw = random.Random(seed)
    places = [school(f"S{i}", lon=round(100 + draw.random() / 2, 3)) for i in range(schools)]
    persons = [
        person(
            f"T{i:03}",
            f"S{draw.randrange(schools)}",
            subject=draw.choice(("语文", "数学", "体育")),
            backbone=draw.random() < 0.3,
            degree=draw.choice(("below", "bachelor")),
            years=draw.randint(2, 14),
            stays=draw.random() < 0.1,
            furthest_km=draw.choice((None, None, None, 20)),
        )
        for i in range(teachers)
    ]
    offered = None
    if posts is not None:
        offered = [
            Post(
                at=(f"S{draw.randrange(schools)}", P),
                subject=draw.choice((None, "语文", "数学")),
                backbone_only=draw.random() < 0.2,
                places=1,
            )
            for _ in range(posts)
        ]
    sizes = {each.school_code: draw.randint(60, 300) for each in places}
    return county(places, persons, posts=offered, pupils=sizes)


def options(**changes: object) -> RotateOptions:
    """The options of the tests, some of them changed."""
    return replace(OPTIONS, **changes)  # type: ignore[arg-type]
