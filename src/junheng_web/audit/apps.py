"""Who did and read what, append-only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Audit(AppConfig):
    """Who did and read what, append-only."""

    name = "junheng_web.audit"
    verbose_name = _("审计")
