"""The public notices: one page each, before the draw and after it. No name and no number in them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from junheng.planning.assign.commitment import Commitment
from junheng.planning.assign.plan import Result
from junheng.planning.assign.told import told
from junheng.planning.outcome import Table
from junheng.planning.showing import shown

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 15mm; }}
body {{ font-family: "Noto Sans CJK SC", "Microsoft YaHei", "SimSun", sans-serif; margin: 2em auto;
  max-width: 52em; padding: 0 1em; line-height: 1.6; color: #111; background: #fff; }}
h1 {{ font-size: 1.5em; text-align: center; }}
h2 {{ font-size: 1.1em; margin: 1em 0 .3em; }}
table {{ border-collapse: collapse; width: 100%; font-size: .85em; }}
th, td {{ border: 1px solid #777; padding: .2em .4em; text-align: right; }}
th:first-child, td:first-child {{ text-align: left; }}
code {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def before(made: Commitment, pupils: int) -> str:
    """The notice that announces the commitment."""
    options = made.options
    source = options.public_source or "（学校在此写明：何时、何处公布的哪个数值）"
    teachers = f"班主任（{len(made.teachers)} 名）由抽签产生。" if made.teachers else ""
    body = [
        f"<h1>{escape(options.title)}：承诺公告</h1>",
        (
            f"<p>{pupils} 名学生分成 {options.classes} 个班，办法：{options.mode.zh}。"
            f"{escape(teachers)}名册和办法已经固定。</p>"
        ),
        f"<h2>承诺值</h2><p><code>{made.value}</code></p>",
        (
            "<p>它是承诺书 commitment.json 的 SHA-256。承诺书里有每名学生登记的哈希，"
            "没有姓名、学号和成绩；公布以后，名册、办法、班数、程序改动一个字都会被发现。</p>"
        ),
        f"<h2>公开数值</h2><p>{escape(source)}</p>",
        (
            "<p>现在谁也不知道这个数值。家长可以各写一张纸条，字数不限于数字；"
            "承诺值、全部纸条、公开数值一起算出种子，种子决定分班。</p>"
        ),
        "<h2>怎样核验</h2><p>保存 commitment.json 和 verify.py，等结果公示。</p>",
    ]
    return _page(f"{options.title}：承诺公告", body)


def after(found: Result) -> str:
    """The notice of the result: how even the classes are, and what proves it."""
    drawn, outcome = found.drawn, told(found)
    options = drawn.commitment.options
    slips = drawn.slips.count("\n")
    body = [
        f"<h1>{escape(outcome.title)}</h1>",
        _table(outcome.table("balance")),
        "<h2>均衡</h2>",
        "<ul>",
        *(
            f"<li>{escape(each.title)}：{shown(each.value, each.shape)} {escape(each.unit)}"
            f"{f'（{escape(each.note)}）' if each.note else ''}</li>"
            for each in outcome.figures
            if each.name in ("gap", "excess", "alike")
        ),
        *(
            f"<li>{escape(each.where)}：{escape(each.what)}</li>"
            for each in outcome.reasons
            if "要求" not in each.what
        ),
        "</ul>",
        "<h2>证明</h2>",
        (
            f"<p>承诺值（事先公布）：<code>{drawn.commitment.value}</code><br>"
            f"公开数值：<code>{escape(drawn.public_value)}</code>"
            f"{f'（{escape(options.public_source)}）' if options.public_source else ''}<br>"
            f"家长纸条：{slips} 张，见 slips.txt<br>"
            f"种子：<code>{drawn.seed.hex()}</code></p>"
        ),
        "<h2>怎样核验</h2>",
        (
            "<p>查结果：回执上有查询编号，在 assignment.csv 里找。"
            "核验：装有 Python 3.10 以上的电脑，在公示的文件夹里运行 <code>python verify.py .</code>；"
            "连同回执核验自己孩子的登记：<code>python verify.py . 回执.csv</code>；"
            "到校用完整的编号名册可以把分班从头重算，逐字比较。</p>"
        ),
    ]
    return _page(outcome.title, body)


def _page(title: str, body: Sequence[str]) -> str:
    return _PAGE.format(title=escape(title), body="\n".join(body))


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column.header)}</th>" for column in table.columns)
    rows = [
        "".join(
            f"<td>{escape(shown(value, column.shape))}</td>"
            for value, column in zip(row, table.columns, strict=True)
        )
        for row in table.rows
    ]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
