"""Who did and read what, append-only."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class Audit(AppConfig):
    """Who did and read what, append-only."""

    name = "junheng_web.audit"
    verbose_name = _("审计")

    def ready(self) -> None:
        """Learn what every app calls its acts."""
        autodiscover_modules("labels")
