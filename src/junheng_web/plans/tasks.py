"""What waits for a user of plans: tasks past their day or near it, and plans that came to nothing."""

from __future__ import annotations

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng_web.accounts.models import User
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import shown
from junheng_web.lib.tasks import Task
from junheng_web.plans.queries.plans import failed_of
from junheng_web.plans.queries.tasks import SOON, tasks_waiting_for
from junheng_web.plans.wording import place


def tell(user: User) -> list[Task]:
    """Late tasks in red, then those that are soon due; own plans that were refused or failed."""
    found: list[Task] = []
    if user.reach(Permission.WORK_ON_TASKS):
        found += _dated(user)
    if user.reach(Permission.MAKE_PLANS):
        found += [
            Task(
                text=_("规划“%(name)s”（%(place)s）没有编制成")
                % {"name": each.name, "place": place(each)},
                detail=each.reason.partition("\n")[0][:200],
                link=reverse("plans:plan", args=[each.pk]),
                urgency="soon",
            )
            for each in failed_of(user)
        ]
    return found


def _dated(user: User) -> list[Task]:
    today = timezone.localdate()
    late, soon = Q(due__lt=today), Q(due__gte=today, due__lte=today + SOON)
    counted = tasks_waiting_for(user).aggregate(
        late=Count("pk", filter=late),
        oldest=Min("due", filter=late),
        soon=Count("pk", filter=soon),
        next=Min("due", filter=soon),
    )
    address = reverse("plans:tasks")
    found = []
    if counted["late"]:
        found.append(
            Task(
                text=ngettext(
                    "%(number)s 项规划任务已过期",
                    "%(number)s 项规划任务已过期",
                    counted["late"],
                )
                % {"number": counted["late"]},
                detail=_("最早的期限是 %(day)s") % {"day": shown(counted["oldest"])},
                link=f"{address}?standing=late&whose=own",
                urgency="late",
            )
        )
    if counted["soon"]:
        found.append(
            Task(
                text=ngettext(
                    "%(number)s 项规划任务 30 天内到期",
                    "%(number)s 项规划任务 30 天内到期",
                    counted["soon"],
                )
                % {"number": counted["soon"]},
                detail=_("最近的期限是 %(day)s") % {"day": shown(counted["next"])},
                link=f"{address}?standing=soon&whose=own",
                urgency="soon",
            )
        )
    return found
