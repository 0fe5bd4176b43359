"""The page: self-contained, without another host, safe against what names may contain, accessible."""

from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont

from junheng.evaluation import Evaluation
from junheng.reports.charts.drawing import javascript
from junheng.reports.content import county_report, school_pages
from junheng.reports.page.document import page
from junheng.reports.page.markup import script_json


@dataclass
class Outline(HTMLParser):
    """The elements of a page, their attributes, and the text that is read."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside[-1:] in (["script"], ["style"]):
            self.scripts.append(data)
        else:
            self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def html(troubled: Evaluation) -> str:
    county = troubled.counties[0]
    return page(county_report(county, troubled), school_pages(county, troubled))


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    return found


def test_the_page_is_chinese_and_has_the_title_of_the_report(outline: Outline) -> None:
    assert outline.of("html")[0]["lang"] == "zh-CN"
    assert "示例县甲（虚构）义务教育优质均衡发展评估报告" in outline.text


def test_nothing_is_loaded_from_anywhere(outline: Outline, html: str) -> None:
    policy = next(
        each["content"]
        for each in outline.of("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    for tag, attributes in outline.elements:
        assert tag not in ("link", "iframe", "img", "object", "embed")
        for name in ("src", "href", "xlink:href", "action"):
            value = attributes.get(name)
            assert value is None or value.startswith("#"), (tag, value)
    own = html.replace(javascript(), "")
    addresses = set(re.findall(r"https?://([\w.]+)", own))
    # Names of formats, and the address inside the hostile name, which is only text.
    assert addresses <= {"www.w3.org", "vega.github.io", "example.com"}


def test_names_are_text_and_never_markup(outline: Outline, html: str) -> None:
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not any("alert(1)" in script for script in outline.scripts if "\\u003c" not in script)
    assert "\x07" not in html


def test_the_menu_of_a_chart_offers_pictures_only_in_chinese_and_names_the_files(
    outline: Outline,
) -> None:
    own = next(script for script in outline.scripts if "vegaEmbed(fresh" in script)
    assert "{ export: true, source: false, compiled: false, editor: false }" in own
    words = dict(re.findall(r'([A-Z_]+): "([^"]+)"', own))
    assert words == {
        "CLICK_TO_VIEW_ACTIONS": "保存图片",
        "PNG_ACTION": "保存为 PNG",
        "SVG_ACTION": "保存为 SVG",
    }
    assert 'downloadFileName: place.getAttribute("aria-label").split("。")[0]' in own


def test_data_for_scripts_cannot_end_their_element() -> None:
    drawn = script_json("spec", '{"a":"</script><script>alert(1)"}')
    assert drawn.count("<") == 2
    inner = drawn.partition(">")[2].rpartition("<")[0]
    assert json.loads(inner) == {"a": "</script><script>alert(1)"}


def test_every_chart_has_words_a_picture_without_scripts_and_a_table(outline: Outline) -> None:
    charts = [each for each in outline.of("div") if each.get("class") == "chart"]
    assert len(charts) >= 4
    assert all(each["role"] == "img" and each["aria-label"] for each in charts)
    names = {each.get("id") for each in outline.of("script")}
    assert {each["data-spec"] for each in charts} <= names
    assert len(outline.of("svg")) == len(charts)
    tables = [each for each in outline.of("details") if each.get("class") == "chart-data"]
    assert len(tables) == len(charts)


def test_tables_have_captions_and_headings_that_say_what_they_head(outline: Outline) -> None:
    assert len(outline.of("caption")) == len(outline.of("table"))
    assert all(each.get("scope") == "col" for each in outline.of("th"))


def test_every_link_leads_somewhere(outline: Outline) -> None:
    ids = [each["id"] for _, each in outline.elements if each.get("id")]
    assert len(ids) == len(set(ids))
    assert {str(each["href"])[1:] for each in outline.of("a")} <= set(ids)


def test_headings_do_not_skip_a_level(outline: Outline) -> None:
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_there_is_a_section_a_school_that_can_be_linked_to(
    outline: Outline, troubled: Evaluation
) -> None:
    sections = [each["id"] for each in outline.of("details") if each.get("class") == "school"]
    codes = dict.fromkeys(row.school_code for row in troubled.counties[0].rows)
    assert sections == [f"school-{code}" for code in codes]


def test_statuses_are_told_by_shape_and_word(outline: Outline) -> None:
    assert {"✗ 未达标", "✓ 达标", "△ 未达标但达到85%"} <= set(outline.text)


def test_the_font_inside_has_the_characters_of_the_page_and_no_more_than_the_shipped_one(
    html: str, outline: Outline
) -> None:
    data = re.search(r"data:font/woff;base64,([A-Za-z0-9+/=]+)", html)
    assert data is not None
    font = TTFont(io.BytesIO(base64.b64decode(data[1])))
    known = font.getBestCmap()
    seen = {each for text in outline.text for each in text if each > " "}
    assert {each for each in seen if ord(each) not in known} == set()
    assert len(known) < 2000
    assert font["name"].getDebugName(1) == "Junheng Sans SC"


def test_equal_input_gives_an_equal_page(html: str, troubled: Evaluation) -> None:
    county = troubled.counties[0]
    assert page(county_report(county, troubled), school_pages(county, troubled)) == html
