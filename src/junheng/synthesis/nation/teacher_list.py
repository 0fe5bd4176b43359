"""The list of full-time teachers of compulsory education.

Aimed at: ages from 23 to 59, most near 40; one teacher in eleven with a senior title, half with a middle
one; pay that rises with the title, around the county's mean. Degrees, subjects, backbone teachers,
certificates and 360 hours of training are those of the table stages.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from junheng.synthesis.nation import arrow
from junheng.synthesis.nation.batch import Batch
from junheng.synthesis.nation.class_list import STAGES
from junheng.synthesis.nation.draws import Whole
from junheng.synthesis.nation.enrolment import JUNIOR
from junheng.synthesis.nation.people import Numbers, People, before_in_school, person_ids
from junheng.synthesis.nation.plan import LAST_YEAR

DEGREES = ("doctor", "master", "bachelor", "associate", "below")
_ARTS = ("体育", "音乐", "美术", "艺术")
_PRIMARY = ("语文", "数学", "英语", "科学", "道德与法治", "信息科技", "劳动")
_JUNIOR = ("语文", "数学", "英语", "物理", "化学", "生物学", "历史", "地理", "道德与法治")
SUBJECTS = (*_ARTS, *dict.fromkeys(_PRIMARY + _JUNIOR))
_PRIMARY_TO = np.array([38, 68, 78, 86, 94, 98, 100]) * 655.36
_JUNIOR_TO = np.array([20, 40, 58, 68, 75, 82, 89, 95, 100]) * 655.36
TITLES = ("三级教师", "二级教师", "一级教师", "高级教师", "正高级教师")
_PAY = np.array([78, 88, 102, 122, 150])
"""Percent of the county's mean, by title."""


def teachers(batch: Batch) -> Any:
    """The table teachers."""
    rows, figures = batch.rows, batch.staff.figures
    chosen = np.flatnonzero(rows.compulsory)
    many, school = figures["teachers"][chosen], rows.school[chosen]
    people = People(many, rows.keys[chosen])

    def counted(*names: str) -> Whole:
        """The running totals of some columns of the stages."""
        return np.cumsum([figures[name][chosen] for name in names], axis=0)

    degrees = counted("degree_doctor", "degree_master", "degree_bachelor", "degree_associate")
    arts = _class_of(people.order(1), counted("pe", "music", "art", "arts"), people)
    chances = [people.chance(salt) for salt in range(5)]
    age = 23 + (chances[0] + chances[1]) * 37 // 131_072
    trained = people.first(people.order(4), figures["trained_360"][chosen])
    title = _titles(age, chances[2])
    before = before_in_school(school, many)
    return pa.table(
        {
            "person_id": person_ids("J", batch.school_codes, school, before, people),
            "school_code": arrow.codes(np.repeat(school, many), batch.school_codes),
            "stage": arrow.words(np.repeat(rows.stage[chosen], many), STAGES),
            "degree": arrow.words(_class_of(people.order(0), degrees, people), DEGREES),
            "subject": arrow.words(
                _subjects(arts, people.each(rows.stage[chosen]), chances[3]), SUBJECTS
            ),
            "backbone": arrow.flags(people.first(people.order(2), figures["backbone"][chosen])),
            "certified": arrow.flags(people.first(people.order(3), figures["certified"][chosen])),
            "training_hours_5y": arrow.whole(
                np.where(trained, 360 + chances[4] % 240, 40 + chances[4] % 320)
            ),
            "birth_year": arrow.whole(LAST_YEAR - age.astype(np.int64)),
            "years_at_school": arrow.whole(chances[1] % (age - 21)),
            "title": arrow.words(title, TITLES),
            "pay_yuan": arrow.decimal(_pay(batch, chosen, people, title, chances[3])),
        }
    )


def _class_of(order: Numbers, totals: Whole, people: People) -> Numbers:
    """Which class a place in an order falls in, given the running totals of the classes."""
    found = np.zeros(len(order), dtype=np.uint32)
    for total in totals:
        found += order >= people.each(total)
    return found


def _subjects(arts: Numbers, stage: Numbers, chance: Numbers) -> Whole:
    """The subject of each: PE, music, art, arts as counted, for the others by chance."""
    primary = np.array([SUBJECTS.index(each) for each in _PRIMARY])
    junior = np.array([SUBJECTS.index(each) for each in _JUNIOR])
    other = np.where(
        stage == JUNIOR,
        junior[np.searchsorted(_JUNIOR_TO[:-1], chance, side="right")],
        primary[np.searchsorted(_PRIMARY_TO[:-1], chance, side="right")],
    )
    return np.where(arts < len(_ARTS), arts, other)


def _titles(age: Numbers, chance: Numbers) -> Whole:
    """The title: none of the higher ones before its age."""
    found = (age >= 26).astype(np.int64) + ((age >= 33) & (chance < 52_000))
    found += (age >= 42) & (chance < 17_000)
    found += (age >= 48) & (chance < 500)
    return found


def _pay(batch: Batch, chosen: Whole, people: People, title: Whole, chance: Numbers) -> Whole:
    """A year's pay in hundredths of a yuan."""
    mean = np.array([int(value) for value in batch.facts["teacher_pay_yuan"]])
    county = np.repeat(batch.rows.county[chosen], people.many)
    pay: Whole = mean[county] * _PAY[title] * (94 + chance.astype(np.int64) % 13) // 100
    return pay
