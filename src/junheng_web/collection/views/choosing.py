"""Lists of which some rows are chosen for one act: a box in each row, sent by a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from junheng_web.lib.listings import Column

FORM = "chosen"
"""The id of the form that the boxes belong to."""
_MOST = 2000
_DIGITS = 19
"""So many have the numbers that a database cannot hold."""


def box_column(request: HttpRequest, named: Callable[[Any], str]) -> tuple[Column, ...]:
    """The column of boxes; none where the list is exported."""
    if "export" in request.GET:
        return ()

    def box(row: Any) -> SafeString:
        label = _("选择%(name)s") % {"name": named(row)}
        return format_html(
            '<input class="form-check-input" type="checkbox" form="{}" name="pk" value="{}" '
            'aria-label="{}">',
            FORM,
            row.pk,
            label,
        )

    return (Column(key="box", label=_("选"), value=box),)


def chosen(request: HttpRequest) -> list[int]:
    """The numbers of the rows that were chosen; whatever is no number is left out."""
    given = request.POST.getlist("pk")[:_MOST]
    return [int(each) for each in given if each.isdecimal() and len(each) < _DIGITS]
