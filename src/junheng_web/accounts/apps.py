"""People, the roles they hold, how they sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Accounts(AppConfig):
    """People, the roles they hold, how they sign in."""

    name = "junheng_web.accounts"
    verbose_name = _("账号")
