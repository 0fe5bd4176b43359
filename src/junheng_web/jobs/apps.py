"""Long work in the background, with progress, a way to stop and a lease."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Jobs(AppConfig):
    """Long work in the background, with progress, a way to stop and a lease."""

    name = "junheng_web.jobs"
    verbose_name = _("后台任务")
