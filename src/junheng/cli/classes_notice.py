"""The public notice before the draw; the one after it is part of the proof (``verify.py``)."""

from __future__ import annotations

from html import escape

from junheng.planning.assign.commitment import Commitment
from junheng.planning.assign.verify import page


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
            "承诺值、全部纸条、公开数值一起算出种子，种子决定分班。"
            "收了纸条的，要在公开数值产生之前公布全部纸条的哈希。</p>"
        ),
        "<h2>怎样核验</h2><p>保存 commitment.json 和 verify.py，等结果公示。</p>",
    ]
    return page(f"{options.title}：承诺公告", body)
