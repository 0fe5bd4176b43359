"""The sheet 填报说明: what to do, in what order, and what every column is for."""

from __future__ import annotations

from typing import Any

from junheng.census.template.feeds import feeds
from junheng.census.template.looks import Looks, page, protect
from junheng.census.template.sheets import PLANS

NAME = "填报说明"
_WIDTHS = (14, 34, 12, 8, 20, 74)
_LAST = len(_WIDTHS) - 1
_ACROSS = 76  # full-width characters on one line of a merged paragraph

STEPS = (
    (
        "先填“学校”：每所学校（机构）一行。教学点、特殊教育学校、民办学校都要填；"
        "不参加判定的机构由程序列出原因，不要自己删去。"
    ),
    (
        "再填“学段”：每所学校的每个学段一行。九年一贯制学校填小学、初中两行，完全中学填初中、高中两行，"
        "十二年一贯制学校填三行。学校标识码从下拉列表中选，学校名称自动显示。"
    ),
    "填“专用教室”：每间音乐、美术专用教室一行，填使用面积。",
    "“班级”可以不填；填了，最大班额和超标班级数就按它计算。",
    "填“县级数据”和“佐证”：每行已给出项目、单位和通常提供数据的部门，只填白色单元格。",
    "打开“自查”：把“请核对”的逐条改正，把合计与教育事业统计报表核对。",
    "存盘后运行 junheng check 文件名，得到全部问题和标了颜色的副本；改完再运行 junheng evaluate 文件名。",
)
BLANK = (
    "空白表示“没有数据”。程序不会把空白当作 0，用到它的条款会判为“无法判定”，并列出缺什么。",
    "确实没有的（如没有室内体育用房、没有博士学历教师），填 0。",
    "不要用“-”“无”“/”代替数字；不要在数字后面写单位；面积和金额可以带小数，不要四舍五入。",
)
WHOLE = (
    "面积、设备、多媒体教室按全校填一次。一贯制学校不要自己拆给小学、初中，程序按规定的权重精确拆分。",
    "教师按任教学段填：同一所学校的小学部、初中部各填各的。",
    (
        "学校标识码、县级行政区划代码是文本，前面的 0 不能丢。从别处粘贴时选“只粘贴数值”，"
        "否则会盖掉这里的下拉列表和检查。"
    ),
    "工作表加了保护，只是防止误改表头和公式，没有密码；需要时可在“审阅”中撤销。",
)
COLOURS = (
    ("required", "深蓝底白字表头", "必填：空着的行不能读取"),
    ("optional", "浅蓝底表头", "选填：不知道就留空"),
    ("helping", "灰底表头", "自动显示或事先给出，不用填"),
    ("blank", "黄色单元格", "这一行已经开始填，这一格必填而还空着"),
    ("wrong", "红色单元格", "这一格与别的数矛盾，或者重复，请核对"),
)


def write_instructions(sheet: Any, looks: Looks) -> None:
    """Steps, blank and zero, colours, the sheets, every column."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 36)
    sheet.merge_range(0, 0, 0, _LAST, "义务教育优质均衡　数据填报工作簿", looks["big"])
    line = _paragraphs(sheet, 1, "一、怎么填", STEPS, looks)
    line = _paragraphs(sheet, line, "二、空白和 0", BLANK, looks)
    line = _paragraphs(sheet, line, "三、还要注意", WHOLE, looks)
    line = _colours(sheet, line, looks)
    line = _tables(sheet, line, looks)
    _columns(sheet, line, looks)
    page(sheet, title=NAME)
    protect(sheet)


def _heading(sheet: Any, line: int, title: str, looks: Looks) -> int:
    sheet.set_row(line, 26)
    for place in range(_LAST + 1):
        sheet.write_blank(line, place, None, looks["heading"])
    sheet.write_string(line, 0, title, looks["heading"])
    return line + 1


def _paragraphs(
    sheet: Any, line: int, title: str, paragraphs: tuple[str, ...], looks: Looks
) -> int:
    line = _heading(sheet, line, title, looks)
    for number, text in enumerate(paragraphs, 1):
        sheet.set_row(line, 18 * -(-len(text) // _ACROSS))
        sheet.merge_range(line, 0, line, _LAST, f"{number}. {text}", looks["paragraph"])
        line += 1
    return line


def _colours(sheet: Any, line: int, looks: Looks) -> int:
    line = _heading(sheet, line, "四、颜色", looks)
    for style, name, meaning in COLOURS:
        sheet.write_string(line, 0, "示例", looks[style])
        sheet.write_string(line, 1, name, looks["cell"])
        sheet.merge_range(line, 2, line, _LAST, meaning, looks["cell"])
        line += 1
    return line


def _row(sheet: Any, line: int, texts: tuple[str, ...], style: str, looks: Looks) -> int:
    for place, text in enumerate(texts):
        sheet.write_string(line, place, text, looks[style])
    return line + 1


def _tables(sheet: Any, line: int, looks: Looks) -> int:
    line = _heading(sheet, line, "五、工作表", looks)
    for place, head in ((0, "工作表"), (1, "是否必填"), (2, "填什么")):
        sheet.write_string(line, place, head, looks["required"])
    sheet.merge_range(line, 2, line, _LAST, "填什么", looks["required"])
    line += 1
    for plan in PLANS.values():
        needed = "必填" if plan.table.required else "没有则相关条款无法判定"
        if plan.table.name == "classes":
            needed = "可不填"
        sheet.write_string(line, 0, plan.table.sheet, looks["cell_centred"])
        sheet.write_string(line, 1, needed, looks["cell"])
        sheet.merge_range(line, 2, line, _LAST, plan.table.note, looks["cell"])
        line += 1
    return line


def _columns(sheet: Any, line: int, looks: Looks) -> int:
    line = _heading(sheet, line, "六、逐栏说明（“用于”是判定时用到它的条款编号）", looks)
    line = _row(sheet, line, ("工作表", "栏目", "单位", "必填", "用于", "说明"), "required", looks)
    for plan in PLANS.values():
        for field in plan.fields:
            column = field.column
            if column is None:
                continue
            line = _row(
                sheet,
                line,
                (
                    plan.table.sheet,
                    column.header,
                    column.unit,
                    "是" if column.required else "",
                    feeds(plan.table.name, column.name),
                    column.note,
                ),
                "cell",
                looks,
            )
    return line
