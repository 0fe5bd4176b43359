"""Campaigns, returns, their review and the county's seal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Collection(AppConfig):
    """Campaigns, returns, their review and the county's seal."""

    name = "junheng_web.collection"
    verbose_name = _("数据采集")

    def ready(self) -> None:
        """Make the work known that is done in the background."""
        from junheng_web.collection.actions import uploads  # noqa: PLC0415 - models are there now
        from junheng_web.jobs.kinds import Kind, register  # noqa: PLC0415

        register(Kind(name=uploads.JOB, work=uploads.work, abandoned=uploads.abandoned))
