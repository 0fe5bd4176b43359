"""The readable rule book says of each clause all that is needed to check it."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from junheng.rulebook import load
from junheng.rulebook.readable.content import Entry, Handbook
from junheng.rulebook.readable.page import page, write_page
from junheng.rulebook.readable.sheet import write_sheet
from junheng.rulebook.readable.terminal import show
from junheng.rulebook.readable.wrapping import width_of
from junheng.rulebook.readable.writing import handbook
from junheng.standards import resolve

BOOK = load()
DAY = date(2026, 9, 1)


def written(
    jurisdiction: str = "532323",
    *,
    lang: str = "zh",
    with_: tuple[str, ...] = (),
    standard: str = "quality-balance",
) -> Handbook:
    rules = resolve(BOOK, standard=standard, jurisdiction=jurisdiction, on=DAY, with_=with_)
    return handbook(BOOK, rules, lang=lang)


def entry(book: Handbook, clause: str) -> Entry:
    return next(each for each in book.entries if each.id == clause)


def printed(book: Handbook, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    show(book, console)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def test_the_book_has_a_section_for_each_article_and_for_what_stands_outside() -> None:
    assert [section.id for section in written().sections] == [
        "6",
        "7",
        "8",
        "9",
        "10",
        "E",
        "P",
        "D",
        "T",
    ]


def test_every_clause_of_the_rule_set_is_in_it() -> None:
    rules = resolve(BOOK, standard="quality-balance", jurisdiction="532323", on=DAY)
    assert {each.id for each in written().entries} == set(rules.clauses)


def test_the_lineage_tells_a_raise_from_a_repetition() -> None:
    assert entry(written(), "8.4").lineage == (
        "全国 规定（教督〔2017〕6号 第8条(4)）",
        "楚雄彝族自治州 提高（楚政办通〔2023〕11号 三（八））",
    )
    assert entry(written(), "7.8").lineage[1].startswith("楚雄彝族自治州 重申（")


def test_the_history_shows_every_edition_and_which_is_in_force() -> None:
    rows = entry(written("21"), "7.7").editions
    assert [(row.place, row.bounds, row.until, row.in_force) for row in rows] == [
        ("全国", ("≥ 6,000 元/生",), date(2025, 2, 28), False),
        ("全国", ("≥ 7,000 元/生",), None, True),
        ("辽宁省", ("≥ 8,000 元/生",), None, True),
    ]


def test_the_history_shows_an_edition_that_ended() -> None:
    rows = entry(written("31"), "P.fund_base").editions
    assert [(row.place, row.effect, row.until) for row in rows] == [
        ("全国", "规定", date(2022, 12, 31)),
        ("全国", "规定", None),
        ("上海市", "提高", date(2022, 12, 31)),
    ]


def test_the_examples_shown_are_those_of_the_place() -> None:
    assert "10%" in entry(written(), "8.4").examples[1].text
    assert "10%" not in entry(written(""), "8.4").examples[1].text


def test_a_switch_says_whether_it_is_on() -> None:
    (off,) = entry(written(), "7.4").switches
    (on,) = entry(written(with_=("size_older_or_migrant",)), "7.4").switches
    assert (off.on, on.on) == (False, True)


def test_an_option_says_which_choice_is_made() -> None:
    (option,) = entry(written(with_=("retention_formula=capped",)), "8.1").options
    assert [(name, chosen) for name, _, chosen in option.choices] == [
        ("adjusted", False),
        ("capped", True),
    ]


def test_the_documents_listed_are_those_that_are_cited_here() -> None:
    here = {document.id for document in written().documents}
    assert {"jiaodu-2017-6", "guicheng-2019", "chuxiong-2023-11", "yunnan-2022-49"} <= here
    assert "anshan-2020" not in here


def test_the_english_book_is_in_english() -> None:
    english = written(lang="en")
    assert english.title == "Quality and balance of compulsory education in a county: rule book"
    assert entry(english, "8.4").lineage[1] == "Chuxiong raises (楚政办通〔2023〕11号 三（八）)"
    assert entry(english, "7.3").cited == "教督〔2017〕6号 art. 7 (3)"


def test_basic_balance_has_a_book_of_its_own() -> None:
    assert [section.id for section in written("", standard="basic-balance").sections] == ["B"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_on_the_terminal_is_wider_than_it(lang: str, width: int) -> None:
    lines = printed(written(lang=lang), width).splitlines()
    # A word that cannot be broken (an option with its choice) may stand out of a narrow terminal.
    breakable = [line for line in lines if not re.search(r"\S{50,}", line)]
    assert max(width_of(line) for line in breakable) <= width


def test_the_terminal_shows_bound_source_dates_and_lineage() -> None:
    text = printed(written(), 100)
    assert "8.4  教师培训经费" in text
    assert "▸ ≥ 10%" in text
    assert "出处：教督〔2017〕6号 第8条(4)；现行数字出自楚政办通〔2023〕11号 三（八）" in text
    assert "楚雄彝族自治州 提高" in text
    assert "T.pass_year  规划通过国家认定的年份" in text


def test_the_terminal_names_what_is_turned_on_at_its_head() -> None:
    text = printed(written(with_=("size_older_or_migrant",)), 100)
    assert "7.4 size_older_or_migrant（老校和随迁子女过半学校的规模）" in text


class _Checker(HTMLParser):
    """Whether tags are closed in order, and what links and addresses a page has."""

    VOID = ("meta", "br", "link", "img")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.targets: set[str] = set()
        self.links: set[str] = set()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.targets.add(f"#{value}")
            elif name == "href" and value and value.startswith("#"):
                self.links.add(value)
            elif name in ("href", "src"):
                self.outside.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_well_formed_needs_nothing_else_and_its_contents_lead_somewhere(
    lang: str,
) -> None:
    checker = _Checker()
    checker.feed(page(written(lang=lang)))
    assert checker.open == []
    assert checker.outside == []
    assert checker.links <= checker.targets
    assert "#clause-6.1" in checker.links


def test_the_page_shows_both_languages_and_a_place_to_sign() -> None:
    text = page(written())
    assert "每百名学生拥有高于规定学历教师数" in text
    assert "Teachers above the required degree per 100 pupils" in text
    assert text.count('<div class="sign">') == len(written().entries)


def test_words_from_a_card_never_become_markup() -> None:
    book = written()
    section = book.sections[0]
    spoilt = dataclasses.replace(section.entries[0], title="<script>alert(1)</script>")
    sections = (dataclasses.replace(section, entries=(spoilt,)),)
    text = page(dataclasses.replace(book, sections=sections))
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_page_is_written_as_utf_8(tmp_path: Path) -> None:
    write_page(written(), tmp_path / "book.html")
    assert (tmp_path / "book.html").read_text(encoding="utf-8") == page(written())


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "book.xlsx"
    write_sheet(written(), path)
    return path


def test_the_sheet_has_one_row_a_clause(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    ids = [str(cell.value) for cell in sheet["A"]]
    assert [each.id for each in written().entries] == [
        value for value in ids if re.fullmatch(r"(\d+(\.\w+)?|[EPDT]\.\w+)", value)
    ]


def test_the_sheet_says_condition_bound_citation_edition_and_date_checked(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    assert heads == [
        "条款", "名称", "条件", "限值", "怎样判定", "出处", "版本施行日", "上次核对",
        "口径和例外（● 为所用）", "算例", "核对人", "核对日期", "意见",
    ]  # fmt: skip
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "8.4")
    assert row[3] == "≥ 10%"
    assert row[6:8] == ("2023-02-17", "2026-11-21")
    assert "楚政办通〔2023〕11号 三（八）" in str(row[5])


def test_the_sheet_has_columns_and_a_row_to_sign(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    assert sheet.cell(sheet.max_row, 1).value == "总体核对意见（签名、日期）"
    (validation,) = sheet.data_validations.dataValidation
    assert validation.formula1 == '"一致,不一致,待核"'


def test_the_header_stays_in_sight_and_on_every_printed_page(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    assert sheet.freeze_panes == "C4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_no_cell_of_the_sheet_is_a_formula(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 2
        assert not any(b"<f>" in parts.read(name) for name in sheets)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = written()
    section = book.sections[0]
    spoilt = dataclasses.replace(section.entries[0], title="=1+1")
    sections = (dataclasses.replace(section, entries=(spoilt,)),)
    write_sheet(dataclasses.replace(book, sections=sections), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets[0]
    cell = sheet["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_documents_have_a_sheet_of_their_own(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["引用文件"]
    first = next(sheet.iter_rows(min_row=2, values_only=True))
    assert first == (
        "教督〔2017〕6号",
        "县域义务教育优质均衡发展督导评估办法",
        "教育部",
        "2017-04-19",
        "已读原文或政府网页",
    )
