"""A well-formed card may still say something that cannot be: each such thing is refused."""

from __future__ import annotations

from junheng.rulebook.vocabulary import MEASURES, SLOTS
from tests.unit.rulebook.small_book import LOCAL, SmallBook


def test_a_standard_that_is_not_listed_cannot_have_cards(book: SmallBook) -> None:
    book.change("nation.yaml", "standard: quality-balance", "standard: quality")
    assert book.refusal() == "nation.yaml:1: 没有标准“quality”；可用：quality-balance"


def test_a_document_that_is_not_registered_cannot_be_cited(book: SmallBook) -> None:
    book.change("nation.yaml", "document: law, article", "document: rumour, article")
    assert book.refusal() == (
        "nation.yaml:11: 文件“rumour”没有登记\n  怎么改：先在 register.yaml 登记这份文件，或改正编号"
    )


def test_nor_can_it_be_cited_by_an_edition(book: SmallBook) -> None:
    book.change(
        "nation.yaml",
        "        bounds:\n",
        "        cite: {document: rumour}\n        bounds:\n",
    )
    assert book.refusal().startswith("nation.yaml:15: 文件“rumour”没有登记")


def test_nor_by_a_standard(book: SmallBook) -> None:
    book.change("standards.yaml", "document: law", "document: rumour")
    assert book.refusal().startswith("standards.yaml:4: 文件“rumour”没有登记")


def test_a_document_is_registered_once(book: SmallBook) -> None:
    text = (book.folder / "register.yaml").read_text(encoding="utf-8")
    book.write("register.yaml", text + text.removeprefix("documents:\n"))
    assert book.refusal() == "register.yaml:8: “law”写了两次\n  怎么改：删去其中一个"


def test_a_place_that_is_not_listed_cannot_have_cards(book: SmallBook) -> None:
    book.change("prefecture.yaml", '["5323"]', '["5399"]')
    assert book.refusal() == (
        "prefecture.yaml:2: 行政区划“5399”没有登记\n"
        "  怎么改：先在 jurisdictions.yaml 登记，或改正代码；全国写 nation"
    )


def test_one_file_speaks_for_places_of_one_level(book: SmallBook) -> None:
    book.change("prefecture.yaml", '["5323"]', '["53", "5323"]')
    assert book.refusal() == (
        "prefecture.yaml:2: 行政区划“5323”与前面的不在同一级\n  怎么改：分成几个文件"
    )


def test_cards_without_a_place_hold_nowhere(book: SmallBook) -> None:
    book.change("nation.yaml", "jurisdictions: [nation]\n", "")
    assert book.refusal() == ("nation.yaml:1: 有卡片，却没有写适用的行政区划（jurisdictions）")


def test_a_card_says_what_it_does(book: SmallBook) -> None:
    book.change("nation.yaml", "effect: defines\n", "")
    assert book.refusal() == "nation.yaml:5: 8.4 没有写作用（effect）"


def test_the_nation_only_defines(book: SmallBook) -> None:
    book.change("nation.yaml", "effect: defines", "effect: raises")
    assert book.refusal() == "nation.yaml:6: 国家的卡片只能用 defines，不能用 raises"


def test_only_the_nation_defines(book: SmallBook) -> None:
    book.change("prefecture.yaml", "effect: raises", "effect: defines")
    assert book.refusal() == (
        "prefecture.yaml:6: defines 只用于国家的卡片；地方用 raises、refines、adds 或 rescopes"
    )


def test_a_new_clause_has_a_title(book: SmallBook) -> None:
    book.change("nation.yaml", "    title: {zh: 培训经费, en: Training}\n", "")
    assert book.refusal() == "nation.yaml:6: 8.4 缺少“title”"


def test_a_new_clause_says_how_it_is_judged(book: SmallBook) -> None:
    book.change("nation.yaml", "    judged: schools\n", "")
    assert book.refusal() == "nation.yaml:6: 8.4 缺少“judged”"


def test_an_unknown_measure_is_answered_with_all_measures(book: SmallBook) -> None:
    book.change("nation.yaml", "measure: training_fund", "measure: training")
    assert book.refusal() == (
        f"nation.yaml:10: 8.4 的算法“training”不认识；可用：{'、'.join(MEASURES)}"
    )


def test_a_measure_is_judged_in_its_own_way(book: SmallBook) -> None:
    book.change("nation.yaml", "judged: schools", "judged: county")
    assert book.refusal() == (
        "nation.yaml:9: 8.4 的算法“training_fund”不能按“county”判定；可用：schools"
    )


def test_an_unknown_way_of_judging_is_refused(book: SmallBook) -> None:
    book.change("nation.yaml", "judged: schools", "judged: guess")
    assert book.refusal() == (
        "nation.yaml:9: “judged”不能是“guess”；可用：indicator、school_rule、disparity、schools、"
        "classes、county、evidence、supplied、veto、eligibility、parameter、duty、target、composite"
    )


def test_what_is_only_recorded_has_no_measure(book: SmallBook) -> None:
    book.change("nation.yaml", "judged: schools", "judged: duty")
    assert book.refusal() == ("nation.yaml:10: 8.4 只作记录（duty），不能有算法（measure）")


def test_an_edition_fills_the_slots_of_its_measure(book: SmallBook) -> None:
    book.change("nation.yaml", "          all: {", "          primary: {")
    assert book.refusal() == (
        "nation.yaml:15: 8.4 的算法“training_fund”要求写明：all；现在写的是：primary"
    )


def test_a_slot_nobody_knows_is_refused(book: SmallBook) -> None:
    book.change("prefecture.yaml", "          all: {", "          everyone: {")
    assert book.refusal() == (
        f"prefecture.yaml:12: 8.4 的“everyone”不认识；可用：{'、'.join(SLOTS)}，或加后缀 _by_年份"
    )


def test_an_overlay_leaves_the_way_of_judging_alone(book: SmallBook) -> None:
    book.change("prefecture.yaml", "    editions:", "    judged: county\n    editions:")
    assert book.refusal() == ("prefecture.yaml:8: 8.4 是 raises，判定方式由上级定，不能写“judged”")


def test_another_circle_of_schools_is_a_rescoping(book: SmallBook) -> None:
    book.change("prefecture.yaml", "    editions:", "    scope: rural\n    editions:")
    assert book.refusal() == "prefecture.yaml:8: 8.4 要调整适用范围，作用应为 rescopes"


def test_a_rescoping_names_the_circle(book: SmallBook) -> None:
    book.change("prefecture.yaml", "effect: raises", "effect: rescopes")
    assert book.refusal() == "prefecture.yaml:6: 8.4 是 rescopes，却没有写适用范围（scope）"


def test_editions_stand_in_order_of_date(book: SmallBook) -> None:
    earlier = (
        "      - since: 2012-01-01\n        checked: 2026-11-21\n"
        '        bounds:\n          all: {at_least: "0.05", unit: share}\n'
    )
    book.change("nation.yaml", "    examples:\n", earlier + "    examples:\n")
    assert book.refusal() == (
        "nation.yaml:17: 8.4 的版本要按日期先后排：2012-01-01 排在 2017-04-19 之后"
    )


def test_an_edition_does_not_end_before_it_begins(book: SmallBook) -> None:
    book.change("nation.yaml", "since: 2017-04-19", "since: 2017-04-19\n        until: 2016-01-01")
    assert book.refusal() == (
        "nation.yaml:14: 8.4 的版本 2017-04-19 起、2016-01-01 止，终止早于起始"
    )


def test_an_edition_does_not_reach_into_the_next(book: SmallBook) -> None:
    book.change("nation.yaml", "since: 2017-04-19", "since: 2017-04-19\n        until: 2021-01-01")
    later = (
        "      - since: 2020-01-01\n        checked: 2026-11-21\n"
        '        bounds:\n          all: {at_least: "0.05", unit: share}\n'
    )
    book.change("nation.yaml", "    examples:\n", later + "    examples:\n")
    assert book.refusal() == (
        "nation.yaml:18: 8.4 的上一版本到 2021-01-01 才止，与 2020-01-01 起的版本重叠"
    )


def test_a_judged_clause_shows_what_happens_at_the_bound(book: SmallBook) -> None:
    book.change("nation.yaml", "kind: at_bound", "kind: other")
    assert book.refusal() == "nation.yaml:6: 8.4 缺少算例：正好达到（at_bound）"


def test_and_just_below_it(book: SmallBook) -> None:
    book.change("nation.yaml", "kind: just_short", "kind: other")
    assert book.refusal() == "nation.yaml:6: 8.4 缺少算例：差一点（just_short）"


def test_and_with_data_missing(book: SmallBook) -> None:
    book.change("nation.yaml", "kind: missing", "kind: other")
    assert book.refusal() == "nation.yaml:6: 8.4 缺少算例：缺数据（missing）"


def test_a_local_figure_has_examples_of_its_own(book: SmallBook) -> None:
    book.write("prefecture.yaml", LOCAL[: LOCAL.index("    examples:")])
    assert book.refusal() == "prefecture.yaml:6: 8.4 缺少算例：正好达到（at_bound）"


def test_an_example_is_named_once(book: SmallBook) -> None:
    book.change("nation.yaml", "{id: two,", "{id: one,")
    assert book.refusal() == "nation.yaml:19: 8.4 的算例“one”写了两次"


def test_an_example_gives_rows_of_the_canonical_tables(book: SmallBook) -> None:
    book.change("nation.yaml", "given: {}", "given: {pupils: []}")
    assert book.refusal() == (
        "nation.yaml:18: 不认识的键“pupils”；此处可用：schools、stages、rooms、classes、county、"
        "attestations、coefficients"
    )


def test_the_default_of_an_option_is_one_of_its_choices(book: SmallBook) -> None:
    book.change("nation.yaml", "default: plain", "default: other")
    assert book.refusal() == (
        "nation.yaml:29: 口径“how”的默认值“other”不在选择之中；可用：plain、capped"
    )


def test_an_option_leaves_a_choice(book: SmallBook) -> None:
    book.change("nation.yaml", "      - {id: capped, title: {zh: 封顶算, en: Capped}}\n", "")
    assert book.refusal() == "nation.yaml:26: “choices”至少要有 2 项"


def test_options_and_switches_share_one_set_of_names(book: SmallBook) -> None:
    book.change("nation.yaml", "- id: rural", "- id: how")
    assert book.refusal() == "nation.yaml:33: “how”写了两次\n  怎么改：删去其中一个"


def test_a_switch_is_about_a_clause_that_has_a_card(book: SmallBook) -> None:
    book.change(
        "nation.yaml", '  - id: rural\n    clause: "8.4"', '  - id: rural\n    clause: "8.5"'
    )
    assert book.refusal() == "nation.yaml:34: “rural”说的条款 8.5 没有卡片"


def test_the_figures_of_a_switch_are_exact(book: SmallBook) -> None:
    book.change("nation.yaml", '{pupils_below: "100"}', '{pupils_below: "about 100"}')
    assert book.refusal() == "nation.yaml:37: “pupils_below”写成“about 100”，不合规"


def test_a_code_has_the_form_of_a_code(book: SmallBook) -> None:
    book.change("jurisdictions.yaml", 'code: "53"', 'code: "530"')
    assert book.refusal() == "jurisdictions.yaml:3: “code”写成“530”，不合规"
