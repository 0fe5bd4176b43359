"""A card file that is not what it should be is refused with its file, its line and the remedy."""

from __future__ import annotations

from tests.unit.rulebook.small_book import NATION, SmallBook


def test_a_key_that_nobody_knows_is_named_with_those_that_may_stand_there(book: SmallBook) -> None:
    book.change("nation.yaml", "    judged: schools", "    jugded: schools")
    assert book.refusal() == (
        "nation.yaml:9: 不认识的键“jugded”；此处可用：id、effect、title、summary、judged、decides、"
        "measure、scope、cite、editions、examples"
    )


def test_an_unknown_operator_is_an_unknown_key(book: SmallBook) -> None:
    book.change("nation.yaml", "at_least:", "no_less_than:")
    assert book.refusal() == (
        "nation.yaml:16: 不认识的键“no_less_than”；此处可用：at_least、at_most、less_than、more_than、"
        "equal、unit"
    )


def test_two_operators_in_one_bound_are_one_too_many(book: SmallBook) -> None:
    book.change("nation.yaml", 'at_least: "0.05"', 'at_least: "0.05", at_most: "1"')
    assert book.refusal() == "nation.yaml:16: 要写且只写一种比较方式，现在有 2 种"


def test_a_bound_without_an_operator_compares_nothing(book: SmallBook) -> None:
    book.change("nation.yaml", 'at_least: "0.05", ', "")
    assert book.refusal() == "nation.yaml:16: 要写且只写一种比较方式，现在有 0 种"


def test_an_unknown_unit_is_answered_with_all_units(book: SmallBook) -> None:
    book.change("nation.yaml", "unit: share", "unit: shares")
    assert book.refusal().startswith(
        "nation.yaml:16: “unit”不能是“shares”；可用：per_100、m2_per_pupil、"
    )


def test_a_decimal_without_quotes_would_no_longer_be_exact(book: SmallBook) -> None:
    book.change("nation.yaml", '"0.05"', "0.05")
    assert book.refusal() == (
        'nation.yaml:16: “0.05”没有加引号，会被当成近似的小数\n  怎么改：写成 "0.05"'
    )


def test_a_figure_in_words_is_not_exact(book: SmallBook) -> None:
    book.change("nation.yaml", '"0.05"', '"5%"')
    assert book.refusal() == "nation.yaml:16: “5%”不是精确的数"


def test_an_id_without_quotes_is_a_number_and_not_a_name(book: SmallBook) -> None:
    book.change("nation.yaml", '- id: "8.4"', "- id: 8")
    assert book.refusal() == "nation.yaml:6: “id”应为文本（数字要加引号），写的是“8”"


def test_a_clause_id_outside_the_pattern_is_refused(book: SmallBook) -> None:
    book.change("nation.yaml", '- id: "8.4"', '- id: "8-4"')
    assert book.refusal() == "nation.yaml:6: “id”写成“8-4”，不合规"


def test_a_missing_key_is_named_at_the_card_that_lacks_it(book: SmallBook) -> None:
    book.change("nation.yaml", '    cite: {document: law, article: "8", item: "4"}\n', "")
    assert book.refusal() == "nation.yaml:6: 缺少“cite”"


def test_a_card_without_an_edition_has_no_figures(book: SmallBook) -> None:
    text = NATION[: NATION.index("      - since: 2017")].replace("editions:", "editions: []")
    book.write("nation.yaml", text)
    assert book.refusal() == "nation.yaml:12: “editions”至少要有 1 项"


def test_an_empty_text_is_not_a_text(book: SmallBook) -> None:
    book.change("nation.yaml", "zh: 培训经费", 'zh: ""')
    assert book.refusal() == "nation.yaml:7: “zh”不能是空的"


def test_a_date_must_be_a_date(book: SmallBook) -> None:
    book.change("nation.yaml", "since: 2017-04-19", "since: 2017年4月19日")
    assert book.refusal() == (
        "nation.yaml:13: “since”应为日期，如 2017-04-19，写的是“2017年4月19日”"
    )


def test_a_list_must_be_a_list(book: SmallBook) -> None:
    book.change("prefecture.yaml", 'jurisdictions: ["5323"]', 'jurisdictions: "5323"')
    assert book.refusal() == "prefecture.yaml:2: “jurisdictions”应为列表，写的是“5323”"


def test_a_mapping_must_be_a_mapping(book: SmallBook) -> None:
    book.change("nation.yaml", "title: {zh: 培训经费, en: Training}", "title: 培训经费")
    assert book.refusal() == "nation.yaml:7: “title”应为映射（键: 值），写的是“培训经费”"


def test_true_and_false_are_written_as_such(book: SmallBook) -> None:
    book.change("nation.yaml", "    judged: schools", "    decides: maybe\n    judged: schools")
    assert book.refusal() == "nation.yaml:9: “decides”应为 true 或 false，写的是“maybe”"


def test_the_same_key_twice_would_hide_one_of_them(book: SmallBook) -> None:
    book.change("nation.yaml", "    judged: schools", "    judged: schools\n    judged: county")
    assert book.refusal() == "nation.yaml:10: 键“judged”写了两次\n  怎么改：删去其中一个"


def test_a_word_that_yaml_takes_for_a_switch_is_not_a_key(book: SmallBook) -> None:
    book.change("nation.yaml", "kind: at_bound", "on: 2020-01-01, kind: at_bound")
    assert book.refusal() == 'nation.yaml:18: 键“on”不是文本\n  怎么改：加引号，写成 "on":'


def test_broken_yaml_is_told_with_its_line(book: SmallBook) -> None:
    book.change("nation.yaml", "zh: 培训经费, en: Training}", "zh: 培训经费, en: Training")
    assert book.refusal() == "nation.yaml:8: 不是合规的 YAML：expected ',' or '}', but got ':'"


def test_a_python_object_never_comes_out_of_a_card(book: SmallBook) -> None:
    book.change("nation.yaml", "zh: 培训经费", "zh: !!python/name:os.system x")
    assert book.refusal() == (
        "nation.yaml:7: “x”的类型 tag:yaml.org,2002:python/name:os.system 不能用在卡片里"
    )


def test_an_empty_file_is_no_card_file(book: SmallBook) -> None:
    book.write("prefecture.yaml", "# nothing yet\n")
    assert book.refusal() == "prefecture.yaml:1: 是空文件"


def test_a_file_in_another_encoding_is_refused(book: SmallBook) -> None:
    (book.folder / "prefecture.yaml").write_bytes("标准".encode("gb18030"))
    assert book.refusal() == "prefecture.yaml:1: 不是 UTF-8 编码的文本\n  怎么改：另存为 UTF-8"


def test_a_file_that_every_book_needs_is_missed(book: SmallBook) -> None:
    (book.folder / "standards.yaml").unlink()
    assert book.refusal() == "standards.yaml:1: 找不到这个文件"


def test_the_nation_is_always_among_the_places(book: SmallBook) -> None:
    book.change("jurisdictions.yaml", "  - {code: nation, name: 全国, name_en: China}\n", "")
    assert book.refusal() == "jurisdictions.yaml:1: 没有登记全国（code: nation）"
