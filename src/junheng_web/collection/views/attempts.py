"""An act that may be refused, and how its outcome is told on the next page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng_web.collection.actions.refusals import Refused

_SHOWN = 20


def attempt(
    request: HttpRequest, act: Callable[[], object], *, done: str, already: str = ""
) -> bool:
    """Do it and say so; where it had been done before, say that; where it is refused, say why.

    Returns whether it is done now, by this or by an earlier request.
    """
    try:
        changed = act()
    except Refused as refused:
        tell_refusal(request, refused)
        return False
    if changed:
        messages.success(request, done)
    else:
        messages.info(request, already or _("此前已经办理，没有重复"))
    return True


def tell_refusal(request: HttpRequest, refused: Refused) -> None:
    """Say what was refused, everything that stands in the way, and how to mend it."""
    messages.error(request, in_words(refused), extra_tags="danger")


def in_words(refused: Refused) -> SafeString:
    """A refusal for a page."""
    listed = format_html_join("", "<li>{}</li>", ((each,) for each in refused.lines[:_SHOWN]))
    rest = len(refused.lines) - _SHOWN
    if rest > 0:
        more = ngettext("另有 %(number)s 处", "另有 %(number)s 处", rest) % {"number": rest}
        listed += format_html("<li>{}</li>", more)
    parts = [format_html("<strong>{}</strong>", refused.message)]
    if listed:
        parts.append(format_html("<ul>{}</ul>", listed))
    if refused.remedy:
        parts.append(format_html("<p>{}{}</p>", _("怎么改："), refused.remedy))
    return format_html_join("", "{}", ((each,) for each in parts))
