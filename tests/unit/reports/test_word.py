"""The Word report: official style, real headings, tables and pictures that can be read out."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from junheng.evaluation import Evaluation
from junheng.reports.content import county_report, school_pages
from junheng.reports.word import write_document

ON = date(2025, 9, 1)


@pytest.fixture(scope="module")
def file(troubled: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "report.docx"
    write_document(county_report(troubled.counties[0], troubled), path, on=ON)
    return path


@pytest.fixture(scope="module")
def report(file: Path) -> Document:
    return docx.Document(str(file))


def test_paper_and_margins_are_those_of_official_papers(report: Document) -> None:
    section = report.sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    assert abs(section.top_margin - Mm(37)) < Mm(0.1)
    assert abs(section.left_margin - Mm(28)) < Mm(0.1)
    width = section.page_width - section.left_margin - section.right_margin
    assert abs(width - Mm(156)) < Mm(0.1)


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Table Text", "宋体", 10.5),
    ],
)
def test_fonts_are_those_of_official_papers(
    report: Document, style: str, font: str, size: float
) -> None:
    found = report.styles[style]
    fonts = found.element.rPr.find(qn("w:rFonts"))
    assert (fonts.get(qn("w:eastAsia")), found.font.size) == (font, Pt(size))


def test_lines_are_28_points_and_paragraphs_indented_by_two_characters(report: Document) -> None:
    form = report.styles["Normal"].paragraph_format
    assert (form.line_spacing, form.first_line_indent) == (Pt(28), Pt(32))


def test_headings_are_real_headings_with_official_numbers(report: Document) -> None:
    heads = [each.text for each in report.paragraphs if each.style.name == "Heading 1"]
    assert heads[:2] == ["一、结论", "二、资源配置（第6条）"]
    assert heads[-1] == "十、判定依据"
    second = [each.text for each in report.paragraphs if each.style.name == "Heading 2"]
    assert second[0].startswith("（一）")


def test_the_title_breaks_after_the_place(report: Document) -> None:
    title = report.paragraphs[0]
    assert title.style.name == "Title"
    assert title.text == "示例县甲（虚构）\n义务教育优质均衡发展评估报告"


def test_page_numbers_stand_between_dashes_right_on_odd_and_left_on_even_pages(
    report: Document,
) -> None:
    section = report.sections[0]
    assert report.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "—  —"
        assert "PAGE" in paragraph._p.xml
        assert paragraph.paragraph_format.alignment is not None
        assert paragraph.paragraph_format.alignment.name.lower() == side


def test_every_table_repeats_its_header_and_breaks_no_row(report: Document) -> None:
    assert len(report.tables) > 10
    for table in report.tables:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_picture_has_words_for_those_who_cannot_see_it(report: Document) -> None:
    pictures = report.element.body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) >= 4
    assert all(each.get("title") and each.get("descr").endswith("。") for each in pictures)


def test_fonts_that_are_not_installed_have_a_substitute(file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        fonts = package.read("word/fontTable.xml").decode("utf-8")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in fonts


def test_the_text_is_marked_as_chinese(report: Document) -> None:
    language = report.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    assert report.core_properties.language == "zh-CN"


def test_the_file_is_dated_by_the_rules_and_not_by_the_clock(report: Document) -> None:
    assert report.core_properties.created is not None
    assert report.core_properties.created.date() == ON


def test_a_hostile_name_is_only_text(troubled: Evaluation, tmp_path: Path) -> None:
    path = tmp_path / "schools.docx"
    write_document(school_pages(troubled.counties[0], troubled), path, on=ON, sheets=True)
    heads = [each for each in docx.Document(str(path)).paragraphs if each.style.name == "Heading 1"]
    hostile = next(each for each in heads if "HYPERLINK" in each.text)
    assert "<script>alert(1)</script>&" in hostile.text
    assert "\x07" not in hostile.text


def test_every_school_begins_a_page(troubled: Evaluation, tmp_path: Path) -> None:
    county = troubled.counties[0]
    path = tmp_path / "schools.docx"
    write_document(school_pages(county, troubled), path, on=ON, sheets=True)
    document = docx.Document(str(path))
    heads = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert len(heads) == len({row.school_code for row in county.rows})
    assert all(each.paragraph_format.page_break_before for each in heads)
    assert document.styles["Normal"].font.size == Pt(12)
