"""Full-time teachers of the stages of compulsory education.

Aimed at: about 16 pupils a teacher in primary and 12.5 in junior schools; nearly all primary teachers
with at least 专科 and seven in ten with at least 本科, more than nine in ten junior teachers with 本科;
a sixth of them backbone teachers; a sixth teaching PE, music or art.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.synthesis.nation.draws import Draws, Floats, Whole
from junheng.synthesis.nation.enrolment import (
    JUNIOR,
    PRIMARY,
    RURAL,
    SPECIAL,
    TOWN,
    Rows,
    Schools,
    classes_over,
    largest_class,
)
from junheng.synthesis.nation.failings import Failings
from junheng.synthesis.nation.needs import TEACHERS, up
from junheng.synthesis.nation.resources import Resources

_MIGRANTS = np.array([0.20, 0.08, 0.02])
_JUNIOR_TIE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The columns of the table stages after the pupils, one entry a row; senior rows count nothing."""

    figures: dict[str, Whole]
    below: Whole


def staff(
    draws: Draws, schools: Schools, rows: Rows, multiples: Resources, failings: Failings
) -> Staff:
    """Teachers by degree, subject, title; and boarders, migrants, pupils from the catchment."""
    take = draws.row.several(14)[rows.school, rows.stage].T
    factor = multiples.of_row[rows.school, rows.stage]
    need = np.stack([aim[rows.stage] for aim in TEACHERS.values()], axis=1)
    above, backbone, pe_arts = up(factor * need * rows.pupils[:, None]).T
    figures = _degrees(schools, rows, np.maximum(above, 1), take[:4])
    below = figures.pop("below")
    teachers = figures["teachers"]
    # Those of one kind are never more than all.
    figures["backbone"] = np.minimum(backbone, teachers)
    figures |= _subjects(np.minimum(pe_arts, teachers), take[4])
    figures["certified"] = _nearly_all(teachers, rows, failings, "7.12", take[5])
    figures["trained_360"] = _nearly_all(teachers, rows, failings, "7.9", take[6])
    figures |= _pupils(schools, rows, failings, take[7:])
    figures["largest_class"] = largest_class(rows)
    figures["classes_over"] = classes_over(rows)
    return Staff(figures=figures, below=below)


def _degrees(schools: Schools, rows: Rows, above: Whole, take: Floats) -> dict[str, Whole]:
    """All teachers and their degrees, given how many are above the required one."""
    primary, area = rows.stage == PRIMARY, schools.area[rows.school]
    special = schools.type[rows.school] == SPECIAL
    above = np.where(special, np.maximum(above, rows.pupils // 4), above)
    lacking = np.where(primary, 0.02 * take[0] * (area == RURAL), 0.03 + 0.07 * take[0])
    teachers = above + np.floor(above * lacking).astype(np.int64)
    doctor = ((teachers > 60) & (take[1] < 0.02)).astype(np.int64)
    master = np.floor(above * (0.01 + 0.07 * take[1] * (area != RURAL))).astype(np.int64)
    associate_share = np.choose(area, [0.10, 0.22, 0.36]) * (0.5 + take[2])
    associate = np.floor(above * associate_share).astype(np.int64)
    in_junior = np.floor((teachers - above) * 0.95).astype(np.int64)
    associate = np.where(primary, np.minimum(associate, above - master - doctor), in_junior)
    bachelor = above - master - doctor - np.where(primary, associate, 0)
    degrees = {
        "degree_associate": associate,
        "degree_bachelor": bachelor,
        "degree_master": master,
        "degree_doctor": doctor,
    }
    below = teachers - associate - bachelor - master - doctor
    return {"teachers": teachers, **degrees, "below": below}


def _subjects(every: Whole, take: Floats) -> dict[str, Whole]:
    """PE, music, fine art; a few schools have teachers of arts in general."""
    music, art = every * 3 // 10, every * 3 // 10
    arts = np.where((take < 0.1) & (music > 1), music // 2, 0)
    return {"pe": every - music - art, "music": music - arts, "art": art, "arts": arts}


def _nearly_all(
    teachers: Whole, rows: Rows, failings: Failings, clause: str, take: Floats
) -> Whole:
    """All teachers; some fewer in some schools of the counties that fail the clause."""
    fails, by = failings.where(clause)
    share = 0.04 + 0.10 * by[rows.county]
    fewer = fails[rows.county] & (take < 0.1 + 0.6 * by[rows.county])
    found: Whole = np.where(fewer, np.floor(teachers * (1.0 - share)), teachers).astype(np.int64)
    return found


def _pupils(schools: Schools, rows: Rows, failings: Failings, take: Floats) -> dict[str, Whole]:
    pupils, area = rows.pupils, schools.area[rows.school]
    boarding = schools.boarding[rows.school]
    boarders = np.floor(pupils * (0.2 + 0.6 * take[0])) * boarding
    migrants = np.floor(pupils * _MIGRANTS[area] * 2 * take[1] ** 2)
    day = (area != RURAL) & ~boarding & ~schools.private[rows.school]
    within = np.where(rows.stage == JUNIOR, np.floor(0.04 * pupils * take[2]), 0)
    exact = (rows.stage == JUNIOR) & (pupils % _JUNIOR_TIE == 0)
    within = np.where(exact, pupils // _JUNIOR_TIE, within)
    fails, by = failings.where("7.13")
    outside = fails[rows.county] & (take[3] < 0.5)
    share = np.where(rows.stage == JUNIOR, 0.12 + 0.3 * by[rows.county], 0.1 * by[rows.county])
    beyond = np.where(outside, np.ceil(pupils * share), within)
    beyond = np.where(day, beyond, np.where(area == RURAL, 0, np.floor(pupils * 0.6 * take[4])))
    visiting = np.where((area == RURAL) & (pupils < 100) & (take[5] < 0.5), 1, 0)
    visiting += np.where((area == TOWN) & (take[5] < 0.05), 1, 0)
    return {
        "boarders": boarders.astype(np.int64),
        "migrant_pupils": migrants.astype(np.int64),
        "catchment_pupils": (pupils - beyond).astype(np.int64),
        "visiting_pe_arts": visiting,
    }
