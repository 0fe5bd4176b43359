"""A bound as a supervisor reads it: ``小学 ≥ 4.2（每百名学生）``, ``≥ 85%``, ``≥ Ⅲ 级``."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from junheng.model.quantity import exactly, printed
from junheng.rulebook.readable.words import UNITS_EN, label
from junheng.rulebook.vocabulary import slot_label
from junheng.standards import Bound, Operator, Unit

_LEVELS = ("0", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ")
_THOUSANDS = (Unit.YUAN, Unit.YUAN_PER_PUPIL, Unit.YUAN_PER_MONTH, Unit.PERSONS)


def bounds_text(bounds: Mapping[str, Bound], lang: str) -> tuple[str, ...]:
    """Each bound on a line of its own."""
    return tuple(bound_text(slot, bound, lang) for slot, bound in bounds.items())


def bound_text(slot: str, bound: Bound, lang: str) -> str:
    """One bound with its slot, sign, figure and unit."""
    name = slot_label(slot, lang)
    if bound.value is None:
        return (
            f"{name}：{label('open', lang)}" if lang == "zh" else f"{name}: {label('open', lang)}"
        )
    value = _figure(slot, bound.value, bound, lang)
    pieces = [name, f"{bound.operator.sign} {value}"]
    unit = _unit(bound, lang)
    if unit:
        pieces.append(f"（{unit}）" if lang == "zh" and bound.unit is Unit.PER_100 else unit)
    text = " ".join(piece for piece in pieces if piece)
    return text.replace(" （", "（")


_AS_RATIO = ("difference",)
"""Shares that the official text writes as a ratio and not in percent."""


def _figure(slot: str, value: Fraction, bound: Bound, lang: str) -> str:
    in_percent = bound.unit is Unit.SHARE and bound.operator is not Operator.EQUAL
    if in_percent and slot not in _AS_RATIO:
        percent = exactly(value * 100)
        return exactly(value) if "/" in percent else f"{percent}%"
    if bound.unit is Unit.COEFFICIENT:
        return printed(value, 2)
    if bound.unit is Unit.LEVEL:
        roman = _LEVELS[int(value)]
        return f"{roman} 级" if lang == "zh" else f"level {roman}"
    if bound.unit in _THOUSANDS and value.denominator == 1:
        return f"{int(value):,}"
    return exactly(value)


def _unit(bound: Bound, lang: str) -> str:
    if lang == "zh":
        hidden = (Unit.SHARE, Unit.COEFFICIENT, Unit.LEVEL)
        return "" if bound.unit in hidden else bound.unit.zh
    return UNITS_EN[bound.unit]
