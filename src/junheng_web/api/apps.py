"""Tokens, and the documented interface for programs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Api(AppConfig):
    """Tokens, and the documented interface for programs."""

    name = "junheng_web.api"
    verbose_name = _("接口")
