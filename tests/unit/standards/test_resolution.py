"""A rule set is what holds in one place on one day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from junheng.errors import RuleSetError
from junheng.standards import Book, Card, Effect, Judged, RuleSet, Scope, Text, resolve
from tests.unit.standards.books import BEGUN, LATER, book, bound, edition, local, national

TODAY = date(2026, 9, 1)


def resolved(given: Book, *, jurisdiction: str = "532323", on: date = TODAY) -> RuleSet:
    return resolve(given, standard="quality-balance", jurisdiction=jurisdiction, on=on)


def test_the_nation_alone_has_its_own_figures() -> None:
    rules = resolved(book(national(), local()), jurisdiction="")
    assert rules["8.4"].figure() == Fraction("0.05")
    assert (rules.jurisdiction, rules.jurisdiction_name) == ("", "全国")


def test_a_local_raise_holds_in_its_place_and_below() -> None:
    given = book(national(), local())
    assert resolved(given, jurisdiction="5323")["8.4"].figure() == Fraction("0.1")
    assert resolved(given, jurisdiction="532323")["8.4"].figure() == Fraction("0.1")
    assert resolved(given, jurisdiction="53")["8.4"].figure() == Fraction("0.05")


def test_a_local_raise_holds_from_its_first_day() -> None:
    given = book(national(), local())
    assert resolved(given, on=LATER - timedelta(days=1))["8.4"].figure() == Fraction("0.05")
    assert resolved(given, on=LATER)["8.4"].figure() == Fraction("0.1")


def test_an_edition_that_ended_gives_way_to_what_stands_above() -> None:
    ended = edition({"all": bound("0.10")}, since=LATER, until=date(2024, 12, 31))
    given = book(national(), local(editions=(ended,)))
    assert resolved(given, on=date(2024, 12, 31))["8.4"].figure() == Fraction("0.1")
    assert resolved(given, on=date(2025, 1, 1))["8.4"].figure() == Fraction("0.05")


def test_the_latest_edition_begun_by_the_day_is_used() -> None:
    editions = (
        edition({"all": bound("0.05")}),
        edition({"all": bound("0.08")}, since=date(2025, 3, 1)),
    )
    given = book(national(editions=editions))
    assert resolved(given, on=date(2025, 2, 28))["8.4"].figure() == Fraction("0.05")
    assert resolved(given, on=date(2025, 3, 1))["8.4"].figure() == Fraction("0.08")


def test_the_lineage_tells_who_shaped_the_clause_nation_first() -> None:
    lineage = resolved(book(national(), local()))["8.4"].lineage
    assert [(place, effect) for place, effect, _ in lineage] == [
        ("全国", "defines"),
        ("楚雄州", "raises"),
    ]


def test_a_raise_to_the_same_figure_leaves_the_edition_above_in_force() -> None:
    clause = resolved(book(national(), local("0.05")))["8.4"]
    assert clause.edition.since == BEGUN
    assert len(clause.lineage) == 2


def test_an_open_bound_can_be_filled_below() -> None:
    given = book(national(figure=None), local("1.5", effect=Effect.REFINES))
    assert resolved(given, jurisdiction="")["8.4"].bound().value is None
    assert resolved(given)["8.4"].figure() == Fraction("1.5")


def test_an_open_bound_has_no_figure() -> None:
    clause = resolved(book(national(figure=None)))["8.4"]
    with pytest.raises(ValueError, match=r"clause 8\.4: 'all' is left open by the rule set"):
        clause.figure()


def test_a_slot_the_clause_does_not_have_is_a_mistake_of_the_caller() -> None:
    clause = resolved(book())["8.4"]
    with pytest.raises(KeyError, match=r"clause 8\.4 has no bound 'junior'"):
        clause.bound("junior")


def test_a_rescoping_changes_the_circle_and_not_the_figure() -> None:
    card = local(effect=Effect.RESCOPES, scope=Scope.RURAL, editions=(edition({}, since=LATER),))
    clause = resolved(book(national(), card))["8.4"]
    assert (clause.scope, clause.figure()) == (Scope.RURAL, Fraction("0.05"))


def test_an_added_clause_stands_only_where_it_was_added() -> None:
    added = Card(
        id="10.7",
        standard="quality-balance",
        jurisdictions=("53",),
        effect=Effect.ADDS,
        cite=national().cite,
        editions=(edition({}),),
        place="local.yaml:9",
        title=Text(zh="乙", en="B"),
        summary=Text(zh="乙", en="B"),
        judged=Judged.VETO,
        measure="veto",
    )
    given = book(national(), added)
    assert list(resolved(given).clauses) == ["8.4", "10.7"]
    assert list(resolved(given, jurisdiction="").clauses) == ["8.4"]


def test_a_local_card_may_put_its_own_words() -> None:
    words = Text(zh="本州百分之十。", en="Ten percent here.")
    assert resolved(book(national(), local(summary=words)))["8.4"].summary == words


@pytest.mark.parametrize("kind", [Judged.ELIGIBILITY, Judged.PARAMETER, Judged.DUTY, Judged.TARGET])
def test_what_stands_outside_the_verdict_never_decides(kind: Judged) -> None:
    assert resolved(book(national(judged=kind)))["8.4"].decides is False


def test_clauses_stand_in_the_order_of_the_standard() -> None:
    ids = ("T.b", "10.1", "P.x", "6.cv", "7.10", "E.1", "6.school", "9", "7.2", "6.7", "T.a", "D.z")
    given = book(*(national(clause) for clause in ids))
    assert list(resolved(given).clauses) == [
        "6.7", "6.school", "6.cv", "7.2", "7.10", "9", "10.1", "E.1", "P.x", "D.z", "T.b", "T.a",
    ]  # fmt: skip


def test_a_day_before_the_standard_is_refused() -> None:
    with pytest.raises(RuleSetError) as caught:
        resolved(book(), on=date(2017, 4, 18))
    assert str(caught.value) == (
        "2017-04-18 时还没有“甲”标准：它自 2017-04-19 起施行\n  怎么改：日期改为 2017-04-19 或以后"
    )


def test_the_first_day_of_the_standard_is_not() -> None:
    assert resolved(book(), on=BEGUN)["8.4"].figure() == Fraction("0.05")


def test_a_standard_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(RuleSetError) as caught:
        resolve(book(), standard="balance", jurisdiction="", on=TODAY)
    assert str(caught.value) == "没有标准“balance”\n  怎么改：可用的标准：quality-balance（甲）"


def test_a_book_that_contradicts_itself_is_not_resolved() -> None:
    with pytest.raises(RuleSetError) as caught:
        resolved(book(national(), local("0.01")))
    assert str(caught.value) == (
        "local.yaml:6: 8.4 的“all”写着提高，却比上级宽：上级 ≥ 0.05 比例，这里 ≥ 0.01 比例"
    )


def test_a_new_card_without_words_is_not_resolved() -> None:
    card = local(effect=Effect.ADDS, clause="8.5")
    with pytest.raises(RuleSetError, match=r"8\.5 没有写明名称、摘要或判定方式"):
        resolved(book(national(), card))


def test_a_citation_is_printed_with_number_article_and_item() -> None:
    rules = resolved(book())
    assert rules.cited(rules["8.4"].cite) == "教督〔2017〕6号 第8条(4)"
