"""What clauses are called on pages. The rule book numbers most of them as the standard does (``7.5``);

what it calls by a word of its own (``6.school``) has a name here.
"""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

NAMES: dict[str, str | Promise] = {
    "6.school": lazy("第六条（学校）"),
    "6.cv": lazy("第六条（校际差异）"),
}
_CONDITION = re.compile(r"E\.(?P<number>[0-9]+)\Z")
_NAMED = re.compile(r"(?<![0-9A-Za-z.])(?:6\.school|6\.cv|E\.[0-9]+)(?![0-9A-Za-z_])")


def clause_name(clause: str) -> str:
    """What a clause is called: its number in the standard, or words."""
    if clause in NAMES:
        return str(NAMES[clause])
    condition = _CONDITION.match(clause)
    if condition is not None:
        return _("申报条件%(number)s") % {"number": condition["number"]}
    return clause


def in_words(text: str) -> str:
    """A text of the library with clauses called as on pages."""
    return _NAMED.sub(lambda found: clause_name(found[0]), text)
