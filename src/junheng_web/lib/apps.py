"""What every page shares: lists, exports, template tags."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Lib(AppConfig):
    """What every page shares: lists, exports, template tags."""

    name = "junheng_web.lib"
    verbose_name = _("公共部件")
