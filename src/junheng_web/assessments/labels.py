"""What acts on assessments are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds

name_actions(
    {
        "assessments.run": _("发起判定"),
        "assessments.judged": _("完成判定"),
        "assessments.failed": _("判定未完成"),
        "assessments.recompute": _("重新计算并核对"),
        "assessments.ask_recompute": _("要求重新计算并核对"),
        "assessments.ask_files": _("要求写出判定文件"),
        "assessments.download": _("下载判定结果"),
    }
)
name_kinds({"assessments.assessment": _("判定")})
