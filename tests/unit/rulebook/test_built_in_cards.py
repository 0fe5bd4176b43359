"""Every card of the built-in book is good enough to be checked by a person."""

from __future__ import annotations

import re
from datetime import date

import pytest

from junheng.rulebook import load
from junheng.rulebook.vocabulary import RECORDED
from junheng.standards import Card

BOOK = load()
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("card", BOOK.cards, ids=lambda card: card.place)
def test_a_card_speaks_both_languages(card: Card) -> None:
    for text in (card.title, card.summary):
        if text is not None:
            assert CHINESE.search(text.zh)
            assert not CHINESE.search(text.en)


@pytest.mark.parametrize("card", BOOK.cards, ids=lambda card: card.place)
def test_chinese_text_has_no_space_left_by_a_line_break(card: Card) -> None:
    texts = [card.title, card.summary, *(each.text for each in card.examples)]
    texts += [edition.note for edition in card.editions]
    for text in texts:
        if text is not None:
            assert not re.search("[\u4e00-\u9fff，。；：] [\u4e00-\u9fff]", text.zh)


@pytest.mark.parametrize("card", BOOK.cards, ids=lambda card: card.place)
def test_a_card_was_checked_by_a_person_after_it_came_into_force(card: Card) -> None:
    for edition in card.editions:
        assert edition.since <= edition.checked <= date(2100, 1, 1)


def test_every_registered_document_is_cited() -> None:
    cited = {card.cite.document for card in BOOK.cards}
    cited |= {edition.cite.document for card in BOOK.cards for edition in card.editions}
    cited |= {each.cite.document for each in (*BOOK.options, *BOOK.switches)}
    assert {document.id for document in BOOK.register} == cited


def test_a_document_without_a_number_is_cited_by_its_title() -> None:
    assert BOOK.register["anshan-2020"].cited() == (
        "《鞍山市进一步推进县域内城乡义务教育一体化改革发展的实施方案》"
    )
    assert BOOK.register["jiaodu-2017-6"].cited() == "教督〔2017〕6号"


def test_a_register_knows_what_it_holds() -> None:
    assert "jiaodu-2017-6" in BOOK.register
    assert "rumour" not in BOOK.register


def test_every_switch_and_option_is_about_a_judged_clause() -> None:
    judged = {card.id for card in BOOK.cards if card.judged and card.judged not in RECORDED}
    assert {each.clause for each in BOOK.options} | {
        each.clause for each in BOOK.switches
    } <= judged
