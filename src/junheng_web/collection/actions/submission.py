"""What is looked at when a return is handed in: its defects, and how it stands against last year."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.checking import Check, Finding, check_return
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Return
from junheng_web.collection.queries.changes import far_and_largest
from junheng_web.collection.queries.last_year import document_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The check of one version of a return."""

    version: int
    check: Check
    outliers: int
    largest_change: float | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What refuses the return."""
        return tuple(each for each in self.check.findings if each.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What has to be verified before it is handed in."""
        return tuple(each for each in self.check.findings if not each.is_error)

    @property
    def doubts(self) -> list[str]:
        """What has to be verified, in words: the warnings, and that cells are left blank."""
        found = [str(each.defect) for each in self.warnings]
        blank = self.check.expected - self.check.filled
        if blank > 0:
            text = ngettext("还有 %(number)s 项没有填", "还有 %(number)s 项没有填", blank)
            found.append(text % {"number": blank})
        return found


def checked(of: Return) -> Checked:
    """Check the return as it is given, against the one of the year before."""
    document, before = document_of(of), document_before(of)
    outliers, largest = far_and_largest(document, before)
    return Checked(
        version=of.version,
        check=check_return(of, document=document, last_year=before),
        outliers=outliers,
        largest_change=largest,
    )


def refuse_defects(seen: Checked, note: str) -> None:
    """Raise :class:`Refused`, with every defect, for errors and for warnings nobody has verified."""
    if seen.errors:
        raise Refused(
            _("还有 %(number)s 处错误，不能提交") % {"number": len(seen.errors)},
            remedy=_("逐处改正后再提交"),
            lines=[str(each.defect) for each in seen.errors],
        )
    if seen.doubts and not note.strip():
        raise Refused(
            _("有 %(number)s 处须核实") % {"number": len(seen.doubts)},
            remedy=_("确认无误的，在说明里写“已核实”和依据，再提交"),
            lines=seen.doubts,
            unconfirmed=True,
        )
