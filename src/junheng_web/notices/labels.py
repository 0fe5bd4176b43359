"""What acts on notices are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds

name_actions(
    {
        "notices.add_webhook": _("登记群机器人"),
        "notices.switch_webhook": _("启用或停用群机器人"),
        "notices.remove_webhook": _("删除群机器人"),
        "notices.try_webhook": _("试发群消息"),
    }
)
name_kinds({"notices.webhook": _("群机器人")})
