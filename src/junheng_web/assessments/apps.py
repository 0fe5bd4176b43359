"""Frozen verdicts and every figure explained."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Assessments(AppConfig):
    """Frozen verdicts and every figure explained."""

    name = "junheng_web.assessments"
    verbose_name = _("判定")
