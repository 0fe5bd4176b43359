"""What waits for a user of verdicts: locked counties not yet judged, and judgements that failed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng_web.accounts.models import User
from junheng_web.assessments.queries.waiting import failed_of, locked_not_judged
from junheng_web.lib.tasks import Task

NAMED = 3


def tell(user: User) -> list[Task]:
    """The tasks of a user who may run judgements; none for others."""
    found = []
    waiting = locked_not_judged(user)
    if waiting:
        names = "、".join(round_.county.name for round_ in waiting[:NAMED])
        more = _("等") if len(waiting) > NAMED else ""
        first = waiting[0]
        found.append(
            Task(
                text=ngettext(
                    "%(count)s 个县已锁定，还没有判定",
                    "%(count)s 个县已锁定，还没有判定",
                    len(waiting),
                )
                % {"count": len(waiting)},
                detail=f"{names}{more}",
                link=reverse("assessments:run", args=[first.pk])
                if len(waiting) == 1
                else f"{reverse('assessments:board')}?year={first.campaign.year}",
            )
        )
    found += [
        Task(
            text=_("%(county)s %(year)s 的判定没有完成")
            % {
                "county": each.round.county.name,
                "year": each.round.campaign.year,
            },
            detail=each.reason,
            link=reverse(
                "assessments:county", args=[each.round.county.code, each.round.campaign.year]
            ),
            urgency="soon",
        )
        for each in failed_of(user)
    ]
    return found
