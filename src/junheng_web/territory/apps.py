"""Regions, schools and departments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Territory(AppConfig):
    """Regions, schools and departments."""

    name = "junheng_web.territory"
    verbose_name = _("区划与机构")
