"""Campaigns, returns, their review and the county's seal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Collection(AppConfig):
    """Campaigns, returns, their review and the county's seal."""

    name = "junheng_web.collection"
    verbose_name = _("数据采集")
