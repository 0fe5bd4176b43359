"""What cards must satisfy together: one card a clause, place and day; overlays that fit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from junheng.errors import CardError
from junheng.rulebook.card_checks import NEEDED, NEW
from junheng.rulebook.vocabulary import RECORDED
from junheng.standards import Book, Card, Clause, Edition
from junheng.standards.overlay import Conflict, laid_over
from junheng.standards.places import chain
from junheng.standards.resolve import in_force

_END = date.max


def check_across(book: Book) -> None:
    """Raise :class:`CardError` for the first fault between cards."""
    _check_single(book.cards)
    for standard in book.standards:
        cards = [card for card in book.cards if card.standard == standard.id]
        for code in sorted({code for card in cards for code in card.jurisdictions}):
            _check_place(book, standard.id, code, cards)


def _error(card: Card, message: str) -> CardError:
    file, _, line = card.place.rpartition(":")
    return CardError(message, file=file, line=int(line))


def spans(card: Card) -> Iterable[tuple[date, date]]:
    """First and last day of each edition."""
    starts = [edition.since for edition in card.editions[1:]]
    lasts = [*(start - timedelta(days=1) for start in starts), _END]
    for edition, last in zip(card.editions, lasts, strict=True):
        yield edition.since, min(edition.until or _END, last)


def _turning_days(card: Card) -> Iterable[date]:
    """The days on which what the card says changes: an edition begins, or has ended."""
    for first, last in spans(card):
        yield first
        if last != _END:
            yield last + timedelta(days=1)


def _check_single(cards: Iterable[Card]) -> None:
    seen: dict[tuple[str, str, str], list[Card]] = {}
    for card in cards:
        for code in card.jurisdictions:
            others = seen.setdefault((card.standard, code, card.id), [])
            for other in others:
                if _overlap(card, other):
                    raise _error(
                        card,
                        f"{card.id} 在“{code or 'nation'}”已有一张卡片（{other.place}），日期重叠",
                    )
            others.append(card)


def _overlap(one: Card, other: Card) -> bool:
    return any(
        first <= last_other and first_other <= last
        for first, last in spans(one)
        for first_other, last_other in spans(other)
    )


def _check_place(book: Book, standard: str, code: str, cards: list[Card]) -> None:
    places = chain(code, book.jurisdictions)
    codes = {place.code for place in places}
    concerned = [card for card in cards if codes & set(card.jurisdictions)]
    for day in sorted({day for card in concerned for day in _turning_days(card)}):
        clauses: dict[str, Clause] = {}
        for place in places:
            found: Iterable[tuple[Card, Edition]] = in_force(
                cards, standard=standard, code=place.code, on=day
            )
            for card, edition in found:
                try:
                    clauses[card.id] = laid_over(clauses.get(card.id), card, edition, place.name)
                except Conflict as conflict:
                    raise _error(card, f"{conflict}（{place.name}，{day}）") from None
                _check_overlay_examples(card, clauses[card.id])


def _check_overlay_examples(card: Card, clause: Clause) -> None:
    if card.effect in NEW or clause.judged in RECORDED:
        return
    kinds = {example.kind for example in card.examples}
    for kind in NEEDED:
        if kind not in kinds:
            raise _error(card, f"{card.id} 缺少算例：{kind.zh}（{kind}）")
