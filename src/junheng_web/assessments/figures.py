"""Figures as pages show them: a status by shape and word beside a number, each a link to its why."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SIGNS = {
    "met": ("✓", "ok"),
    "not_met": ("✗", "bad"),
    "undetermined": ("?", "open"),
    "not_applicable": ("–", "none"),
    "within_floor": ("△", "near"),
    "below_floor": ("✗", "bad"),
}
_WORDS = {
    "met": "达标",
    "not_met": "未达标",
    "undetermined": "无法判定",
    "not_applicable": "不适用",
    "within_floor": "未达标但达到85%",
    "below_floor": "未达标且低于85%",
}


_HIDDEN = '<span class="visually-hidden">（{}）</span>'


class Marked(str):
    """Text that an export keeps as it is, and a page shows with the shape and colour of its status."""

    __slots__ = ("status",)
    status: str

    def __new__(cls, text: str, status: str) -> Marked:
        """The text of a figure with its status."""
        sign, _kind = SIGNS.get(status, ("", "none"))
        made = super().__new__(cls, f"{sign} {text}".strip())
        made.status = status
        return made

    @classmethod
    def of(cls, status: str) -> Marked | str:
        """A status alone, by shape and word; "" where there is none."""
        return cls(word(status), status) if status else ""

    def __html__(self) -> SafeString:
        """The same with colour, and with the word for those who see neither."""
        _sign, kind = SIGNS.get(self.status, ("", "none"))
        said = word(self.status)
        text = str.__str__(self)
        hidden = "" if said in text else format_html(_HIDDEN, said)
        return format_html(
            '<span class="status status-{}" title="{}">{}{}</span>', kind, said, text, hidden
        )


class Figure(Marked):
    """A marked figure that links to its explanation."""

    __slots__ = ("address",)
    address: str

    def __html__(self) -> SafeString:
        """The figure inside its link."""
        return format_html('<a class="why" href="{}">{}</a>', self.address, super().__html__())


def word(status: str) -> str:
    """The word of a status."""
    return _(_WORDS[status]) if status in _WORDS else status
