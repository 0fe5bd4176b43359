"""What stands below every form: signs used, rules, options and fingerprint, lines to sign."""

from __future__ import annotations

from junheng import __version__
from junheng.evaluation.results import CountyResult, Evaluation
from junheng.reports.figures import FLIP
from junheng.reports.forms.sheet import Sheet
from junheng.reports.wording import chinese_date


def begin(sheet: Sheet, title: str, county: CountyResult, evaluation: Evaluation) -> None:
    """The head of a form."""
    sheet.title(title, f"{county.title}（{county.code}）", chinese_date(evaluation.rules.on))


def finish(
    sheet: Sheet, evaluation: Evaluation, *notes: str, flips: bool = False, missing: bool = False
) -> None:
    """The foot of a form: its own notes, then those of every form."""
    for number, text in enumerate(notes, 1):
        sheet.note(f"{'注：' if number == 1 else '　　'}{number}. {text}")
    if missing:
        sheet.note(
            "— 数据缺失，未按 0 计算；判定要用到而又缺少它的，为“无法判定”，补报后重新生成。"
        )
    if flips:
        sheet.note(f"{FLIP} 四舍五入后的数看似与判定不一致；判定按精确值，未经四舍五入。")
    rules = evaluation.rules
    sheet.note(
        f"规则集 {rules.id}（{rules.jurisdiction_name}，{chinese_date(rules.on)}），指纹 "
        f"{rules.fingerprint}。采用的口径：{_options(evaluation)}。启用的例外：{_switches(evaluation)}。"
        f"junheng {__version__} 生成。"
    )
    sheet.sign(filled="　　　　年　　月　　日")


def _options(evaluation: Evaluation) -> str:
    rules = evaluation.rules
    chosen = [
        f"{option.clause} {choice.title.zh}"
        for option in rules.options.values()
        for choice in option.choices
        if choice.id == rules.option(option.id)
    ]
    return "；".join(chosen) or "无"


def _switches(evaluation: Evaluation) -> str:
    titles = [switch.title.zh for switch in evaluation.rules.switches.values()]
    return "；".join(titles) or "无"
