"""The closed vocabulary of cards: measures, the ways they are judged, and the names of their bounds.

A measure is a function of the evaluator; a slot names one bound of it. A card that uses any other
word is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from junheng.standards import Judged

_STAGES = ("primary", "junior")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a measure may be judged by, and the slots its editions must fill."""

    judged: tuple[Judged, ...]
    slots: tuple[str, ...] = ()


def _indicator() -> Measure:
    return Measure(judged=(Judged.INDICATOR,), slots=_STAGES)


def _county(*slots: str) -> Measure:
    return Measure(judged=(Judged.COUNTY,), slots=slots or ("all",))


def _schools(*slots: str) -> Measure:
    return Measure(judged=(Judged.SCHOOLS,), slots=slots or ("all",))


MEASURES = {
    "above_required_degree": _indicator(),
    "backbone": _indicator(),
    "pe_arts": _indicator(),
    "teaching_area": _indicator(),
    "sports_area": _indicator(),
    "equipment": _indicator(),
    "multimedia": _indicator(),
    "school_rule": Measure(judged=(Judged.SCHOOL_RULE,), slots=("least_met", "floor")),
    "disparity": Measure(judged=(Judged.DISPARITY, Judged.ELIGIBILITY), slots=_STAGES),
    "evidence": Measure(judged=(Judged.EVIDENCE, Judged.ELIGIBILITY)),
    "fund_base": Measure(judged=(Judged.EVIDENCE,)),
    "music_art_rooms": _schools("classes_per_room", "music_m2", "art_m2"),
    "school_size": _schools("primary", "junior", "through"),
    "class_size": Measure(judged=(Judged.CLASSES,), slots=_STAGES),
    "small_school_fund": _schools("counted_as"),
    "special_fund": _county(),
    "teacher_pay": _county(),
    "training_hours": _county(),
    "rotation": _county("rotated", "backbone"),
    "certificates": _county(),
    "catchment": _county(*_STAGES),
    "quota": _county(),
    "migrant": Measure(judged=(Judged.EVIDENCE,), slots=("all",)),
    "retention": _county(),
    "disabled_enrolment": _county(),
    "training_fund": _schools(),
    "monitoring": Measure(
        judged=(Judged.SUPPLIED, Judged.ELIGIBILITY), slots=("level", "difference")
    ),
    "recognition": Measure(judged=(Judged.SUPPLIED,), slots=("all",)),
    "veto": Measure(judged=(Judged.VETO,)),
    "years_since_basic_balance": Measure(judged=(Judged.ELIGIBILITY,), slots=("all",)),
    "basic_balance_cv": Measure(judged=(Judged.ELIGIBILITY,), slots=_STAGES),
    "basic_teaching_area": Measure(judged=(Judged.INDICATOR,)),
    "basic_sports_area": Measure(judged=(Judged.INDICATOR,)),
    "basic_equipment": Measure(judged=(Judged.INDICATOR,)),
    "basic_computers": Measure(judged=(Judged.INDICATOR,)),
    "basic_books": Measure(judged=(Judged.INDICATOR,)),
    "basic_staff": Measure(judged=(Judged.INDICATOR,)),
    "basic_above_required_degree": Measure(judged=(Judged.INDICATOR,)),
    "basic_mid_title": Measure(judged=(Judged.INDICATOR,)),
    "composite": Measure(judged=(Judged.COMPOSITE,), slots=_STAGES),
}

RECORDED = frozenset({Judged.PARAMETER, Judged.DUTY, Judged.TARGET})
"""Kinds that are recorded, not judged: they name no measure and need no examples."""

SLOTS = {
    "all": ("", ""),
    "primary": ("小学", "primary"),
    "junior": ("初中", "junior"),
    "through": ("一贯制学校义务教育阶段", "compulsory stages of through schools"),
    "least_met": ("至少达标项数", "indicators met"),
    "floor": ("余项占要求的比例", "the other, as a share of its bound"),
    "classes_per_room": ("每间专用教室对应班数", "classes per room"),
    "music_m2": ("每间音乐教室", "a music room"),
    "art_m2": ("每间美术教室", "a fine-art room"),
    "counted_as": ("按多少人核定", "counted as"),
    "rotated": ("交流占符合条件", "rotated over eligible"),
    "backbone": ("其中骨干占交流", "backbone over rotated"),
    "level": ("学业水平", "level"),
    "difference": ("校际差异率", "difference rate"),
    "senior_secondary": ("完全中学高中", "senior, complete secondary"),
    "senior_through": ("十二年一贯制高中", "senior, twelve-year"),
    "teaching_point_from": ("教学点单独统计的人数", "a teaching point counted from"),
    "small_class": ("小规模学校每班", "small schools, a class"),
    "noticeable": ("偏大", "rather large"),
    "large": ("大班额", "large"),
    "extra_large": ("超大班额", "extra large"),
    "pass_year": ("通过认定年份", "year of recognition"),
    "special_school_from": ("单独办特教学校的人口", "population for a special school"),
    "certificate": ("颁发荣誉证书", "certificate of honour"),
    "encouragement": ("当地给予鼓励", "local encouragement"),
    "per_term": ("每学期", "each term"),
    "per_year": ("每年", "each year"),
}
"""Names of bounds, as shown in Chinese and English."""

_BY_YEAR = re.compile(r"(?:(?P<slot>[a-z_]+)_)?by_(?P<year>20\d\d)")


def slot_known(slot: str) -> bool:
    """Whether a slot may be used at all: one of :data:`SLOTS`, perhaps with ``_by_2025`` behind it."""
    match = _BY_YEAR.fullmatch(slot)
    return (match["slot"] or "all") in SLOTS if match else slot in SLOTS


def slot_label(slot: str, lang: str = "zh") -> str:
    """The slot as shown beside its bound: ``小学``, ``到2025年底``; ``""`` for ``all``."""
    chinese = lang == "zh"
    match = _BY_YEAR.fullmatch(slot)
    if match is None:
        return SLOTS[slot][0 if chinese else 1]
    name = SLOTS[match["slot"] or "all"][0 if chinese else 1]
    by = f"到{match['year']}年底" if chinese else f"by the end of {match['year']}"
    return f"{by}{name}" if chinese else f"{name} {by}".strip()
