"""How values look on every page. Loaded everywhere."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng_web.lib.clauses import clause_name, in_words
from junheng_web.lib.options import option_name

register = template.Library()

_STATUS = {
    "met": ("✓", "达标", "ok"),
    "not_met": ("✗", "未达标", "bad"),
    "undetermined": ("?", "无法判定", "open"),
    "not_applicable": ("–", "不适用", "none"),
    "within_floor": ("△", "未达标但达到85%", "near"),
    "below_floor": ("✗", "未达标且低于85%", "bad"),
}


@register.filter
def status(value: str) -> SafeString:
    """A status by shape, word and colour, so that none of the three is needed alone."""
    mark, word, kind = _STATUS.get(str(value), ("", str(value), "none"))
    return format_html(
        '<span class="status status-{}"><span aria-hidden="true">{}</span> {}</span>',
        kind,
        mark,
        _(word),
    )


@register.filter
def mark(value: str) -> SafeString:
    """The shape of a status alone, with its word for those who do not see it."""
    sign, word, kind = _STATUS.get(str(value), ("", str(value), "none"))
    return format_html(
        '<span class="status status-{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        kind,
        _(word),
        sign,
        _(word),
    )


@register.filter
def number(value: Any) -> str:
    """A number with thousands apart; 未填 where there is none. Nothing is rounded here."""
    if value is None or value == "":
        return "—"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    try:
        return f"{Decimal(str(value)):,}"
    except ArithmeticError:
        return str(value)


@register.filter
def clause(number: str) -> str:
    """What a clause is called."""
    return clause_name(str(number))


@register.filter
def clauses(text: str) -> str:
    """A text of the library with its clauses called as on pages."""
    return in_words(str(text))


def status_words() -> list[str]:
    """The words that statuses are shown by, for translators."""
    return [
        _("达标"),
        _("未达标"),
        _("无法判定"),
        _("不适用"),
        _("未达标但达到85%"),
        _("未达标且低于85%"),
    ]


@register.filter
def option(value: str) -> str:
    """An option or exception of the rules, by its title."""
    return option_name(str(value))
