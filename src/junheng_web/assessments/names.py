"""The words for what stored lines name by key: indicators, stages, areas, kinds of schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

INDICATORS: dict[str, str | Promise] = {
    "above_required_degree": lazy("高学历教师"),
    "backbone": lazy("骨干教师"),
    "pe_arts": lazy("体育、艺术教师"),
    "teaching_area": lazy("教学及辅助用房"),
    "sports_area": lazy("体育运动场馆"),
    "equipment": lazy("教学仪器设备"),
    "multimedia": lazy("网络多媒体教室"),
}
"""Short names of the seven indicators of article 6."""

STAGES: dict[str, str | Promise] = {
    "primary": lazy("小学"),
    "junior": lazy("初中"),
    "senior": lazy("高中"),
}

AREAS: dict[str, str | Promise] = {
    "6": lazy("资源配置"),
    "7": lazy("政府保障程度"),
    "8": lazy("教育质量"),
    "9": lazy("社会认可度"),
    "10": lazy("一票否决情形"),
}
"""The four areas and the vetoes, by article."""

VERDICTS: dict[str, str | Promise] = {
    "met": lazy("达标"),
    "not_met": lazy("未达标"),
    "undetermined": lazy("无法判定"),
    "not_applicable": lazy("不适用"),
}

TYPES: dict[str, str | Promise] = {
    "primary": lazy("小学"),
    "junior": lazy("初中"),
    "nine_year": lazy("九年一贯制学校"),
    "twelve_year": lazy("十二年一贯制学校"),
    "complete_secondary": lazy("完全中学"),
    "teaching_point": lazy("教学点"),
    "special": lazy("特殊教育学校"),
    "vocational": lazy("中等职业学校"),
}

AREA_CLASSES: dict[str, str | Promise] = {
    "urban": lazy("城区"),
    "town": lazy("镇区"),
    "rural": lazy("乡村"),
}


def indicator(key: str) -> str:
    """The short name of an indicator; its key where it has none."""
    return str(INDICATORS.get(key, key))


def stage(key: str) -> str:
    """The name of a stage, "" where none is meant."""
    return str(STAGES.get(key, key))


def percent(gap: float | None) -> str:
    """A gap as part of its bound, for people: ``差 1.2%``."""
    if gap is None:
        return ""
    shown = f"{gap * 100:.1f}" if gap >= 0.001 else "<0.1"
    return _("差 %(gap)s%%") % {"gap": shown}


def nearness(nearest: Mapping[str, Any]) -> str:
    """How far the nearest clause is: part of its bound, or how many schools fail it."""
    if nearest.get("gap") is not None:
        return percent(nearest["gap"])
    number = nearest.get("schools") or 0
    return ngettext("%(number)s 处未达标", "%(number)s 处未达标", number) % {"number": number}


SIZE_LIMITS = (10_000, 30_000, 60_000)
"""Pupils at which the next class of counties begins. The limits are this site's own."""


def size_class(pupils: int) -> str:
    """How large a county is, by the pupils that were judged."""
    words = (
        _("不足1万名学生"),
        _("1万至3万名学生"),
        _("3万至6万名学生"),
        _("6万名及以上学生"),
    )
    return words[sum(pupils >= limit for limit in SIZE_LIMITS)]
