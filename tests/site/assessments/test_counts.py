"""Every count leads to the list that it is made of; clauses are called by words on every page."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import product

import pytest
from django.test import Client
from django.utils.translation import override

from junheng.evaluation.results import ClauseResult
from junheng.model import Status
from junheng_web.accounts.models import User
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.assessments.lines import _nearest
from junheng_web.assessments.models import Assessment, ClauseLine
from junheng_web.assessments.names import nearness
from junheng_web.assessments.queries.boards import Standing
from junheng_web.assessments.wording import gap_of
from junheng_web.lib.clauses import clause_name, in_words
from tests.site.assessments.conftest import census_of, judged
from tests.site.assessments.filling import fill
from tests.site.conftest import Land, signed_in

COUNTY = "/assessments/999901/2025/"


@pytest.fixture
def leader(people: dict[str, User]) -> Client:
    return signed_in(people["county_leader"])


def page_of(client: Client, address: str) -> str:
    answer = client.get(address.partition("#")[0])
    assert answer.status_code == 200, address
    return answer.content.decode()


def section(page: str, name: str) -> str:
    start = page.index(f'id="{name}"')
    return page[start : page.index("</section>", start)]


def rows(part: str) -> int:
    return part[part.index("<tbody") : part.index("</tbody>")].count("<tr")


def counts(part: str) -> list[tuple[str, int]]:
    """Where the numbers of a part of the page lead, and the numbers."""
    found = re.findall(r'<a href="([^"]+)">(?:未达标 |无法判定 )?([0-9]+)(?: 项)?</a>', part)
    return [(html.unescape(address), int(number)) for address, number in found]


def test_the_counts_of_areas_years_and_counties_are_those_of_the_lists(
    assessment: Assessment, leader: Client
) -> None:
    page = page_of(leader, COUNTY)
    found = [
        (address if address.startswith("/") else COUNTY + address, number)
        for name in ("areas", "trend", "like", "versions")
        if f'id="{name}"' in page
        for address, number in counts(section(page, name))
        if not address.endswith("/2025/")  # the year itself
    ]
    assert len(found) > 5
    assert {number for _address, number in found} > {0}
    for address, number in found:
        if "#clauses" in address:
            assert rows(section(page_of(leader, address), "clauses")) == max(number, 1), (
                address
            )  # or a word
        else:
            told = re.search(r"([0-9]+) 条", page_of(leader, address).partition("listing-pages")[2])
            assert told is not None
            assert int(told[1]) == number, address


def test_clauses_that_are_listed_say_which_and_lead_back(
    assessment: Assessment, leader: Client
) -> None:
    part = section(page_of(leader, f"{COUNTY}?area=7&status=met"), "clauses")
    met = assessment.clauses.filter(article="7", status="met", decides=True).count()
    assert f"政府保障程度 达标：{met} 条" in part
    assert "看全部" in part
    assert rows(part) == met > 0
    whole = page_of(leader, f"{COUNTY}?area=99&status=nonsense")
    assert "看全部" not in whole


def test_the_board_counts_counties_and_leads_to_them(
    assessment: Assessment, land: Land, people: dict[str, User]
) -> None:
    judged(fill(land.other_county, census_of("undecided", "999902")))
    inspector = signed_in(people["prefecture_inspector"])
    page = page_of(inspector, "/assessments/")
    for verdict in ("not_met", "undetermined"):
        assert f'href="?year=2025&amp;verdict={verdict}"' in page
        listed = page_of(inspector, f"/assessments/?year=2025&verdict={verdict}")
        assert rows(listed) == 1
    cells = re.findall(r'<td(?: class="num")?>(.*?)</td>', page[page.index("<tbody") :])
    numbers = [cell for cell in cells if re.search(r">[0-9]+<", cell)]
    assert numbers
    assert all("<a href=" in cell for cell in numbers)
    for address in set(re.findall(r'href="(/assessments/[^"]+)"', page)):
        assert inspector.get(html.unescape(address).partition("#")[0]).status_code == 200, address


@pytest.mark.parametrize("clause", ["6.school", "7.5", "7.3"])
def test_a_clause_about_schools_lists_each_of_them_by_status(
    assessment: Assessment, leader: Client, clause: str
) -> None:
    line = assessment.clauses.get(clause=clause)
    if line.parts:
        pytest.skip("looks at the county as a whole here")
    address = f"{COUNTY}clauses/{clause}/"
    part = section(page_of(leader, address), "schools")
    for status in ("met", "not_met"):
        chosen = section(page_of(leader, f"{address}?s-status={status}"), "schools")
        told = re.search(r"([0-9]+) 条", chosen)
        assert told is not None
        if status == "not_met" and (said := re.search(r"未达标 ([0-9]+) 个", line.outcome)):
            assert told[1] == said[1]
    for link in re.findall(r'href="(/assessments/[^"]+)"', part)[:8]:
        assert leader.get(link).status_code == 200, link
    assert leader.get(f"{address}?s-export=xlsx")["Content-Type"].endswith("sheet")


def test_a_derivation_leads_to_the_schools_and_says_nothing_of_commands(
    assessment: Assessment, leader: Client
) -> None:
    of_schools = [line for line in assessment.clauses.all() if "个（" in line.outcome]
    assert of_schools
    for line in of_schools:
        page = page_of(leader, f"/assessments/{assessment.pk}/explain/{line.clause}")
        assert "学校标识码</" not in page
        assert "问其中一所" not in page
        assert f"/clauses/{line.clause}/?version={assessment.pk}#schools" in page


def test_no_page_shows_how_the_rule_book_calls_a_clause(
    assessment: Assessment, leader: Client, people: dict[str, User]
) -> None:
    school = assessment.cases.first()
    assert school is not None
    addresses = [
        "/assessments/",
        COUNTY,
        f"{COUNTY}clauses/6.school/",
        f"{COUNTY}clauses/6.cv/",
        f"{COUNTY}schools/{school.school_code}/",
        f"/assessments/{assessment.pk}/explain/999901",
        f"/assessments/{assessment.pk}/explain/6.cv",
        f"/assessments/{assessment.pk}/explain/6.school",
        f"/assessments/{assessment.pk}/explain/E.2",
    ]
    for language, address in product(("zh-hans", "en"), addresses):
        leader.cookies["django_language"] = language
        with override(language):  # and back again, whatever the page leaves behind
            page = page_of(leader, address)
        shown = re.sub(r"<[^>]*>", " ", page[page.index("<body") :])
        shown = re.sub(r"\{.*?\}", " ", shown)  # data of charts
        assert not re.search(r"6\.school|6\.cv|(?<![0-9A-Za-z])E\.[0-9]", shown), address


def test_clauses_are_called_by_one_function() -> None:
    assert clause_name("7.5") == "7.5"
    assert clause_name("6.school") == "第六条（学校）"
    assert clause_name("E.3") == "申报条件3"
    assert (
        in_words("与 6.cv 相同；见6.school。") == "与 第六条（校际差异） 相同；见第六条（学校）。"
    )
    assert in_words("16.cv 6.schools P.E.1") == "16.cv 6.schools P.E.1"


def test_figures_and_schools_are_not_put_on_one_scale(
    assessment: Assessment,
) -> None:
    county = evaluation_of(assessment).counties[0]
    by_school = [each for each in county.clauses if each.findings]
    assert by_school
    assert all(gap_of(each, county) is None for each in by_school)
    failing = [each for each in by_school if each.status is Status.NOT_MET]
    assert failing, "the county fails for some schools"
    one: ClauseResult = failing[0]
    line = ClauseLine(clause=one.id, title="题", status="not_met", gap=None)
    found = _nearest(replace(county, clauses=(one,)), [line])
    assert found is not None
    assert (found["gap"], found["schools"]) == (
        None,
        sum(each.status is Status.NOT_MET for each in one.findings),
    )
    assert nearness(found) == f"{found['schools']} 处未达标"
    figure = ClauseLine(clause="7.11", title="流动", status="not_met", gap=0.9)
    assert _nearest(county, [line, figure]) == {"clause": "7.11", "title": "流动", "gap": 0.9}
    assert _nearest(county, []) is None


def test_counties_that_lack_figures_come_before_those_that_lack_schools() -> None:
    def standing(nearest: dict[str, object] | None) -> Standing:
        made = Assessment(unmet=1, undetermined=0, summary={"nearest": nearest})
        return Standing(round=None, assessment=made, before=None)  # type: ignore[arg-type]

    far = standing({"clause": "7.11", "title": "", "gap": 0.8})
    near = standing({"clause": "7.11", "title": "", "gap": 0.1})
    few = standing({"clause": "7.5", "title": "", "gap": None, "schools": 1, "share": 0.01})
    unknown = standing(None)
    order = sorted([unknown, few, far, near], key=lambda each: each.closeness)
    assert order == [near, far, few, unknown]
