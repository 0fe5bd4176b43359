"""What acts on tokens are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds

name_actions({"api.make_token": _("创建接口令牌"), "api.withdraw_token": _("撤销接口令牌")})
name_kinds({"api.token": _("接口令牌")})
