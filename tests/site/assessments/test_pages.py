"""The pages of verdicts: each answers its question first, and shows only what the user may see."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment, Basis
from junheng_web.collection.models import Round, RoundState
from tests.site.assessments.conftest import census_of, judged
from tests.site.assessments.filling import fill
from tests.site.conftest import Land, signed_in


def heading(page: str) -> str:
    found = re.search(r'<h1 class="answer">(.*?)</h1>', page, re.DOTALL)
    assert found is not None
    return found[1].strip()


@pytest.fixture
def leader(people: dict[str, User]) -> Client:
    return signed_in(people["county_leader"])


@pytest.fixture
def inspector(people: dict[str, User]) -> Client:
    return signed_in(people["prefecture_inspector"])


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_board_says_who_passes_and_who_is_near(
    assessment: Assessment, land: Land, inspector: Client
) -> None:
    judged(fill(land.other_county, census_of("undecided", "999902")))
    page = page_of(inspector, "/assessments/")
    assert heading(page) == (
        "虚构州 2025：2 个县中 1 个未达标，1 个无法判定；最接近达标的是甲县（差 3 项）"
    ).replace("中 1 个未达标，1 个", "中 1 未达标，1 ")
    assert "最近的一项" in page


def test_the_county_page_answers_first(assessment: Assessment, leader: Client) -> None:
    page = page_of(leader, "/assessments/999901/2025/")
    assert heading(page).startswith("甲县 2025：未达标，差 3 项；最近的一项：")
    for word in ("校际差异系数与限值", "缺少的数据", "四个方面", "历年", assessment.fingerprint):
        assert word in page
    assert "未锁定数据" not in page


def test_a_draft_is_marked_on_every_page(land: Land, leader: Client) -> None:
    found = judged(fill(land.county, census_of("fails"), state=RoundState.SEALED))
    school = found.rows.first()
    assert school is not None
    for address in (
        "/assessments/999901/2025/",
        f"/assessments/999901/2025/schools/{school.school_code}/",
        "/assessments/999901/2025/clauses/7.5/",
        f"/assessments/{found.pk}/explain/7.5",
        f"/assessments/{found.pk}/files",
        f"/assessments/{found.pk}/what-if/",
    ):
        assert "未锁定数据" in page_of(leader, address), address


def test_refused_data_are_shown_with_every_defect(filled: Round, leader: Client) -> None:
    for each in filled.returns.filter(school__isnull=False)[:2]:
        each.document["stages"][0]["pupils"] = "很多"
        each.save()
    judged(filled)
    page = page_of(leader, "/assessments/999901/2025/")
    assert heading(page) == "甲县 2025：未判定，数据有 2 处错误"
    assert page.count("很多") == 2


def test_every_figure_of_the_county_page_leads_to_its_derivation(
    assessment: Assessment, leader: Client
) -> None:
    page = page_of(leader, "/assessments/999901/2025/")
    page += page_of(leader, f"/assessments/{assessment.pk}/matrix")
    links = sorted(set(re.findall(r'class="(?:btn )?why" href="([^"]+)"', page)))
    assert len(links) > 400
    for link in [each for each in links if "9999010" not in each] + links[::40]:
        answer = leader.get(link)
        assert answer.status_code == 200, link


def test_the_matrix_pages_filters_and_exports(assessment: Assessment, leader: Client) -> None:
    address = f"/assessments/{assessment.pk}/matrix"
    part = leader.get(f"{address}?status=not_met", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count('<th scope="row">') == assessment.rows.filter(status="not_met").count() > 0
    sorted_page = page_of(leader, f"{address}?sort=-backbone")
    values = [
        float(each) for each in re.findall(r":backbone\"><span[^>]*>. ([0-9.]+)", sorted_page)
    ]
    assert values == sorted(values, reverse=True)
    export = leader.get(f"{address}?export=xlsx")
    assert export["Content-Type"].endswith("sheet")


def test_the_map_draws_every_school_with_a_place(assessment: Assessment, leader: Client) -> None:
    page = page_of(leader, f"/assessments/{assessment.pk}/map")
    assert page.count('class="point ') == assessment.cases.exclude(lon=None).count() > 40


def test_the_school_page_says_what_is_lacking(assessment: Assessment, leader: Client) -> None:
    line = assessment.rows.filter(status="not_met").first()
    assert line is not None
    page = page_of(leader, f"/assessments/999901/2025/schools/{line.school_code}/")
    assert heading(page).startswith(f"{line.name} 2025：未达标")
    lacking = [each["lack"] for each in line.indicators.values() if each.get("lack")]
    assert lacking
    assert all(each in page for each in lacking)
    assert "7.5 " in page


def test_the_clause_page_compares_the_counties_in_reach(
    assessment: Assessment, land: Land, leader: Client, inspector: Client
) -> None:
    judged(fill(land.other_county, census_of("passes", "999902")))
    address = "/assessments/999901/2025/clauses/7.11/"
    mine, all_ = page_of(leader, address), page_of(inspector, address)
    assert heading(mine).startswith("甲县 2025，7.11 ")
    assert "乙县" not in mine
    assert "乙县" in all_


def test_the_county_page_compares_only_with_counties_in_reach(
    assessment: Assessment, land: Land, leader: Client, inspector: Client
) -> None:
    judged(fill(land.other_county, census_of("passes", "999902")))
    assert "乙县" not in page_of(leader, "/assessments/999901/2025/")
    assert "乙县" in page_of(inspector, "/assessments/999901/2025/")


def test_years_are_put_side_by_side(
    assessment: Assessment, land: Land, leader: Client, inspector: Client
) -> None:
    judged(fill(land.county, census_of("passes"), year=2024))
    page = page_of(leader, "/assessments/999901/2025/")
    assert 'href="/assessments/999901/2024/"' in page
    assert "▼ 不再达标" in page_of(inspector, "/assessments/")


def test_a_school_sees_its_own_page_and_the_verdict_alone(
    assessment: Assessment, land: Land, people: dict[str, User]
) -> None:
    head = signed_in(people["school_head"])
    page = page_of(head, "/assessments/")
    assert heading(page) == "甲县 2025：未达标"
    assert "差 3 项" not in page
    own, other = land.school.code, land.second_school.code
    assert page_of(head, f"/assessments/999901/2025/schools/{own}/")
    row = assessment.rows.get(school_code=own)
    assert page_of(head, f"/assessments/{assessment.pk}/explain/{own}:{row.stage}:backbone")
    for address in (
        f"/assessments/999901/2025/schools/{other}/",
        f"/assessments/{assessment.pk}/explain/{other}:primary:backbone",
        f"/assessments/{assessment.pk}/explain/7.11",
        f"/assessments/{assessment.pk}/explain/999901",
        f"/assessments/{assessment.pk}/explain/7.5:{own}",
        f"/assessments/{assessment.pk}/matrix",
        f"/assessments/{assessment.pk}/map",
        f"/assessments/{assessment.pk}/files",
        f"/assessments/{assessment.pk}/files/evaluation.json",
    ):
        assert head.get(address).status_code == 404, address
    assert head.get(f"/assessments/{assessment.pk}/what-if/").status_code == 403
    assert head.get("/assessments/999901/2025/").status_code == 302


def test_out_of_reach_is_not_found(
    assessment: Assessment, land: Land, people: dict[str, User]
) -> None:
    other = judged(fill(land.other_county, census_of("passes", "999902")))
    leader = signed_in(people["county_leader"])
    code = other.rows.first().school_code  # type: ignore[union-attr]
    for address in (
        "/assessments/999902/2025/",
        "/assessments/999902/2025/clauses/7.5/",
        f"/assessments/999902/2025/schools/{code}/",
        f"/assessments/{other.pk}/matrix",
        f"/assessments/{other.pk}/map",
        f"/assessments/{other.pk}/explain/7.5",
        f"/assessments/{other.pk}/what-if/",
        f"/assessments/{other.pk}/files",
        f"/assessments/{other.pk}/files/all.zip",
        f"/assessments/{other.pk}/files/evaluation.json",
        f"/assessments/run/{other.round_id}/",
        f"/assessments/{uuid4()}/matrix",
        "/assessments/999901/2025/?version=" + str(other.pk),
        "/assessments/999901/2031/",
    ):
        assert leader.get(address).status_code == 404, address


@pytest.mark.parametrize(
    "role", ["school_clerk", "department_clerk", "account_administrator", "auditor"]
)
def test_who_reads_no_assessments_is_denied(
    role: str, assessment: Assessment, people: dict[str, User]
) -> None:
    client = signed_in(people[role])
    for address in (
        "/assessments/",
        "/assessments/999901/2025/",
        f"/assessments/{assessment.pk}/matrix",
        f"/assessments/{assessment.pk}/explain/7.5",
    ):
        assert client.get(address).status_code == 403, address


def test_asking_for_a_judgement_needs_the_right(filled: Round, people: dict[str, User]) -> None:
    address = reverse("assessments:run", args=[filled.pk])
    assert signed_in(people["county_leader"]).post(address, {"basis": "draft"}).status_code == 403
    supervisor = signed_in(people["county_supervisor"])
    assert "锁定数据（正式）" in page_of(supervisor, address)
    answer = supervisor.post(address, {"basis": "locked"})
    assert answer.status_code == 302
    assert Assessment.everything.get().basis == Basis.LOCKED
    again = supervisor.post(address, {"basis": "locked"})
    assert "已在排队" in again.content.decode()


def test_a_county_not_judged_says_so(filled: Round, leader: Client) -> None:
    assert heading(page_of(leader, "/assessments/999901/2025/")) == "甲县 2025：尚未判定"


def test_pages_need_few_queries_whatever_the_number_of_schools(
    assessment: Assessment, leader: Client, django_assert_max_num_queries: object
) -> None:
    school = assessment.rows.first()
    assert school is not None
    frame = 9  # the session, its user and tracking, roles, unread notices
    limits = {
        "/assessments/": frame + 3,
        "/assessments/999901/2025/": frame + 6,
        f"/assessments/{assessment.pk}/matrix": frame + 3,
        f"/assessments/{assessment.pk}/map": frame + 3,
        "/assessments/999901/2025/clauses/7.11/": frame + 7,
        "/assessments/999901/2025/clauses/6.school/": frame + 8,
        f"/assessments/999901/2025/schools/{school.school_code}/": frame + 3,
    }
    for address, most in limits.items():
        leader.get(address)
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            assert leader.get(address).status_code == 200


def test_options_and_exceptions_are_called_by_their_titles(
    filled: Round, land: Land, leader: Client
) -> None:
    made = judged(filled, options=("room_count=summed", "pe_arts_visiting"))
    year = made.round.campaign.year
    page = page_of(leader, f"/assessments/{land.county.code}/{year}/")
    assert "音乐、美术教室怎样核算间数：两类合计够数" in page
    assert "农村小规模学校计入走教教师" in page
    assert "room_count" not in page
