"""That a return was asked for: at most once a day, by hand or by itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from junheng_web.collection.models.returns import Return


class Reminder(models.Model):
    """The people of one return were reminded on one day. ``by`` is None for the daily command."""

    of = models.ForeignKey(Return, models.CASCADE, related_name="reminders")
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    everything = models.Manager()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["of", "day"], name="one_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.day}"
