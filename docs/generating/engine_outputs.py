"""The page of the engine's output tables, written from their schemas."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from generating import markdown
from junheng.engine import schemas
from junheng.engine.defects import TYPES
from junheng.rulebook import rules

TYPE_WORDS = {"string": "文本", "int64": "整数", "double": "小数", "bool": "是 / 否"}
WORDS = {
    "county_code": "县级行政区划代码",
    "name": "名称：县的，或学校的",
    "verdict": "县的结论",
    "resources": "第六条（资源配置）的结论",
    "guarantee": "第七条（政府保障程度）的结论",
    "quality": "第八条（教育质量）的结论",
    "recognition": "第九条（社会认可度）的结论",
    "vetoes": "第十条（一票否决）的结论，达标表示没有",
    "clauses_met": "达标的条款数，只计决定结论的",
    "clauses_not_met": "未达标的条款数，只计决定结论的",
    "clauses_open": "无法判定的条款数，只计决定结论的",
    "rows": "判定的学段部数",
    "rows_met": "达标的学段部数",
    "pupils": "在校生数，只计判定的学段部",
    "decided_by": "`engine`：成批算出；`reference`：数值紧贴界限，由参考评估器精确重判",
    "clause": "条款号",
    "status": "结论：`met`、`not_met`、`undetermined`、`not_applicable`",
    "decides": "是否决定县的结论",
    "eligibility": "是否申报条件",
    "value": "首要数值；凭佐证判定的没有，缺数据时没有",
    "bound": "与数值比较的限值；要求全部学校达标的是 1",
    "stage": "学段：`primary`、`junior`",
    "indicator": "指标",
    "mean": "按学生数加权的平均值",
    "sd": "按学生数加权的总体标准差",
    "cv": "差异系数",
    "limit": "差异系数的上限",
    "school_code": "学校标识码",
    "type": "学校类型，英文标识",
    "operator": "举办者类型代码",
    "area_class": "城乡类型：`urban`、`town`、`rural`",
    "met": "达到标准的指标数",
    "within_floor": "未达到标准但达到 85% 的指标数",
    "reason": "未列入的原因",
    "check": "检查项",
    "severity": "`error` 或 `warning`",
    "table": "数据表",
    "column": "列",
    "found": "发现的值",
    "expected": "应有的值",
    "message": "问题",
    "remedy": "怎么改",
}
INTRODUCTION = (
    "`junheng engine run` 在 `--out` 的文件夹里写出下面各表，每张一个 Parquet 文件；用 Spark 时，"
    "`rows`、`left_out`、`defects` 各是一个放各部分的文件夹。小数是双精度数，只供显示；"
    "结论是按精确的数判的。缺的是空值，不是 0。`run.json` 最后写出：没有它的文件夹是没有写完的。"
)
RUN = (
    "`run.json` 记着程序版本（`junheng`）、规则集（`ruleset`：地区、日期、指纹、口径、例外）、"
    "引擎（`engine`）、数据（`input`，不含密码）、不认识的列（`ignored`）、县数（`counties`）、由参考评估器重判的县"
    "（`rechecked`）和各步用的秒数（`seconds`）。"
)


def page() -> str:
    """The whole page."""
    rule_set = rules(on=date(2026, 9, 1))
    rows = schemas.rows_schema(rule_set)
    indicators = {
        text: words
        for clause in rule_set.indicators
        for text, words in (
            (clause.measure, f"{clause.id} {clause.title.zh}，每百名学生、平方米或元"),
            (
                f"{clause.measure}_status",
                "`met`、`within_floor`、`below_floor`、`undetermined`",
            ),
        )
    }
    defects = pa.schema([(name, pa.string()) for name in TYPES])
    return markdown.page(
        "成批判定的结果",
        [INTRODUCTION],
        *_table("counties", "县：一县一行", schemas.COUNTIES),
        *_table("clauses", "条款：一县一条款一行", schemas.CLAUSES),
        *_table("disparities", "差异系数：一县一学段一指标一行", schemas.DISPARITIES),
        *_table("rows", "学段部：一校一学段一行", rows, indicators),
        *_table("left_out", "未列入七项指标的单位", schemas.LEFT_OUT),
        *_table("defects", "数据的问题", defects),
        ["## run.json", "", RUN],
    )


def _table(
    name: str, title: str, schema: pa.Schema, more: dict[str, str] | None = None
) -> list[list[str]]:
    words = {**WORDS, **(more or {})}
    lines = (
        (f"`{field.name}`", TYPE_WORDS[str(field.type)], words[field.name]) for field in schema
    )
    return [[f"## {name}（{title}）"], markdown.table(("列", "类型", "含义"), lines)]
