"""Tokens, and the documented interface for programs."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Api(AppConfig):
    """Tokens, and the documented interface for programs."""

    name = "junheng_web.api"
    verbose_name = _("接口")

    def ready(self) -> None:
        """Listen to what happens to accounts."""
        import_module("junheng_web.api.endings")
