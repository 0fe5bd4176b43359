"""People, the roles they hold, how they sign in."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Accounts(AppConfig):
    """People, the roles they hold, how they sign in."""

    name = "junheng_web.accounts"
    verbose_name = _("账号")

    def ready(self) -> None:
        """Listen to what happens when people sign in and out."""
        import_module("junheng_web.accounts.sign_ins")
