"""The other words people use: for headers, for units, for choices, for rows that are not data.

Headers and names are compared after :func:`normal`, so spaces, line breaks, full-width characters
and letter case never matter. What is filled in is compared after :func:`folded`, which is strict: a
footnote mark must not become a digit.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff]+")
_BRACKETS = re.compile(r"[(\[【〔{<《]([^()\[\]【】〔〕{}<>《》]*)[)\]】〕}>》]")


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def half_width(text: str) -> str:
    """``text`` with full-width letters, digits, signs and spaces made half-width, nothing else.

    Circled digits, superscripts, fractions and the like stay what they are: ``3000①`` is 3000 with
    a footnote, not 30001.
    """
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def folded(text: str) -> str:
    """What was filled in: half-width, without white space, in lower case."""
    return "".join(half_width(text).split()).casefold()


def normal(text: str) -> str:
    """A header or a name: without white space and marks, in half-width characters and lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if _INVISIBLE.search(text):
            text = _INVISIBLE.sub("", text)
    return "".join(text.split()).casefold()


def without_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    """A normal text without what stands in brackets, and what stood there."""
    inside = tuple(_BRACKETS.findall(text))
    return (_BRACKETS.sub("", text) if inside else text), inside


HEADER_ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "schools": {
        "county_code": (
            "县代码",
            "区县代码",
            "行政区划代码",
            "县区代码",
            "县（市、区）代码",
        ),
        "school_code": (
            "学校代码",
            "标识码",
            "学校编码",
            "机构标识码",
            "学校机构标识码",
        ),
        "name": ("学校", "校名", "单位名称", "学校全称", "学校机构名称", "名称", "school_name"),
        "type": ("学校办学类型", "类型", "school_type"),
        "parent_code": ("中心校代码", "本部标识码", "所属中心校标识码", "主校标识码"),
        "operator": ("举办者代码", "举办者类型代码(1-10)"),
        "area_class": ("城乡", "城乡类别", "所在地城乡类型", "学校驻地城乡类型"),
        "built_year": ("建校年", "建校时间", "建校年度"),
        "boarding": ("是否寄宿制学校", "是否寄宿制", "寄宿制", "是否寄宿"),
        "dense_centre": (
            "是否人口密度过高的中心城区学校",
            "中心城区高密度学校",
            "高密度中心城区学校",
        ),
        "lon": ("longitude", "lng", "东经"),
        "lat": ("latitude", "北纬"),
        "teaching_area_m2": (
            "教学及辅助用房",
            "教学及教学辅助用房面积",
            "教学辅助用房面积",
        ),
        "indoor_sports_m2": ("室内体育用房", "体育馆面积", "室内体育场馆面积"),
        "sports_ground_m2": (
            "室外运动场地",
            "室外体育场地面积",
            "运动场地面积",
            "体育运动场地面积",
        ),
        "other_sports_m2": ("其他专用运动场地面积", "校内其他运动场地面积"),
        "leased_sports_m2": (
            "校外租赁场地面积",
            "租赁场馆面积",
            "校外租赁体育场馆面积",
        ),
        "equipment_yuan": (
            "教学仪器设备值",
            "教学仪器设备总值",
            "仪器设备资产值",
            "仪器设备值",
        ),
        "multimedia_rooms": (
            "网络多媒体教室数",
            "多媒体教室间数",
            "多媒体教室数",
            "网络多媒体教室",
        ),
        "public_fund_yuan": (
            "公用经费预算",
            "公用经费预算总额",
            "上年度公用经费预算总额",
        ),
        "training_fund_yuan": (
            "教师培训经费预算",
            "教师培训经费",
            "上年度教师培训经费",
        ),
    },
    "stages": {
        "school_code": (
            "学校代码",
            "标识码",
            "学校编码",
            "机构标识码",
            "学校机构标识码",
        ),
        "stage": ("办学学段", "学部", "学段部"),
        "pupils": (
            "学生数",
            "在校学生数",
            "在校生",
            "在校生总数",
            "在校生人数",
            "在校生合计",
        ),
        "grades": ("年级个数",),
        "classes": ("班数", "教学班数", "班级个数", "班级总数", "教学班"),
        "largest_class": ("最大班额人数", "最大班人数", "最大班级人数"),
        "classes_over": ("超标班数", "超班额班级数", "超标准班额班级数"),
        "boarders": ("寄宿生", "寄宿学生数", "住校生数", "寄宿生人数"),
        "migrant_pupils": (
            "随迁子女数",
            "随迁子女",
            "进城务工人员随迁子女数",
            "随迁子女人数",
        ),
        "catchment_pupils": ("划片内在校生数", "片区内学生数", "就近划片入学学生数"),
        "teachers": ("专任教师", "专任教师总数", "专任教师合计", "专任教师人数"),
        "degree_associate": (
            "专科学历教师数",
            "专科毕业专任教师数",
            "大专学历专任教师数",
        ),
        "degree_bachelor": ("本科学历教师数", "本科毕业专任教师数"),
        "degree_master": ("硕士学历教师数", "硕士研究生毕业专任教师数"),
        "degree_doctor": ("博士学历教师数", "博士研究生毕业专任教师数"),
        "backbone": (
            "骨干教师数",
            "骨干教师",
            "县级及以上骨干教师",
            "县级以上骨干教师",
        ),
        "pe": ("体育教师数", "体育教师", "体育专任教师"),
        "music": ("音乐教师数", "音乐教师", "音乐专任教师"),
        "art": ("美术教师数", "美术教师", "美术专任教师"),
        "arts": ("艺术教师数", "艺术教师", "艺术专任教师"),
        "visiting_pe_arts": ("交流轮岗兼职走教体育艺术教师数", "体育艺术走教教师数"),
        "certified": ("持证专任教师数", "持教师资格证人数", "持有教师资格证专任教师数"),
        "trained_360": (
            "满360学时专任教师数",
            "培训满360学时教师数",
            "五年培训满360学时教师数",
        ),
    },
    "rooms": {
        "school_code": (
            "学校代码",
            "标识码",
            "学校编码",
            "机构标识码",
            "学校机构标识码",
        ),
        "kind": ("教室种类", "用途"),
        "area_m2": ("使用面积", "建筑面积"),
    },
    "classes": {
        "school_code": (
            "学校代码",
            "标识码",
            "学校编码",
            "机构标识码",
            "学校机构标识码",
        ),
        "class_no": ("班", "班级号", "班别"),
        "pupils": ("人数", "学生人数", "班级人数"),
    },
    "county": {
        "county_code": ("县代码", "区县代码", "行政区划代码"),
        "key": ("数据项", "项目名称", "指标名称", "数据项目"),
        "value": ("数值(填写)", "填报值", "数字"),
    },
    "attestations": {
        "county_code": ("县代码", "区县代码", "行政区划代码"),
        "clause": ("条款代码", "条目"),
        "conclusion": ("判定", "是否达标", "判定结论"),
        "note": ("备注", "情况说明"),
        "file": ("佐证材料文件", "佐证", "材料名称", "证明材料"),
    },
}
"""Headers with the same meaning as a column, beyond its own name, header and ``aliases``."""

TWO_LEVEL: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "schools": {
        "teaching_area_m2": (
            "面积|校舍|用房",
            ("教学及辅助用房", "教学及教学辅助用房"),
        ),
        "indoor_sports_m2": ("面积|校舍|用房|体育|运动|场", ("室内体育用房", "室内")),
        "sports_ground_m2": ("面积|体育|运动|场", ("室外运动场地", "室外", "室外场地")),
        "other_sports_m2": ("面积|体育|运动|场", ("校内其他专用运动场地", "校内其他")),
        "leased_sports_m2": ("面积|体育|运动|场", ("校外租赁场馆", "校外租赁")),
        "public_fund_yuan": ("预算|经费", ("公用经费", "公用经费预算")),
        "training_fund_yuan": ("预算|经费", ("教师培训经费", "教师培训", "培训经费")),
        "lon": ("坐标|位置", ("经度", "x")),
        "lat": ("坐标|位置", ("纬度", "y")),
    },
    "stages": {
        "pupils": ("在校生|学生", ("总数", "合计", "计", "人数", "小计")),
        "boarders": (
            "在校生|学生",
            ("寄宿", "寄宿生", "其中寄宿生", "其中:寄宿生", "住校生"),
        ),
        "migrant_pupils": (
            "在校生|学生",
            ("随迁", "随迁子女", "其中随迁子女", "其中:随迁子女"),
        ),
        "catchment_pupils": ("在校生|学生", ("划片范围内", "划片内", "片区内")),
        "classes": ("班级|班额", ("班数", "总数", "合计", "计", "个数")),
        "largest_class": ("班级|班额", ("最大班额", "最大", "最大人数")),
        "classes_over": ("班级|班额", ("超标", "超标班数", "超标准")),
        "teachers": ("^专任教师|教师数", ("总数", "合计", "计", "人数", "小计")),
        "degree_associate": ("学历", ("专科", "大专", "专科毕业")),
        "degree_bachelor": ("学历", ("本科", "大学本科", "本科毕业")),
        "degree_master": ("学历", ("硕士", "硕士研究生", "硕士毕业")),
        "degree_doctor": ("学历", ("博士", "博士研究生", "博士毕业")),
        "backbone": ("教师", ("骨干", "骨干教师", "县级及以上骨干", "县级以上骨干")),
        "pe": ("教师|学科", ("体育",)),
        "music": ("教师|学科", ("音乐",)),
        "art": ("教师|学科", ("美术",)),
        "arts": ("教师|学科", ("艺术",)),
        "certified": ("教师", ("持证", "持教师资格证", "有教师资格证")),
        "trained_360": ("教师|培训", ("满360学时", "五年满360学时")),
    },
}
"""Headers of two levels: a pattern found in the upper ones, and the words of the lowest."""

KNOWN_EXTRAS: dict[str, frozenset[str]] = {
    table: frozenset(words)
    for table, words in {
        "schools": (
            "校长",
            "联系人",
            "联系电话",
            "电话",
            "地址",
            "学校地址",
            "邮政编码",
            "邮编",
        ),
        "stages": ("县级行政区划代码", "学校类型"),
        "rooms": ("教室名称", "教室编号", "房间号"),
        "classes": ("班主任",),
        "county": (
            "单位",
            "条款",
            "提供部门",
            "责任部门",
            "填报部门",
            "来源",
            "说明",
            "label",
            "unit",
        ),
        "attestations": ("条款内容", "条款名称", "内容", "要求", "title"),
    }.items()
}
EXTRAS_ANYWHERE = frozenset(
    (
        "序号",
        "编号",
        "备注",
        "填报人",
        "填报单位",
        "校验",
        "检查",
        "提示",
        "学校名称",
        "学校",
        "校名",
    )
)
"""Columns that are known and not stored: they are skipped without a word."""

TESTED_EXTRAS: dict[str, str] = {
    "统一社会信用代码": "credit_code",
    "社会信用代码": "credit_code",
    "信用代码": "credit_code",
    "credit_code": "credit_code",
    "身份证件号码": "identity_number",
    "身份证件号": "identity_number",
    "身份证号码": "identity_number",
    "身份证号": "identity_number",
    "公民身份号码": "identity_number",
    "id_number": "identity_number",
    "邮政编码": "postcode",
    "邮编": "postcode",
    "postcode": "postcode",
}
"""Columns that are not stored but tested, by their normal header."""

SHEET_ALIASES: dict[str, tuple[str, ...]] = {
    "schools": ("学校表", "学校基本情况", "学校情况", "学校信息", "学校名单"),
    "stages": ("学段表", "学段数据", "学段情况", "分学段数据"),
    "rooms": ("专用教室表", "音乐美术教室", "音乐美术专用教室", "专用教室情况"),
    "classes": ("班级表", "班级明细", "班级情况", "班额"),
    "county": ("县级", "县级表", "县级指标", "县级数据表"),
    "attestations": ("佐证表", "佐证材料", "定性条款"),
}
LIST_NAMES: dict[str, str] = {
    "teachers": "teachers",
    "教师": "teachers",
    "教师名册": "teachers",
    "专任教师名册": "teachers",
    "pupils": "pupils",
    "学生": "pupils",
    "学生名册": "pupils",
    "在校生名册": "pupils",
}
"""Names of sheets and files that hold lists of people."""
IGNORED_SHEETS = frozenset(
    ("填写说明", "填报说明", "说明", "封面", "目录", "检查结果", "选项", "字典", "代码表", "代码",
     "下拉", "readme", "lists", "数据字典", "填表说明", "使用说明", "自查")
)  # fmt: skip
"""Sheets that carry no data and are skipped without a word."""

CHOICE_WORDS: dict[str, dict[str, str]] = {
    "type": {
        "完全小学": "primary", "普通小学": "primary", "村小": "primary", "完小": "primary",
        "初级中学": "junior", "普通初中": "junior", "独立初中": "junior",
        "九年一贯制学校": "nine_year", "九年制学校": "nine_year", "九年一贯": "nine_year",
        "十二年一贯制学校": "twelve_year", "十二年一贯": "twelve_year",
        "完中": "complete_secondary", "小学教学点": "teaching_point",
        "特殊教育学校": "special", "特教学校": "special", "特教": "special",
        "中等职业学校": "vocational", "中职": "vocational", "职业高中": "vocational",
    },
    "stage": {
        "小学部": "primary", "小学阶段": "primary", "初中部": "junior", "初中阶段": "junior",
        "高中部": "senior", "普通高中": "senior", "高中阶段": "senior",
    },
    "area_class": {
        "主城区": "urban", "城乡结合区": "urban", "城市": "urban", "111": "urban", "112": "urban",
        "镇中心区": "town", "镇乡结合区": "town", "特殊区域": "town", "121": "town",
        "122": "town", "123": "town", "镇": "town",
        "乡中心区": "rural", "村庄": "rural", "农村": "rural", "210": "rural", "220": "rural",
    },
    "kind": {
        "音乐教室": "music", "音乐专用教室": "music", "美术教室": "art", "美术专用教室": "art",
    },
    "conclusion": {"符合": "met", "符合要求": "met", "不符合": "not_met", "不符合要求": "not_met"},
}  # fmt: skip
"""Words for choices beyond those in the table's own declaration; see the statistics' own codes.

``area_class`` 111-220 are the codes of the urban-rural classification in the education statistics.
"""

YES = frozenset(("是", "有", "true", "yes", "y", "1", "√", "✓", "✔", "t"))
NO = frozenset(("否", "无", "没有", "false", "no", "n", "0", "×", "✗", "✘", "x", "f"))

PLACEHOLDERS = frozenset(
    ("-", "--", "---", "—", "——", "–", "―", "/", "\\", "无", "没有", "n/a", "na", "null", "none",
     "未知", "不详", "缺", "空", "待定", "待填", "...", "…", "?", "??", "???", "*", "暂无", "不适用")
)  # fmt: skip
"""What people write for "nothing": it says neither 0 nor "not known", so it is never guessed at."""

_MONEY = {
    "元": 1,
    "人民币元": 1,
    "千元": 1000,
    "万元": 10_000,
    "百万元": 10**6,
    "亿元": 10**8,
    "yuan": 1,
}
_PER_PUPIL = {
    "元/生": 1,
    "元/人": 1,
    "元/生·年": 1,
    "元/生年": 1,
    "元/年·生": 1,
    "元每生": 1,
}
_HEADS = {"人": 1, "名": 1, "位": 1, "万人": 10_000}
_THINGS = {"个": 1, "班": 1, "间": 1, "份": 1, "所": 1}
UNITS: dict[str, dict[str, int]] = {
    "人": {**_HEADS, "个": 1},
    "个": _THINGS,
    "间": {"间": 1, "个": 1},
    "份": {"份": 1, "张": 1},
    "平方米": {
        "平方米": 1,
        "平米": 1,
        "m2": 1,
        "m^2": 1,
        "m²": 1,
        "㎡": 1,
        "公顷": 10_000,
        "sqm": 1,
    },
    "元": _MONEY,
    "元/生": {**_PER_PUPIL, "元": 1},
    "元/年": {"元/年": 1, "元/人": 1, "元/人·年": 1, "万元/年": 10_000, **_MONEY},
    "年": {"年": 1, "周年": 1, "公元年": 1},
    "度": {"度": 1, "°": 1, "wgs84": 1, "十进制度": 1, "deg": 1},
    "级": {"级": 1},
    "%": {"%": 1, "百分比": 1},
    "公里": {"公里": 1, "千米": 1, "km": 1},
    "分钟": {"分钟": 1, "分": 1, "min": 1},
    "名": {"名": 1, "人": 1, "个": 1},
    "": {},
}
"""For each unit of the dictionary: the units accepted in its place, and what one of them makes."""

ALL_UNITS = frozenset(unit for family in UNITS.values() for unit in family) | {
    "亩", "平方千米", "公里", "元/平方米", "‰", "条", "台", "册", "千人", "米",
}  # fmt: skip
"""Everything that is recognised as a unit, accepted in some column or not."""

SUBTOTAL = re.compile(
    r"(?:.{0,14}(?:合计|小计|总计|共计|总和)|全县|全区|全市|subtotal|grandtotal|total|sum)[:：]?"
)
NOTE_STARTS = (
    "说明", "填写说明", "填报说明", "填表说明", "注:", "注1", "注2", "备注:", "单位:", "计量单位",
    "示例", "例:", "填报人", "填表人", "审核人", "负责人", "单位负责人", "学校负责人", "制表",
    "联系电话", "填表日期", "填报日期", "报出日期", "填报单位", "数据来源",
)  # fmt: skip
"""How a row begins that explains or signs the table (after :func:`normal`): it is not data."""
