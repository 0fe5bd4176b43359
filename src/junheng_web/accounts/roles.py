"""The roles, each described to users in one sentence. A role is held in a region, school or department."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Level


class Place(StrEnum):
    """What a role is held in."""

    SCHOOL = "school"
    DEPARTMENT = "department"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role. ``levels`` are the regions it can be held in; ``second_factor`` obliges to one."""

    key: str
    name: str | Promise
    description: str | Promise
    place: Place
    permissions: frozenset[Permission]
    levels: tuple[str, ...] = ()
    second_factor: bool = False


_READS = frozenset({Permission.READ_RETURNS, Permission.READ_ASSESSMENTS})
_COUNTY, _PREFECTURE, _PROVINCE = (Level.COUNTY,), (Level.PREFECTURE,), (Level.PROVINCE,)
_ANY = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE, Level.NATION)

ROLES = (
    Role(
        key="school_clerk",
        name=_("学校填报员"),
        description=_("填写本校的报表、上传佐证，填好后交校长提交。"),
        place=Place.SCHOOL,
        permissions=frozenset({Permission.READ_RETURNS, Permission.FILL_SCHOOL}),
    ),
    Role(
        key="school_head",
        name=_("校长"),
        description=_("核对并提交本校的报表，查看本校的判定结果，办理本校的规划任务。"),
        place=Place.SCHOOL,
        permissions=_READS
        | {Permission.FILL_SCHOOL, Permission.SUBMIT_SCHOOL, Permission.WORK_ON_TASKS},
    ),
    Role(
        key="county_statistician",
        name=_("县级统计员"),
        description=_(
            "审核本县各校、各部门的报表，退回或通过；填写教育部门负责的县级数据；"
            "可代学校和其他部门填写、提交，记录里注明代办；自己提交的由别人通过；提出封存，发起判定。"
        ),
        place=Place.REGION,
        levels=_COUNTY,
        permissions=_READS
        | {
            Permission.FILL_SCHOOL,
            Permission.SUBMIT_SCHOOL,
            Permission.FILL_FACTS,
            Permission.REVIEW_RETURNS,
            Permission.PROPOSE_SEAL,
            Permission.RUN_ASSESSMENTS,
            Permission.READ_PLANS,
            Permission.WORK_ON_TASKS,
        },
        second_factor=True,
    ),
    Role(
        key="county_supervisor",
        name=_("县级负责人"),
        description=_("审核本县的报表，复核并封存本县的数据，发起判定，安排采集，编制和采用规划。"),
        place=Place.REGION,
        levels=_COUNTY,
        permissions=_READS
        | {
            Permission.REVIEW_RETURNS,
            Permission.PROPOSE_SEAL,
            Permission.CONFIRM_SEAL,
            Permission.RUN_ASSESSMENTS,
            Permission.MANAGE_CAMPAIGNS,
            Permission.READ_PLANS,
            Permission.MAKE_PLANS,
            Permission.WORK_ON_TASKS,
        },
        second_factor=True,
    ),
    Role(
        key="department_clerk",
        name=_("部门经办人"),
        description=_("填写本部门负责的县级数据和佐证材料，办理本部门的规划任务。"),
        place=Place.DEPARTMENT,
        permissions=frozenset(
            {Permission.READ_RETURNS, Permission.FILL_FACTS, Permission.WORK_ON_TASKS}
        ),
    ),
    Role(
        key="county_leader",
        name=_("县领导"),
        description=_("查看本县的判定结果、规划和进度，不修改数据。"),
        place=Place.REGION,
        levels=_COUNTY,
        permissions=_READS | {Permission.READ_PLANS},
    ),
    Role(
        key="prefecture_inspector",
        name=_("州（市）督导员"),
        description=_("审核并锁定所辖各县的数据，准许解锁更正，安排采集，查看和发起判定。"),
        place=Place.REGION,
        levels=_PREFECTURE,
        permissions=_READS
        | {
            Permission.LOCK_COUNTY,
            Permission.MANAGE_CAMPAIGNS,
            Permission.RUN_ASSESSMENTS,
            Permission.UNMASK,
            Permission.READ_PLANS,
        },
        second_factor=True,
    ),
    Role(
        key="province_assessor",
        name=_("省级评估员"),
        description=_("查看全省各县的数据和判定结果，重新计算以作核验。"),
        place=Place.REGION,
        levels=_PROVINCE,
        permissions=_READS | {Permission.RUN_ASSESSMENTS, Permission.UNMASK, Permission.READ_PLANS},
        second_factor=True,
    ),
    Role(
        key="publisher",
        name=_("发布员"),
        description=_("把已锁定的结果发布到公众网站。"),
        place=Place.REGION,
        levels=_ANY,
        permissions=frozenset({Permission.READ_ASSESSMENTS, Permission.PUBLISH}),
        second_factor=True,
    ),
    Role(
        key="account_administrator",
        name=_("账号管理员"),
        description=_("开通、停用账号，授予角色；看不到任何教育数据。"),
        place=Place.REGION,
        levels=_ANY,
        permissions=frozenset({Permission.MANAGE_ACCOUNTS}),
        second_factor=True,
    ),
    Role(
        key="auditor",
        name=_("审计员"),
        description=_("查看操作记录，核验其完整；不修改任何数据。"),
        place=Place.REGION,
        levels=_ANY,
        permissions=frozenset({Permission.READ_AUDIT}),
        second_factor=True,
    ),
)
BY_KEY = {role.key: role for role in ROLES}


def by_name() -> dict[str, Role]:
    """The roles by their Chinese names, as workbooks have them, whatever language is spoken."""
    with override("zh-hans"):
        return {str(role.name): role for role in ROLES}
