"""The two lists, declared as the canonical tables are. Described in docs/reference/tables.md."""

from __future__ import annotations

from junheng.census.tables import STAGES, Column, Kind, Table

PERSON = "person_id"
_CODE, _STAGE = STAGES.column("school_code"), STAGES.column("stage")
_PERSON = Column(
    name=PERSON,
    header="人员编号",
    kind=Kind.TEXT,
    required=True,
    aliases=("编号", "教职工号", "学籍号", "身份证件号码", "身份证号", "公民身份号码"),
)


def _flag(name: str, header: str, *aliases: str) -> Column:
    return Column(name=name, header=header, kind=Kind.FLAG, aliases=aliases)


TEACHERS = Table(
    name="teachers",
    sheet="教师",
    key=(PERSON,),
    note="每名专任教师一行；不含兼职、代课教师",
    columns=(
        _PERSON,
        _CODE,
        _STAGE,
        Column(
            name="degree",
            header="学历",
            kind=Kind.CHOICE,
            aliases=("最高学历",),
            choices={
                "专科": "associate", "大专": "associate", "大学专科": "associate",
                "本科": "bachelor", "大学本科": "bachelor",
                "硕士": "master", "硕士研究生": "master", "博士": "doctor", "博士研究生": "doctor",
                "高中及以下": "below", "高中": "below", "中专": "below", "高中阶段": "below",
                "associate": "associate", "bachelor": "bachelor", "master": "master",
                "doctor": "doctor", "below": "below",
            },
        ),
        Column(name="subject", header="任教学科", kind=Kind.TEXT, aliases=("学科", "主教学科")),
        _flag("backbone", "县级及以上骨干教师", "骨干教师", "是否骨干教师"),
        _flag("certified", "持教师资格证", "有教师资格证", "教师资格证"),
        Column(
            name="training_hours_5y",
            header="五年培训学时",
            kind=Kind.AMOUNT,
            aliases=("五年内培训学时", "培训学时"),
        ),
        Column(name="birth_year", header="出生年份", kind=Kind.YEAR, unit="年"),
        Column(name="years_at_school", header="在本校年数", kind=Kind.AMOUNT, unit="年"),
        Column(name="title", header="职称", kind=Kind.TEXT),
        Column(name="pay_yuan", header="年工资收入", kind=Kind.AMOUNT, unit="元"),
    ),
)  # fmt: skip

PUPILS = Table(
    name="pupils",
    sheet="学生",
    key=(PERSON,),
    note="每名在校生一行",
    columns=(
        _PERSON,
        _CODE,
        _STAGE,
        Column(name="grade", header="年级", kind=Kind.TEXT),
        Column(name="class_no", header="班号", kind=Kind.TEXT, aliases=("班级", "班级名称")),
        Column(
            name="sex",
            header="性别",
            kind=Kind.CHOICE,
            choices={"男": "male", "女": "female", "male": "male", "female": "female"},
        ),
        _flag("boarding", "寄宿", "寄宿生", "是否寄宿"),
        _flag("migrant", "随迁子女", "是否随迁子女"),
        _flag("left_behind", "留守儿童", "是否留守儿童"),
        _flag("disabled", "残疾", "是否残疾"),
        _flag("in_catchment", "划片范围内", "片区内", "是否划片范围内"),
    ),
)

LISTS = {table.name: table for table in (TEACHERS, PUPILS)}
