"""What options and exceptions of the rules are called on pages: their titles, not their ids."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from junheng.rulebook import load
from junheng.standards import Text


def option_name(said: str) -> str:
    """An option and its choice (``id=choice``), or an exception (``id``), in the language of the page.

    As it was written where the cards no longer know it.
    """
    name, _equals, choice = said.partition("=")
    book = load()
    for switch in book.switches:
        if switch.id == said:
            return in_language(switch.title)
    for option in book.options:
        chosen = next((each for each in option.choices if each.id == choice), None)
        if option.id == name and chosen is not None:
            return _("%(option)s：%(choice)s") % {
                "option": in_language(option.title),
                "choice": in_language(chosen.title),
            }
    return said


def in_language(text: Text) -> str:
    """A text of the rules in the language of the page."""
    return text.en if get_language() == "en" else text.zh
