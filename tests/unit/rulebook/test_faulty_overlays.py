"""Cards of different places must fit each other, on every day they hold."""

from __future__ import annotations

from junheng.rulebook import load
from tests.unit.rulebook.small_book import LOCAL, SmallBook


def test_a_raise_that_is_looser_is_refused_with_both_figures(book: SmallBook) -> None:
    book.change("prefecture.yaml", '"0.10"', '"0.04"')
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 的“all”写着提高，却比上级宽：上级 ≥ 0.05 比例，这里 ≥ 0.04 比例"
        "（楚雄州，2023-02-17）"
    )


def test_a_raise_overtaken_by_the_nation_later_is_refused_too(book: SmallBook) -> None:
    later = (
        "      - since: 2030-01-01\n        checked: 2026-11-21\n"
        '        bounds:\n          all: {at_least: "0.20", unit: share}\n'
    )
    book.change("nation.yaml", "    examples:\n", later + "    examples:\n")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 的“all”写着提高，却比上级宽：上级 ≥ 0.2 比例，这里 ≥ 0.1 比例"
        "（楚雄州，2030-01-01）"
    )


def test_unless_it_had_ended_by_then(book: SmallBook) -> None:
    later = (
        "      - since: 2030-01-01\n        checked: 2026-11-21\n"
        '        bounds:\n          all: {at_least: "0.20", unit: share}\n'
    )
    book.change("nation.yaml", "    examples:\n", later + "    examples:\n")
    book.change(
        "prefecture.yaml", "since: 2023-02-17", "since: 2023-02-17\n        until: 2029-12-31"
    )
    assert len(load(folder=book.folder).cards) == 2


def test_a_raise_to_the_same_figure_restates_and_is_allowed(book: SmallBook) -> None:
    book.change("prefecture.yaml", '"0.10"', '"0.05"')
    assert len(load(folder=book.folder).cards) == 2


def test_a_raise_in_another_unit_cannot_be_compared(book: SmallBook) -> None:
    book.change("prefecture.yaml", "unit: share", "unit: count")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 的“all”单位与上级不同：上级 ≥ 0.05 比例，这里 ≥ 0.1 个"
        "（楚雄州，2023-02-17）"
    )


def test_a_raise_in_the_other_direction_is_looser(book: SmallBook) -> None:
    book.change("prefecture.yaml", "at_least", "at_most")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 的“all”写着提高，却比上级宽：上级 ≥ 0.05 比例，这里 ≤ 0.1 比例"
        "（楚雄州，2023-02-17）"
    )


def test_a_slot_that_the_nation_does_not_have_cannot_be_raised(book: SmallBook) -> None:
    book.change("prefecture.yaml", "          all: {", "          primary: {")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 的“primary”上级没有要求，无从提高（楚雄州，2023-02-17）"
    )


def test_a_clause_that_nobody_has_above_cannot_be_raised(book: SmallBook) -> None:
    book.change("prefecture.yaml", '- id: "8.4"', '- id: "8.5"')
    assert book.refusal() == (
        "prefecture.yaml:6: 8.5 在上级没有，“raises”无从谈起；新增条款用 adds（楚雄州，2023-02-17）"
    )


def test_nor_raised_before_the_nation_has_it(book: SmallBook) -> None:
    book.change("prefecture.yaml", "since: 2023-02-17", "since: 2015-01-01")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 在上级没有，“raises”无从谈起；新增条款用 adds（楚雄州，2015-01-01）"
    )


def test_a_clause_that_stands_above_cannot_be_added(book: SmallBook) -> None:
    card = (book.folder / "nation.yaml").read_text(encoding="utf-8")
    card = card[: card.index("options:")].replace("[nation]", '["5323"]')
    book.write("prefecture.yaml", card.replace("effect: defines", "effect: adds"))
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 在上级已有，不能再“adds”；应为 raises、refines 或 rescopes"
        "（楚雄州，2017-04-19）"
    )


def test_what_is_fixed_above_cannot_be_refined(book: SmallBook) -> None:
    book.change("prefecture.yaml", "effect: raises", "effect: refines")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 的“all”上级已有规定（≥ 0.05 比例），不是留给下级填的"
        "（楚雄州，2023-02-17）"
    )


def test_what_is_left_open_is_filled_in_its_own_unit(book: SmallBook) -> None:
    book.change("nation.yaml", '"0.05"', "open")
    book.change("prefecture.yaml", "effect: raises", "effect: refines")
    book.change("prefecture.yaml", "unit: share", "unit: count")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 的“all”单位与上级不同：上级 ≥ （留空） 比例，这里 ≥ 0.1 个"
        "（楚雄州，2023-02-17）"
    )


def test_a_rescoping_does_not_change_figures_in_passing(book: SmallBook) -> None:
    book.change("prefecture.yaml", "effect: raises", "effect: rescopes")
    book.change("prefecture.yaml", "    editions:", "    scope: rural\n    editions:")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 只调整适用范围（rescopes），不能同时改“all”的要求"
        "（楚雄州，2023-02-17）"
    )


def test_two_cards_of_one_place_for_one_clause_and_day_are_one_too_many(book: SmallBook) -> None:
    book.write("prefecture-again.yaml", LOCAL.replace("2023-02-17", "2024-01-01"))
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 在“5323”已有一张卡片（prefecture-again.yaml:6），日期重叠"
    )


def test_two_cards_one_after_the_other_are_allowed(book: SmallBook) -> None:
    book.change(
        "prefecture.yaml", "since: 2023-02-17", "since: 2023-02-17\n        until: 2023-12-31"
    )
    book.write("prefecture-again.yaml", LOCAL.replace("2023-02-17", "2024-01-01"))
    assert len(load(folder=book.folder).cards) == 3


def test_a_card_may_not_outlive_what_it_stands_on(book: SmallBook) -> None:
    book.change("nation.yaml", "since: 2017-04-19", "since: 2017-04-19\n        until: 2029-12-31")
    assert book.refusal() == (
        "prefecture.yaml:6: 8.4 在上级没有，“raises”无从谈起；新增条款用 adds（楚雄州，2030-01-01）"
    )
