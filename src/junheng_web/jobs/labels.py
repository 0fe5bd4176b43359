"""What acts on background work are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds

name_actions({"jobs.stop": _("停止后台任务")})
name_kinds({"jobs.job": _("后台任务")})
