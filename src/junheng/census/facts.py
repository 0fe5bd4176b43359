"""The keys of the county table (县级数据): one row per fact.

Source: 教督〔2017〕6号 articles 7-9, which say what is compared. ``department`` names the unit that
usually holds the figure, so that a county knows whom to ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from junheng.census.tables import Kind

SUBJECTS = {
    "chinese": "语文",
    "math": "数学",
    "science": "科学",
    "pe": "体育",
    "arts": "艺术",
    "moral": "德育",
}
"""The six subjects of national monitoring that clause 8.9 looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of the county. ``share`` figures may be written 0.87, 87% or 87.

    ``beyond_whole``: a share of more than 100% can be meant, so that 15 has two readings.
    """

    key: str
    label: str
    kind: Kind
    unit: str
    clause: str = ""
    department: str = "教育局"
    share: bool = False
    beyond_whole: bool = False


def _count(key: str, label: str, clause: str, unit: str = "人", department: str = "教育局") -> Fact:
    return Fact(
        key=key,
        label=label,
        kind=Kind.COUNT,
        unit=unit,
        clause=clause,
        department=department,
    )


def _yuan(key: str, label: str, clause: str, unit: str, department: str) -> Fact:
    return Fact(
        key=key,
        label=label,
        kind=Kind.AMOUNT,
        unit=unit,
        clause=clause,
        department=department,
    )


FACTS = (
    Fact(key="name", label="县（市、区）名称", kind=Kind.TEXT, unit=""),
    _count("population", "常住人口", "9", department="统计局"),
    _yuan("fund_base_primary", "小学生均公用经费基准定额", "7.2", "元/生", "财政局"),
    _yuan("fund_base_junior", "初中生均公用经费基准定额", "7.2", "元/生", "财政局"),
    _yuan("special_fund_yuan", "特殊教育公用经费总额", "7.7", "元", "财政局"),
    _count("special_pupils", "特殊教育学生数", "7.7"),
    _yuan(
        "teacher_pay_yuan",
        "义务教育教师年平均工资收入",
        "7.8",
        "元/年",
        "人力资源和社会保障局",
    ),
    _yuan(
        "civil_servant_pay_yuan",
        "公务员年平均工资收入",
        "7.8",
        "元/年",
        "人力资源和社会保障局",
    ),
    _count("rotation_eligible", "符合交流条件教师数", "7.11"),
    _count("rotated", "当年交流轮岗教师数", "7.11"),
    _count("rotated_backbone", "交流轮岗教师中骨干教师数", "7.11"),
    _count("rotation_eligible_backbone", "符合交流条件的骨干教师数", "7.11"),
    _count("quota_planned", "优质高中计划招生数", "7.14"),
    _count("quota_allotted", "优质高中分配到校招生名额", "7.14"),
    _count("quota_rural", "分配到农村初中的名额", "7.14"),
    _count("migrant_eligible", "符合条件的随迁子女数", "7.15"),
    _count("migrant_public", "在公办学校就读的随迁子女数", "7.15"),
    _count("migrant_purchased", "政府购买学位就读的随迁子女数", "7.15"),
    _count("graduates", "当年初中毕业生数", "8.1"),
    _count("entrants_three_years_ago", "三年前初中招生数", "8.1"),
    _count("transferred_in", "三年间转入学生数", "8.1"),
    _count("transferred_out", "三年间转出学生数", "8.1"),
    _count("deaths", "三年间死亡学生数", "8.1"),
    _count("disabled_children", "适龄残疾儿童少年数", "8.2", department="残联"),
    _count("disabled_enrolled", "已入学残疾儿童少年数", "8.2"),
    _count(
        "recognition_issued",
        "社会认可度发放问卷数",
        "9",
        unit="份",
        department="督导办",
    ),
    _count("recognition_valid", "社会认可度有效问卷数", "9", unit="份", department="督导办"),
    _count(
        "recognition_satisfied",
        "社会认可度满意问卷数",
        "9",
        unit="份",
        department="督导办",
    ),
    Fact(
        key="recognition_rate",
        label="国家公布的社会认可度",
        kind=Kind.AMOUNT,
        unit="%",
        clause="9",
        department="督导办",
        share=True,
    ),
    Fact(
        key="years_since_basic_balance",
        label="通过基本均衡认定年数",
        kind=Kind.AMOUNT,
        unit="年",
        clause="E.1",
        department="督导办",
    ),
    *(
        fact
        for key, name in SUBJECTS.items()
        for fact in (
            Fact(
                key=f"monitoring_{key}_level",
                label=f"国家质量监测{name}学业水平等级",
                kind=Kind.AMOUNT,
                unit="级",
                clause="8.9",
                department="督导办",
            ),
            Fact(
                key=f"monitoring_{key}_difference",
                label=f"国家质量监测{name}校际差异率",
                kind=Kind.AMOUNT,
                unit="",
                clause="8.9",
                department="督导办",
                share=True,
                beyond_whole=True,
            ),
        )
    ),
)
BY_KEY = {fact.key: fact for fact in FACTS}
BY_LABEL = {fact.label: fact for fact in FACTS}
