"""What one card must satisfy by itself: complete, in the vocabulary, with its examples."""

from __future__ import annotations

from junheng.rulebook import schema
from junheng.rulebook.marked_yaml import Marked, Path_
from junheng.rulebook.vocabulary import MEASURES, RECORDED, SLOTS, slot_known
from junheng.standards import Effect, ExampleKind

NEW = (Effect.DEFINES, Effect.ADDS)
"""Effects of cards that carry everything themselves."""

NEEDED = (ExampleKind.AT_BOUND, ExampleKind.JUST_SHORT, ExampleKind.MISSING)
"""The kinds of examples that every judged card shows."""


def check_card(card: schema.CardPart, effect: Effect, marked: Marked, path: Path_) -> None:
    """Raise :class:`junheng.errors.CardError` for the first fault of a card."""
    if effect in NEW:
        _check_new(card, marked, path)
    else:
        _check_overlay(card, effect, marked, path)
    _check_slots(card, marked, path)
    _check_examples(card, marked, path)


def _check_new(card: schema.CardPart, marked: Marked, path: Path_) -> None:
    for name in ("title", "summary", "judged"):
        if getattr(card, name) is None:
            raise marked.error(f"{card.id} 缺少“{name}”", path)
    if card.judged in RECORDED:
        if card.measure:
            raise marked.error(
                f"{card.id} 只作记录（{card.judged}），不能有算法（measure）", (*path, "measure")
            )
        return
    measure = MEASURES.get(card.measure)
    if measure is None:
        raise marked.error(
            f"{card.id} 的算法“{card.measure}”不认识；可用：{'、'.join(MEASURES)}",
            (*path, "measure"),
        )
    if card.judged not in measure.judged:
        allowed = "、".join(measure.judged)
        raise marked.error(
            f"{card.id} 的算法“{card.measure}”不能按“{card.judged}”判定；可用：{allowed}",
            (*path, "judged"),
        )
    for at, edition in enumerate(card.editions):
        if set(edition.bounds) != set(measure.slots):
            raise marked.error(
                f"{card.id} 的算法“{card.measure}”要求写明：{'、'.join(measure.slots) or '无'}；"
                f"现在写的是：{'、'.join(edition.bounds) or '无'}",
                (*path, "editions", at, "bounds"),
            )


def _check_overlay(card: schema.CardPart, effect: Effect, marked: Marked, path: Path_) -> None:
    for name in ("judged", "decides", "measure"):
        if getattr(card, name) not in (None, ""):
            raise marked.error(
                f"{card.id} 是 {effect}，判定方式由上级定，不能写“{name}”", (*path, name)
            )
    if effect is Effect.RESCOPES and card.scope is None:
        raise marked.error(f"{card.id} 是 rescopes，却没有写适用范围（scope）", path)
    if effect is not Effect.RESCOPES and card.scope is not None:
        raise marked.error(f"{card.id} 要调整适用范围，作用应为 rescopes", (*path, "scope"))


def _check_slots(card: schema.CardPart, marked: Marked, path: Path_) -> None:
    for at, edition in enumerate(card.editions):
        for slot in edition.bounds:
            if not slot_known(slot):
                raise marked.error(
                    f"{card.id} 的“{slot}”不认识；可用：{'、'.join(SLOTS)}，或加后缀 _by_年份",
                    (*path, "editions", at, "bounds", slot),
                )


def _check_examples(card: schema.CardPart, marked: Marked, path: Path_) -> None:
    seen: set[str] = set()
    for at, example in enumerate(card.examples):
        if example.id in seen:
            raise marked.error(
                f"{card.id} 的算例“{example.id}”写了两次", (*path, "examples", at, "id")
            )
        seen.add(example.id)
    if card.judged in RECORDED:
        return
    if card.judged is None or card.measure.startswith("basic_"):
        return
    kinds = {example.kind for example in card.examples}
    for kind in NEEDED:
        if kind not in kinds:
            raise marked.error(f"{card.id} 缺少算例：{kind.zh}（{kind}）", path)
