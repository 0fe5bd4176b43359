"""Every fixed word of the readable rule book, in Chinese and English."""

from __future__ import annotations

from junheng.standards import Effect, Judged, Scope, Unit

SECTIONS = {
    "6": ("第六条　资源配置", "Article 6: Resources"),
    "7": ("第七条　政府保障程度", "Article 7: Government guarantee"),
    "8": ("第八条　教育质量", "Article 8: Education quality"),
    "9": ("第九条　社会认可度", "Article 9: Social recognition"),
    "10": ("第十条　不予认定的情形", "Article 10: What rules out recognition"),
    "E": ("申报条件（不计入结论）", "Conditions for applying (outside the verdict)"),
    "B": ("基本均衡指标", "Indicators of basic balance"),
    "P": ("计算所用的参数", "Figures that other clauses use"),
    "D": ("地方职责（只作记录，不计入结论）", "Local duties (recorded, outside the verdict)"),
    "T": ("地方目标（只作记录，不计入结论）", "Local targets (recorded, outside the verdict)"),
}
"""Title of each section by the first part of its clauses' ids, in the order of printing."""

INTRODUCTIONS = {
    "6": (
        "七项指标逐校逐学段计算，本身不决定结论；由 6.school 和 6.cv 决定。",
        "Seven indicators by school and stage. They inform; 6.school and 6.cv decide.",
    ),
    "7": ("十五项全部达到，才算达标。", "All fifteen must be met."),
    "8": ("九项全部达到，才算达标。", "All nine must be met."),
    "10": ("有一种情形存在，全县不予认定。", "Any one of them rules out recognition."),
}
"""One sentence under the title of a section."""

JUDGED = {
    Judged.INDICATOR: ("逐校逐学段计算", "computed by school and stage"),
    Judged.SCHOOL_RULE: ("逐校逐学段综合判定", "judged by school and stage"),
    Judged.DISPARITY: ("全县逐项差异系数", "every coefficient of the county"),
    Judged.SCHOOLS: ("逐校判定", "judged by school"),
    Judged.CLASSES: ("逐班判定", "judged by class"),
    Judged.COUNTY: ("全县计算", "computed for the county"),
    Judged.EVIDENCE: ("凭佐证材料判定", "judged by evidence"),
    Judged.SUPPLIED: ("由上级给出", "supplied from above"),
    Judged.VETO: ("一票否决", "veto"),
    Judged.ELIGIBILITY: ("申报条件", "condition for applying"),
    Judged.PARAMETER: ("参数", "parameter"),
    Judged.DUTY: ("职责", "duty"),
    Judged.TARGET: ("目标", "target"),
    Judged.COMPOSITE: ("八项平均", "mean of eight"),
}

EFFECTS = {
    Effect.DEFINES: ("规定", "defines"),
    Effect.RAISES: ("提高", "raises"),
    Effect.REFINES: ("细化", "refines"),
    Effect.ADDS: ("增加", "adds"),
    Effect.RESCOPES: ("调整适用范围", "rescopes"),
}
RESTATES = ("重申", "restates")

SCOPES = {
    Scope.EVERY: ("", ""),
    Scope.PUBLIC: ("公办学校", "public schools"),
    Scope.RURAL: ("乡村学校", "rural schools"),
    Scope.URBAN_AND_TOWN: ("城区和镇区学校", "urban and town schools"),
    Scope.URBAN_AND_TOWN_PUBLIC_DAY: (
        "城区和镇区公办学校，寄宿制除外",
        "urban and town public schools without boarders",
    ),
}

UNITS_EN = {
    Unit.PER_100: "per 100 pupils",
    Unit.M2_PER_PUPIL: "m² per pupil",
    Unit.YUAN_PER_PUPIL: "yuan per pupil",
    Unit.ITEMS_PER_PUPIL: "items per pupil",
    Unit.PER_PUPIL: "per pupil",
    Unit.YUAN: "yuan",
    Unit.YUAN_PER_MONTH: "yuan a month",
    Unit.M2: "m²",
    Unit.PUPILS: "pupils",
    Unit.PERSONS: "people",
    Unit.PUPILS_PER_STAFF: "pupils per member of staff",
    Unit.STAFF_PER_CLASS: "teachers a class",
    Unit.CLASSES: "classes",
    Unit.COUNT: "",
    Unit.TIMES: "times",
    Unit.SHARE: "",
    Unit.COEFFICIENT: "",
    Unit.YEARS: "years",
    Unit.CALENDAR_YEAR: "",
    Unit.HOURS: "hours",
    Unit.LESSONS_PER_WEEK: "lessons a week",
    Unit.HOURS_PER_DAY: "hours a day",
    Unit.LEVEL: "",
    Unit.NONE: "",
}

LABELS = {
    "book": ("规则手册", "rule book"),
    "contents": ("目录", "Contents"),
    "place": ("适用地方", "Place"),
    "on": ("适用日期", "In force on"),
    "fingerprint": ("规则指纹", "Fingerprint"),
    "clause": ("条款", "Clause"),
    "title": ("名称", "Title"),
    "condition": ("条件", "Condition"),
    "how": ("怎样判定", "How it is judged"),
    "decides": ("决定结论", "decides"),
    "informs": ("不单独决定结论", "informs only"),
    "outside": ("不计入结论", "outside the verdict"),
    "bound": ("限值", "Bound"),
    "scope": ("适用范围", "Scope"),
    "cite": ("出处", "Citation"),
    "figure_from": ("现行数字出自", "figure in force from"),
    "document": ("文件", "Document"),
    "since": ("施行", "In force since"),
    "until": ("终止", "Until"),
    "checked": ("核对", "Checked"),
    "note": ("说明", "Note"),
    "editions": ("版本", "Editions"),
    "lineage": ("沿革", "Lineage"),
    "options": ("口径", "Options"),
    "switches": ("例外条款", "Exceptions"),
    "chosen": ("已选", "chosen"),
    "on_": ("已启用", "on"),
    "off": ("未启用", "off"),
    "examples": ("算例", "Worked examples"),
    "documents": ("引用文件", "Documents cited"),
    "number": ("文号", "Number"),
    "issuer": ("发文机关", "Issuer"),
    "issued": ("印发", "Issued"),
    "standing": ("依据", "Basis"),
    "official": ("已读原文或政府网页", "text or government page read"),
    "secondary": ("二手资料，使用前请核对原文", "secondary source, check before use"),
    "not_computed": ("凭材料，无数值", "no figure"),
    "none": ("无", "none"),
    "open": ("留给地方规定", "left to local rules"),
    "in_force": ("现行", "in force"),
    "unknown": ("不详", "not known"),
    "checker": ("核对人", "Checked by"),
    "check_date": ("核对日期", "Date"),
    "opinion": ("意见", "Opinion"),
    "sign_off": ("总体核对意见（签名、日期）", "Overall opinion (signature, date)"),
    "counts": ("条款数", "Clauses"),
}


def pick(pair: tuple[str, str], lang: str) -> str:
    """One of a pair of Chinese and English."""
    return pair[0 if lang == "zh" else 1]


def label(name: str, lang: str) -> str:
    """A fixed word by its name."""
    return pick(LABELS[name], lang)
