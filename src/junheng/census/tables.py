"""The canonical tables: one declaration that readers, checks, template and manual all use.

The columns are those of the application forms (申报表). English names in files and code; the Chinese
header is what a clerk sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from junheng.model import AreaClass, OperatorCode, SchoolType, Stage


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"  # whole number >= 0
    AMOUNT = "amount"  # exact decimal >= 0
    DEGREES = "degrees"  # longitude or latitude
    YEAR = "year"
    FLAG = "flag"  # 是 / 否
    CHOICE = "choice"  # one of ``choices``
    FIGURE = "figure"  # the value column of the county table: its kind depends on the key


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``choices`` maps every accepted word (English or Chinese) to the value stored.

    ``aliases`` are other headers with the same meaning. ``whole_school`` marks quantities that are
    split between the stages of a 一贯制 school.
    """

    name: str
    header: str
    kind: Kind
    required: bool = False
    unit: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    whole_school: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a sheet of the workbook, or a file of the folder. ``key`` identifies a row."""

    name: str
    sheet: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False
    note: str = ""

    def column(self, name: str) -> Column:
        """The column of that English name. Raises ``KeyError``."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


def _words(members: type[SchoolType] | type[AreaClass] | type[Stage]) -> dict[str, str]:
    return {word: member.value for member in members for word in (member.zh, member.value)}


def _text(name: str, header: str, **more: object) -> Column:
    return Column(name=name, header=header, kind=Kind.TEXT, **more)  # type: ignore[arg-type]


def _count(name: str, header: str, **more: object) -> Column:
    return Column(name=name, header=header, kind=Kind.COUNT, **more)  # type: ignore[arg-type]


def _amount(name: str, header: str, **more: object) -> Column:
    return Column(name=name, header=header, kind=Kind.AMOUNT, **more)  # type: ignore[arg-type]


def _choice(name: str, header: str, choices: Mapping[str, str], **more: object) -> Column:
    return Column(name=name, header=header, kind=Kind.CHOICE, choices=choices, **more)  # type: ignore[arg-type]


_SCHOOL_CODE = _text(
    "school_code",
    "学校标识码",
    required=True,
    note="全国统一的学校（机构）标识码，按文本填写",
)
_STAGE = _choice("stage", "学段", _words(Stage), required=True)
_FUND = "不足 100 人的学校和教学点须单独填报；预算全在中心校的教学点两项都留空"

SCHOOLS = Table(
    name="schools",
    sheet="学校",
    required=True,
    key=("school_code",),
    note="每所学校（机构）一行；面积、设备、教室按全校填报，一贯制学校不要自己拆分",
    columns=(
        _text("county_code", "县级行政区划代码", required=True, note="GB/T 2260，6 位数字"),
        _SCHOOL_CODE,
        _text("name", "学校名称", required=True),
        _choice("type", "学校类型", _words(SchoolType), required=True, aliases=("办学类型",)),
        _text(
            "parent_code",
            "中心校标识码",
            note="教学点、校区填其中心校（本部）的学校标识码",
        ),
        _choice(
            "operator",
            "举办者类型代码",
            {
                **{str(code.value): str(code.value) for code in OperatorCode},
                **{code.zh: str(code.value) for code in OperatorCode},
            },
            required=True,
            note="1 中央教育 2 中央其他 3 省教育 4 省其他 5 地教育 6 地其他 "
            "7 县教育 8 县其他 9 地方企业 10 民办",
            aliases=("举办者类型", "举办者"),
        ),
        _choice(
            "area_class",
            "城乡类型",
            _words(AreaClass),
            required=True,
            aliases=("城乡分类",),
        ),
        Column(name="built_year", header="建校年份", kind=Kind.YEAR, unit="年"),
        Column(name="boarding", header="寄宿制学校", kind=Kind.FLAG, required=True),
        Column(name="dense_centre", header="人口密度过高的中心城区学校", kind=Kind.FLAG),
        Column(name="lon", header="经度", kind=Kind.DEGREES, unit="度", note="WGS 84"),
        Column(name="lat", header="纬度", kind=Kind.DEGREES, unit="度", note="WGS 84"),
        _amount(
            "teaching_area_m2",
            "教学及辅助用房面积",
            unit="平方米",
            whole_school=True,
            note="含室内体育用房；全校数",
        ),
        _amount(
            "indoor_sports_m2",
            "室内体育用房面积",
            unit="平方米",
            whole_school=True,
            note="没有填 0；全校数",
        ),
        _amount(
            "sports_ground_m2",
            "室外运动场地面积",
            unit="平方米",
            whole_school=True,
            note="全校数",
        ),
        _amount(
            "other_sports_m2",
            "校内其他专用运动场地面积",
            unit="平方米",
            whole_school=True,
            note="屋顶、地下等；只在启用例外条款时使用",
        ),
        _amount(
            "leased_sports_m2",
            "校外租赁场馆面积",
            unit="平方米",
            whole_school=True,
            note="步行 10 分钟以内；只在启用例外条款时使用",
        ),
        _amount(
            "equipment_yuan",
            "教学仪器设备资产值",
            unit="元",
            whole_school=True,
            note="账面值；表头写明“万元”的按万元读取",
        ),
        _count(
            "multimedia_rooms",
            "网络多媒体教室间数",
            unit="间",
            whole_school=True,
            note="全校数",
        ),
        _amount("public_fund_yuan", "上年度公用经费预算", unit="元", note=_FUND),
        _amount("training_fund_yuan", "上年度教师培训经费预算", unit="元", note=_FUND),
    ),
)

CLASS_COUNTED_OVER = {Stage.PRIMARY: 45, Stage.JUNIOR: 50}
"""Above how many pupils a class counts in the column ``classes_over`` (超标班级数), by stage."""

STAGES = Table(
    name="stages",
    sheet="学段",
    required=True,
    key=("school_code", "stage"),
    note="每所学校的每个学段一行；教师按任教学段填报。高中只用于面积等的拆分",
    columns=(
        _SCHOOL_CODE,
        _STAGE,
        _count("pupils", "在校生数", required=True, unit="人"),
        _count("grades", "年级数", unit="个"),
        _count("classes", "班级数", unit="个"),
        _count("largest_class", "最大班额", unit="人"),
        _count(
            "classes_over",
            "超标班级数",
            unit="个",
            note="小学超过 45 人、初中超过 50 人的班级",
        ),
        _count("boarders", "寄宿生数", unit="人"),
        _count("migrant_pupils", "随迁子女在校生数", unit="人"),
        _count("catchment_pupils", "划片范围内在校生数", unit="人"),
        _count(
            "teachers",
            "专任教师数",
            unit="人",
            note="含在编和聘任制专任教师，不含兼职、代课教师",
        ),
        _count(
            "degree_associate",
            "专科学历专任教师数",
            unit="人",
            note="没有填 0，空白表示未填报",
        ),
        _count(
            "degree_bachelor",
            "本科学历专任教师数",
            unit="人",
            note="没有填 0，空白表示未填报",
        ),
        _count(
            "degree_master",
            "硕士学历专任教师数",
            unit="人",
            note="没有填 0，空白表示未填报",
            aliases=("硕士研究生学历专任教师数",),
        ),
        _count(
            "degree_doctor",
            "博士学历专任教师数",
            unit="人",
            note="没有填 0，空白表示未填报",
            aliases=("博士研究生学历专任教师数",),
        ),
        _count(
            "backbone",
            "县级及以上骨干教师数",
            unit="人",
            aliases=("县级以上骨干教师数",),
        ),
        _count("pe", "体育专任教师数", unit="人", note="没有填 0"),
        _count("music", "音乐专任教师数", unit="人", note="没有填 0"),
        _count("art", "美术专任教师数", unit="人", note="没有填 0"),
        _count(
            "arts",
            "艺术专任教师数",
            unit="人",
            note="不分音乐、美术的艺术课教师；没有填 0",
        ),
        _count(
            "visiting_pe_arts",
            "体育艺术交流轮岗、兼职、走教教师数",
            unit="人",
            note="只在启用例外条款时使用",
        ),
        _count("certified", "持教师资格证专任教师数", unit="人"),
        _count("trained_360", "五年满360学时专任教师数", unit="人"),
    ),
)

ROOMS = Table(
    name="rooms",
    sheet="专用教室",
    key=(),
    note="每间音乐、美术专用教室一行",
    columns=(
        _SCHOOL_CODE,
        _choice(
            "kind",
            "教室类型",
            {"音乐": "music", "music": "music", "美术": "art", "art": "art"},
            required=True,
            aliases=("种类", "类型", "专用教室类型"),
        ),
        _amount("area_m2", "面积", unit="平方米", aliases=("使用面积", "教室面积")),
    ),
)

CLASSES = Table(
    name="classes",
    sheet="班级",
    key=("school_code", "stage", "grade", "class_no"),
    note="可不填；填了就按它计算最大班额和超标班级数",
    columns=(
        _SCHOOL_CODE,
        _STAGE,
        _text("grade", "年级", required=True),
        _text("class_no", "班号", required=True, aliases=("班级", "班级名称")),
        _count("pupils", "学生数", unit="人", required=True, aliases=("班额", "在校生数")),
    ),
)

COUNTY = Table(
    name="county",
    sheet="县级数据",
    key=("county_code", "key"),
    note="每个事实一行",
    columns=(
        _text("county_code", "县级行政区划代码", required=True),
        _text("key", "项目", required=True, aliases=("指标", "键")),
        Column(
            name="value",
            header="数值",
            kind=Kind.FIGURE,
            note="没有数据留空",
            aliases=("值", "数据"),
        ),
    ),
)

ATTESTATIONS = Table(
    name="attestations",
    sheet="佐证",
    key=("county_code", "clause"),
    note="凭材料判定的条款填“达标”或“未达标”；一票否决各条填“不存在”或“存在”",
    columns=(
        _text("county_code", "县级行政区划代码", required=True),
        _text("clause", "条款", required=True, aliases=("条款号", "条款编号")),
        _choice(
            "conclusion",
            "结论",
            {
                "达标": "met",
                "met": "met",
                "不存在": "met",
                "未达标": "not_met",
                "不达标": "not_met",
                "not_met": "not_met",
                "存在": "not_met",
            },
        ),
        _text("note", "说明"),
        _text("file", "佐证材料", aliases=("材料", "文件")),
    ),
)

TABLES = (SCHOOLS, STAGES, ROOMS, CLASSES, COUNTY, ATTESTATIONS)
BY_NAME = {table.name: table for table in TABLES}
