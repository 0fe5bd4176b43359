"""Counties at the edge: without a stage, without rows, without facts, with unusual rule sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from junheng import synthesis
from junheng.census.records import Census
from junheng.evaluation import Evaluation, evaluate
from junheng.evaluation.areas import area
from junheng.model import Stage, Status
from junheng.reports import charts
from junheng.reports.blocks import Block, Figure, Grid, Paragraph
from junheng.reports.charts.drawing import png
from junheng.reports.content import county_report, school_pages
from junheng.reports.content.disparity import disparity_section
from junheng.reports.content.verdict import nearest, sentence
from junheng.reports.forms import write_forms
from junheng.reports.page.markup import Markup
from junheng.reports.wording import may_miss, short_name
from junheng.reports.writing import write_all
from junheng.rulebook import rules
from junheng.standards import RuleSet


@pytest.fixture(scope="module")
def census() -> Census:
    """An invented county that passes, to be cut down."""
    return synthesis.county(1, synthesis.PASSES)


def primary_only(census: Census) -> Census:
    """Only the primary schools of a county."""
    schools = tuple(each for each in census.schools if each.type.value == "primary")
    codes = {each.school_code for each in schools}
    stages = tuple(each for each in census.stages if each.school_code in codes)
    return replace(census, schools=schools, stages=stages)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [each.text for each in blocks if isinstance(each, Paragraph)]


def of(census: Census, national: RuleSet) -> Evaluation:
    return evaluate(census, national)


def test_a_county_without_junior_schools_has_one_panel_a_chart(
    census: Census, national: RuleSet
) -> None:
    evaluation = of(primary_only(census), national)
    county = evaluation.counties[0]
    for chart in (charts.attainment, charts.coefficients, charts.distribution):
        spec = chart(county, evaluation)
        assert len(spec["vconcat"]) == 1
        assert png(spec, ppi=72)


def test_a_coefficient_that_does_not_apply_is_printed_as_such(
    census: Census, national: RuleSet, tmp_path: Path
) -> None:
    evaluation = of(primary_only(census), national)
    county = evaluation.counties[0]
    assert county.disparity(Stage.JUNIOR, "backbone").status is Status.NOT_APPLICABLE
    path = tmp_path / "forms.xlsx"
    write_forms(county, evaluation, path)
    sheet = openpyxl.load_workbook(path)["表Ⅲ"]
    assert [cell.value for cell in sheet[14]][4:] == ["不适用"] * 8


def test_a_county_whose_schools_reported_no_stage_is_told_so(
    census: Census, national: RuleSet, tmp_path: Path
) -> None:
    evaluation = of(replace(census, stages=()), national)
    county = evaluation.counties[0]
    assert county.rows == ()
    blocks = county_report(county, evaluation).blocks
    (told,) = [text for text in texts(blocks) if "没有任何数据" in text]
    assert told.startswith("另有 57 个学段部没有任何数据，无法判定：示例县第一小学（小学）、")
    assert told.endswith("等。")
    assert not any(isinstance(each, Figure) and each.id == "attainment" for each in blocks)
    assert len(write_all(evaluation, tmp_path)) == 4


def test_where_every_school_has_nothing_the_coefficient_means_nothing(
    census: Census, national: RuleSet
) -> None:
    schools = tuple(replace(each, equipment_yuan=0) for each in census.schools)
    evaluation = of(replace(census, schools=schools), national)
    county = evaluation.counties[0]
    assert county.disparity(Stage.PRIMARY, "equipment").status is Status.UNDETERMINED
    spec = charts.coefficients(county, evaluation)
    labels = [each["label"] for each in spec["vconcat"][0]["data"]["values"]]
    assert "? 无法判定" in labels


def test_a_coefficient_that_no_missing_figure_can_save_is_named(
    census: Census, national: RuleSet
) -> None:
    schools = [
        replace(each, equipment_yuan=None if place == 1 else (each.equipment_yuan or 0) * factor)
        for place, each in enumerate(census.schools)
        for factor in ((40,) if place == 0 else (1,))
    ]
    evaluation = of(replace(census, schools=tuple(schools)), national)
    county = evaluation.counties[0]
    found = [
        each.summary
        for each in disparity_section(county, evaluation)
        if isinstance(each, Figure) and each.id == "coefficients"
    ]
    assert found[0].endswith("其中小学仪器设备即使在最好的情形下也会超过上限。")


def test_a_county_without_facts_or_evidence_lists_what_is_missing(
    census: Census, national: RuleSet, tmp_path: Path
) -> None:
    evaluation = of(replace(census, county=(), attestations=(), rooms=()), national)
    county = evaluation.counties[0]
    blocks = county_report(county, evaluation).blocks
    assert any(text.startswith("有 6 种一票否决情形没有申明") for text in texts(blocks))
    assert any(text.endswith("申报条件不参与上述判定。") for text in texts(blocks))
    missing = next(
        each
        for each in blocks
        if isinstance(each, Grid) and each.caption == "缺少的数据和等它判定的内容"
    )
    assert len(missing.rows) > 50
    path = tmp_path / "forms.xlsx"
    write_forms(county, evaluation, path)
    sheet = openpyxl.load_workbook(path)["表Ⅵ"]
    assert [cell.value for cell in sheet[6]] == [*["—"] * 9, 85, "无法判定"]


def test_conditions_for_applying_that_are_not_there_are_said(passes: Evaluation) -> None:
    county = passes.counties[0]
    first = replace(county.eligibility[0], status=Status.NOT_MET)
    changed = replace(county, eligibility=(first, *county.eligibility[1:]))
    found = texts(county_report(changed, passes).blocks)
    assert "1 项申报条件不具备，暂不能申报。申报条件不参与上述判定。" in found


def test_a_rule_set_without_articles_has_no_sections_for_them(passes: Evaluation) -> None:
    county = replace(passes.counties[0], clauses=(), eligibility=(), left_out=(), disparities=())
    blocks = county_report(county, passes).blocks
    assert "所有单位都纳入了判定。" in texts(blocks)
    assert area(county, "8").clauses == ()
    assert area(county, "8").status is Status.NOT_APPLICABLE


def test_evidence_alone_has_no_nearest_clause(passes: Evaluation) -> None:
    assert nearest((passes.counties[0].clause("7.1"),)) is None


def test_a_rounding_that_misleads_is_explained_under_the_verdict(fails: Evaluation) -> None:
    county = fails.counties[0]
    rotation = county.clause("7.11")
    part = replace(rotation.parts[0], value=Fraction(9996, 100_000))
    changed = replace(rotation, value=part.value, parts=(part, *rotation.parts[1:]))
    clauses = tuple(changed if each is rotation else each for each in county.clauses)
    report = county_report(replace(county, clauses=clauses), fails)
    assert any(text.startswith("标有 ※ 的数字") for text in texts(report.blocks))
    shown = [
        cell.text
        for each in report.blocks
        if isinstance(each, Grid)
        for row in each.rows
        for cell in row
    ]
    assert "10.0%※" in shown


def test_exceptions_that_are_turned_on_are_named_in_report_and_forms(
    census: Census, tmp_path: Path
) -> None:
    chosen = rules(on=date(2025, 9, 1), with_=("size_older_or_migrant",))
    evaluation = evaluate(census, chosen)
    title = chosen.switches["size_older_or_migrant"].title.zh
    county = evaluation.counties[0]
    shown = [
        cell.text
        for each in county_report(county, evaluation).blocks
        if isinstance(each, Grid)
        for row in each.rows
        for cell in row
    ]
    assert any(text.startswith(title) for text in shown)
    path = tmp_path / "forms.xlsx"
    write_forms(county, evaluation, path)
    notes = [str(cell.value) for cell in openpyxl.load_workbook(path)["表Ⅰ"]["A"]]
    assert any(f"启用的例外：{title}。" in note for note in notes)


def test_an_overlay_is_cited_beside_the_national_rule(census: Census) -> None:
    evaluation = evaluate(census, rules(on=date(2025, 9, 1), jurisdiction="5323"))
    county = evaluation.counties[0]
    cited = next(
        each
        for each in county_report(county, evaluation).blocks
        if isinstance(each, Grid) and each.caption == "条款、出处和核对日期"
    )
    training = next(row for row in cited.rows if row[0].text == "8.4")
    assert "；" in training[2].text


def test_a_county_without_a_name_is_called_by_its_code(passes: Evaluation) -> None:
    county = replace(passes.counties[0], name=None)
    assert sentence(county).startswith("999901达到优质均衡标准")


def test_indicators_of_other_schemes_keep_their_own_names(passes: Evaluation) -> None:
    assert short_name("backbone", passes) == "骨干教师"
    assert short_name("books", passes) == "books"
    without = {key: each for key, each in passes.rules.clauses.items() if key != "6.school"}
    assert may_miss(replace(passes, rules=replace(passes.rules, clauses=without))) == 0


def test_pages_of_schools_are_not_numbered(passes: Evaluation) -> None:
    grid = next(
        each for each in school_pages(passes.counties[0], passes).blocks if isinstance(each, Grid)
    )
    assert "<caption>学校一览</caption>" in Markup(numbered=False).block(grid)
    assert "<caption>表1　学校一览</caption>" in Markup().block(grid)
