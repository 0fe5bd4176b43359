"""Settings, addresses, the frame of every page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Site(AppConfig):
    """Settings, addresses, the frame of every page."""

    name = "junheng_web.site"
    verbose_name = _("站点")
