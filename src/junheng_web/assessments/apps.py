"""Frozen verdicts and every figure explained."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Assessments(AppConfig):
    """Frozen verdicts and every figure explained."""

    name = "junheng_web.assessments"
    verbose_name = _("判定")

    def ready(self) -> None:
        """Make the work of this app known to the queue."""
        from junheng_web.assessments.actions import exporting, judging_work, rechecking  # noqa: PLC0415 - models are loaded only now
        from junheng_web.jobs.kinds import Kind, register  # noqa: PLC0415 - as above

        register(Kind(name="assess", work=judging_work.work, abandoned=judging_work.abandoned))
        register(Kind(name="recompute", work=rechecking.work))
        register(Kind(name="write-files", work=exporting.work))
