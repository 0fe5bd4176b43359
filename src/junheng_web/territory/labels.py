"""What changes of regions, schools and departments are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from junheng_web.audit.labels import name_actions, name_kinds

name_actions(
    {
        "territory.add_region": _("新增区划"),
        "territory.rename_region": _("变更区划代码或名称"),
        "territory.add_school": _("登记学校"),
        "territory.rename_school": _("变更学校名称"),
        "territory.close_school": _("撤销学校"),
        "territory.upload_register": _("上传学校名册"),
        "territory.import_schools": _("从名册登记学校"),
        "territory.add_department": _("新增部门"),
        "territory.rename_department": _("变更部门名称"),
    }
)
name_kinds(
    {
        "territory.region": _("区划"),
        "territory.school": _("学校"),
        "territory.department": _("部门"),
        "territory.schoolregister": _("学校名册"),
    }
)
