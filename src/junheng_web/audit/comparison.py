"""Before and after, side by side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from junheng_web.audit.labels import property_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One property: what it was, what it became."""

    name: str
    before: str
    after: str
    changed: bool


def compared(before: Any, after: Any) -> list[Line]:
    """A line for every property that either side has; a side that is no mapping is one line."""
    if not isinstance(before, dict | None) or not isinstance(after, dict | None):
        return [_line("", {"": before}, {"": after})]
    left, right = before or {}, after or {}
    return [_line(name, left, right) for name in dict.fromkeys([*left, *right])]


def _line(name: str, left: dict[str, Any], right: dict[str, Any]) -> Line:
    return Line(
        name=property_label(name),
        before=_text(left[name]) if name in left else "",
        after=_text(right[name]) if name in right else "",
        changed=left.get(name) != right.get(name) and bool(left),
    )


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    return json.dumps(value, ensure_ascii=False, indent=2)
