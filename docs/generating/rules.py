"""The page of the rules, written from the rule book."""

from __future__ import annotations

from collections.abc import Iterator

from generating import markdown
from junheng import rulebook
from junheng.model.quantity import exactly
from junheng.rulebook.readable.figures import bounds_text
from junheng.rulebook.readable.words import EFFECTS
from junheng.standards import Book, Card, Citation, Edition, Effect
from junheng.standards.resolve import clause_order

STANDARDS = {"quality-balance": "优质均衡", "basic-balance": "基本均衡"}
INTRODUCTION = (
    "程序内置的全部规则卡片，都是我们自己的概括，以出处所列文件为准。核对的办法见"
    "[核对并签署规则手册](../how-to/check-rule-book.md)。\n\n"
    "每个版次写着施行日期、限值、出处和核对日期；旧版次保留，用来判定当年的数据。方括号是地方规定对上级的作用。"
)


def page() -> str:
    """The whole page."""
    book = rulebook.load()
    return markdown.page(
        "规则",
        [INTRODUCTION],
        *(block for standard in _standards(book) for block in _cards(book, standard)),
        ["## 口径"],
        ["文件没有说清、各地口径不同的地方。用 `--with 口径=选择` 指定；报告会写明用了哪一种。"],
        markdown.table(
            ("口径", "条款", "含义", "可以选择", "默认"),
            (
                (
                    f"`{option.id}`",
                    option.clause,
                    option.title.zh,
                    "；".join(f"`{choice.id}` {choice.title.zh}" for choice in option.choices),
                    f"`{option.default}`",
                )
                for option in book.options
            ),
        ),
        ["## 例外条款"],
        ["文件规定的例外，默认关闭。用 `--with 名称` 打开。"],
        markdown.table(
            ("名称", "条款", "含义", "数值", "出处"),
            (
                (
                    f"`{switch.id}`",
                    switch.clause,
                    f"{switch.title.zh}：{switch.summary.zh}",
                    "；".join(f"{name} {exactly(value)}" for name, value in switch.figures.items()),
                    _cited(book, switch.cite),
                )
                for switch in book.switches
            ),
        ),
        ["## 引用的文件"],
        markdown.table(
            ("文号", "名称", "发文机关", "日期", "依据"),
            (
                (
                    document.number,
                    document.title,
                    document.issuer,
                    document.issued.isoformat() if document.issued else "",
                    "官方文本" if document.standing == "official" else "二手资料，使用前请核对原文",
                )
                for document in book.register
            ),
        ),
    )


def _standards(book: Book) -> list[str]:
    return list(dict.fromkeys(card.standard for card in book.cards))


def _cards(book: Book, standard: str) -> Iterator[list[str]]:
    cards = [card for card in book.cards if card.standard == standard]
    yield [f"## {STANDARDS.get(standard, standard)}（`{standard}`）"]
    for places in sorted({card.jurisdictions for card in cards}, key=_by_level):
        names = "、".join(book.jurisdictions[code].name for code in places)
        here = [card for card in cards if card.jurisdictions == places]
        yield [f"### {STANDARDS.get(standard, standard)}：{names}"]
        yield markdown.table(
            ("条款", "要求", "限值和出处"),
            (_row(book, card) for card in sorted(here, key=lambda each: clause_order(each.id))),
        )


def _by_level(codes: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return len(codes[0]), codes


def _row(book: Book, card: Card) -> tuple[str, ...]:
    title = f"**{card.title.zh}**。" if card.title else ""
    effect = "" if card.effect is Effect.DEFINES else f"［{EFFECTS[card.effect][0]}］"
    notes = (edition.note.zh for edition in card.editions if edition.note)
    told = "".join((card.summary.zh if card.summary else "", *notes))
    editions = "<br>".join(_edition(book, edition) for edition in card.editions)
    return f"`{card.id}`", f"{effect}{title}{told}", editions


def _edition(book: Book, edition: Edition) -> str:
    until = f" 至 {edition.until}" if edition.until else ""
    bounds = "；".join(bounds_text(edition.bounds, "zh"))
    begun = f"{edition.since} 起{until}" + (f"：{bounds}" if bounds else "")
    return f"{begun}。{_cited(book, edition.cite)}，{edition.checked} 核对"


def _cited(book: Book, cite: Citation) -> str:
    document = book.register[cite.document].cited()
    article = f"第{cite.article}条" if cite.article.isdigit() else cite.article
    item = f"（{cite.item}）" if cite.item else ""
    return f"{document} {article}{item}".strip()
