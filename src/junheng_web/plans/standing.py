"""How a task stands, by shape and word and colour."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as lazy

STANDINGS: dict[str, str | Promise] = {
    "late": lazy("已过期"),
    "soon": lazy("30 天内到期"),
    "open": lazy("待办"),
    "done": lazy("已完成"),
    "superseded": lazy("已取消"),
}
_SIGNS = {
    "late": ("✗", "bad"),
    "soon": ("△", "near"),
    "open": ("○", "none"),
    "done": ("✓", "ok"),
    "superseded": ("–", "none"),
}


class Standing(str):
    """The word of a standing with its sign: plain in an export, coloured on a page."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, key: str) -> Standing:
        """The standing of that key."""
        sign, _kind = _SIGNS.get(key, ("", "none"))
        made = super().__new__(cls, f"{sign} {STANDINGS.get(key, key)}".strip())
        made.key = key
        return made

    def __html__(self) -> SafeString:
        """The same with colour."""
        _sign, kind = _SIGNS.get(self.key, ("", "none"))
        return format_html('<span class="status status-{}">{}</span>', kind, str.__str__(self))
