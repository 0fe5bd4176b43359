"""By which rules it was judged: the set, its options and exceptions, its fingerprint, its sources."""

from __future__ import annotations

from junheng import __version__
from junheng.evaluation.results import Evaluation
from junheng.reports.blocks import Align, Block, Column, Grid, Heading, Paragraph, words
from junheng.reports.wording import chinese_date, source_name
from junheng.standards import Clause


def basis(evaluation: Evaluation) -> tuple[Block, ...]:
    """The last section: enough to judge the same data again, and to come out the same."""
    rules = evaluation.rules
    return (
        Heading(level=1, text="判定依据", anchor="basis"),
        Grid(
            caption="规则集和数据",
            columns=(Column(header="项目", width=1.2), Column(header="内容", width=4)),
            rows=tuple(
                (words(name), words(text))
                for name, text in (
                    ("规则集", rules.id),
                    ("适用地区", rules.jurisdiction_name),
                    ("规则日期", chinese_date(rules.on)),
                    ("规则集指纹", rules.fingerprint),
                    ("启用的例外", "；".join(_switches(evaluation)) or "没有启用例外条款"),
                    ("数据来源", source_name(evaluation)),
                    ("数据指纹", evaluation.census.digest or "（未记录）"),
                    ("程序", f"junheng {__version__}"),
                )
            ),
        ),
        *_options(evaluation),
        Heading(level=2, text="各条的出处"),
        Grid(
            caption="条款、出处和核对日期",
            columns=(
                Column(header="条款", width=1.9),
                Column(header="内容", width=3),
                Column(header="出处", width=2.8),
                Column(header="施行日期", align=Align.CENTRE, width=1.3),
                Column(header="最近核对", align=Align.CENTRE, width=1.3),
            ),
            rows=tuple(
                (
                    words(clause.id),
                    words(clause.title.zh),
                    words(_lineage(clause, evaluation)),
                    words(clause.edition.since.isoformat()),
                    words(clause.edition.checked.isoformat()),
                )
                for clause in rules
            ),
            long=True,
        ),
    )


def _switches(evaluation: Evaluation) -> list[str]:
    rules = evaluation.rules
    return [
        f"{switch.title.zh}（{rules.cited(switch.cite)}）" for switch in rules.switches.values()
    ]


def _options(evaluation: Evaluation) -> tuple[Block, ...]:
    rules = evaluation.rules
    if not rules.options:
        return ()
    return (
        Paragraph(text="以下各点出处没有说明或说法不一，采用的口径如下。"),
        Grid(
            caption="采用的口径",
            columns=(
                Column(header="条款", width=0.8),
                Column(header="问题", width=3),
                Column(header="采用", width=2.4),
                Column(header="是否默认", align=Align.CENTRE, width=1),
            ),
            rows=tuple(
                (
                    words(option.clause),
                    words(option.title.zh),
                    words(
                        next(
                            choice.title.zh
                            for choice in option.choices
                            if choice.id == rules.option(option.id)
                        )
                    ),
                    words("是" if rules.option(option.id) == option.default else "否"),
                )
                for option in rules.options.values()
            ),
        ),
    )


def _lineage(clause: Clause, evaluation: Evaluation) -> str:
    """The sources of a clause, nation first, the same one named once."""
    rules = evaluation.rules
    cited = [rules.cited(cite) for _, _, cite in clause.lineage] or [rules.cited(clause.cite)]
    cited.append(rules.cited(clause.edition.cite))
    return "；".join(dict.fromkeys(cited))
