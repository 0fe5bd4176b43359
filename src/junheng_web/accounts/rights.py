"""What each permission allows, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from junheng_web.accounts.roles import Place, Role
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Level

RIGHTS: dict[Permission, str | Promise] = {
    Permission.READ_RETURNS: _("查看报表"),
    Permission.FILL_SCHOOL: _("填写学校报表"),
    Permission.SUBMIT_SCHOOL: _("提交学校报表"),
    Permission.FILL_FACTS: _("填写县级数据和佐证"),
    Permission.REVIEW_RETURNS: _("审核报表，退回或通过"),
    Permission.PROPOSE_SEAL: _("提出封存"),
    Permission.CONFIRM_SEAL: _("复核并封存"),
    Permission.LOCK_COUNTY: _("审核、锁定和解锁县级数据"),
    Permission.MANAGE_CAMPAIGNS: _("安排采集和提醒"),
    Permission.READ_ASSESSMENTS: _("查看判定结果"),
    Permission.RUN_ASSESSMENTS: _("发起判定"),
    Permission.READ_PLANS: _("查看规划"),
    Permission.MAKE_PLANS: _("编制规划"),
    Permission.WORK_ON_TASKS: _("办理规划任务"),
    Permission.UNMASK: _("说明事由后查看个人信息原值"),
    Permission.PUBLISH: _("发布结果"),
    Permission.MANAGE_ACCOUNTS: _("管理账号、区划与机构"),
    Permission.READ_AUDIT: _("查看、核验操作记录"),
}


def rights_of(role: Role) -> list[str | Promise]:
    """What the role may do, in the order of the daily work."""
    return [name for permission, name in RIGHTS.items() if permission in role.permissions]


def held_in(role: Role) -> str:
    """What the role is held in."""
    if role.place is Place.SCHOOL:
        return str(_("学校"))
    if role.place is Place.DEPARTMENT:
        return str(_("部门"))
    return "、".join(str(Level(level).label) for level in role.levels)
