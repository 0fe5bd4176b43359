"""What acts on plans are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds

name_actions(
    {
        "plans.ask": _("提出编制规划"),
        "plans.made": _("完成规划编制"),
        "plans.failed": _("规划编制未完成"),
        "plans.adopt": _("采用规划"),
        "plans.withdraw": _("停止采用规划"),
        "plans.download": _("下载规划"),
        "plans.finish_task": _("完成规划任务"),
        "plans.reopen_task": _("重新打开规划任务"),
    }
)
name_kinds(
    {
        "plans.plan": _("规划"),
        "plans.adoption": _("采用的规划"),
        "plans.task": _("规划任务"),
    }
)
