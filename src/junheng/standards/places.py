"""From a code as people write it to the chain of places whose rules hold there."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.errors import RuleSetError
from junheng.standards.card import Jurisdiction


def normal_code(code: str) -> str:
    """The code without trailing pairs of zeros: ``530000`` is ``53``, ``000000`` the nation ``""``.

    Raises :class:`RuleSetError` for anything but 0, 2, 4 or 6 digits.
    """
    text = code.strip()
    if not (text.isascii() and text.isdigit() and len(text) in (2, 4, 6)) and text:
        raise RuleSetError(
            f"行政区划代码“{code}”不合规：应为 2、4 或 6 位数字",
            remedy="按 GB/T 2260 填写，如 53（省）、5323（州、市）、532323（县）；全国留空",
        )
    while text.endswith("00"):
        text = text[:-2]
    if "00" in (text[:2], text[2:4]):
        raise RuleSetError(
            f"行政区划代码“{code}”不合规：下级代码不为 00，上级代码却是 00",
            remedy="按 GB/T 2260 填写，如 53（省）、5323（州、市）、532323（县）；全国留空",
        )
    return text


def chain(code: str, places: Mapping[str, Jurisdiction]) -> tuple[Jurisdiction, ...]:
    """The known places from the nation down to ``code`` or its nearest known ancestor.

    A code that was replaced leads to the place that has it now.
    """
    wanted = next((place.code for place in places.values() if code in place.former), code)
    found = [places[""]]
    for length in (2, 4, 6):
        place = places.get(wanted[:length]) if len(wanted) >= length else None
        if place is not None:
            found.append(place)
    return tuple(found)
