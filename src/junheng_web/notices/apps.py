"""What people are told, in the site, by mail and by webhook."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Notices(AppConfig):
    """What people are told, in the site, by mail and by webhook."""

    name = "junheng_web.notices"
    verbose_name = _("通知")
