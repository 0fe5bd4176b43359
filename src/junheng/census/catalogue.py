"""Every check there is: its id, how grave a failure is, and what it looks at.

The ids are stable: they stand in JSON output and in the manual. An error refuses its row, and with
it the data set; a warning asks a person to look again.
"""

from __future__ import annotations

from junheng.census.defects import Severity

_ERRORS = {
    "table.missing": "缺少必需的表",
    "table.twice": "同一张表给了两份",
    "table.no_header": "找不到表头",
    "table.empty": "必需的表里没有数据",
    "file.unreadable": "文件读不了",
    "header.missing": "缺少必填列",
    "header.twice": "两列的表头是同一个意思",
    "header.unit": "表头的单位不能用于这一列",
    "header.excludes": "表头写明不含一部分，与本列的含义不同",
    "cell.required": "必填的单元格是空的",
    "cell.number": "不是数",
    "cell.negative": "是负数",
    "cell.whole": "应是整数",
    "cell.placeholder": "用文字或符号代替了数",
    "cell.scientific": "科学计数法",
    "cell.unit": "单元格里写了别的单位",
    "cell.date": "被当成了日期",
    "cell.share": "比例超出 0 到 100%",
    "cell.year": "不是年份",
    "cell.degrees": "不是经纬度",
    "cell.flag": "看不出是或否",
    "cell.choice": "不在可选范围内",
    "cell.formula_error": "公式出错",
    "cell.formula_uncalculated": "公式没有计算结果",
    "cell.code_date": "代码被变成了日期",
    "cell.code_digits": "代码被存成数字而丢了位",
    "cell.code_number": "代码是小数或负数",
    "cell.code_scientific": "代码是科学计数法",
    "cell.clause_number": "条款号被存成数字",
    "cell.clause": "不是条款号",
    "county.unknown_key": "不认识的县级项目",
}
_WARNINGS = {
    "sheet.ignored": "没有读取的工作表或文件",
    "sheet.hidden": "读取了隐藏的工作表、行或列",
    "sheet.guessed": "按表头认出的工作表",
    "header.unknown": "不认识的列，没有读取",
    "header.absent": "缺少可以不填的列",
    "header.remark": "表头的括号里有别的话",
    "row.subtotal": "合计行，不计入",
}
SEVERITY = {
    **dict.fromkeys(_ERRORS, Severity.ERROR),
    **dict.fromkeys(_WARNINGS, Severity.WARNING),
}
"""How grave the failure of each check is."""
TITLES = {**_ERRORS, **_WARNINGS}
"""What each check looks at, in a few Chinese words."""
