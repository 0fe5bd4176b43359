"""``junheng_web remind``: remind those who have not handed in, once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from junheng_web.collection.actions.reminders import remind_daily


class Command(BaseCommand):
    """For a daily timer. A second run on the same day reminds nobody twice."""

    help = "催报：截止前 14、7、3、1、0 天和截止后每天，提醒还没有提交的学校和部门。 / Remind who is behind."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, and say what was done."""
        reminded = list(remind_daily())
        if not reminded:
            self.stdout.write(_("今天没有要催报的"))
        for campaign, done in reminded:
            self.stdout.write(
                _("%(campaign)s：催报 %(returns)s 份，通知 %(people)s 人，%(nobody)s 份没有填报人")
                % {
                    "campaign": campaign.title,
                    "returns": done.returns,
                    "people": done.people,
                    "nobody": done.nobody,
                }
            )
