"""What the commands of the site are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions

name_actions(
    {
        "site.first_account": _("建立第一个账号管理员"),
        "site.demonstration_fill": _("演示数据：填报"),
        "site.demonstration_settle": _("演示数据：推进状态"),
    }
)
