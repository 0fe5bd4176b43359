"""The Chinese words for the codes in tables of results."""

from __future__ import annotations

from junheng.model import AreaClass, SchoolType, Stage, Status
from junheng.reports.wording import SHORT

STATUSES = {
    each.value: f"{each.mark} {each.zh}"
    for each in (Status.NOT_MET, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE)
}
STAGES = {each.value: each.zh for each in (Stage.PRIMARY, Stage.JUNIOR)}
INDICATORS = dict(SHORT)
CHANGES = {
    "worsened": "↓ 由达标变未达标",
    "improved": "↑ 由未达标变达标",
    "opened": "? 变为无法判定",
    "closed": "○ 由无法判定变为有结论",
    "scope": "– 适用范围变化",
    "same": "＝ 不变",
}
RISKS = {
    "exceeded": "✗ 已超限",
    "at_risk": "△ 有风险",
    "near": "○ 临近",
    "unknown": "? 数据不足",
    "stable": "✓ 稳定",
}
DIRECTIONS = {"worsening": "↓ 变差", "improving": "↑ 变好", "level": "→ 持平"}
MEASURES = {"disparity": "差异系数", "clause": "条款"}
LEVELS = {"nation": "全国", "province": "省", "prefecture": "地（市、州）", "county": "县"}
GROUPINGS = {"area_class": "城乡", "operator": "公办民办", "type": "学校类型"}
GROUPS = {
    **{each.value: each.zh for each in AreaClass},
    "public": "公办",
    "private": "民办",
    **{each.value: each.zh for each in SchoolType},
    "unknown": "未填",
}
YES_NO = {True: "是", False: "否"}
RULE_SETS = {"quality-balance": "优质均衡", "basic-balance": "基本均衡"}
