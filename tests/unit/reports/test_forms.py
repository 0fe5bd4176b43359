"""Forms I-VI: layout, rounding, notes, and cells that stay what they are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from junheng.evaluation import CountyResult, Evaluation
from junheng.evaluation.results import IndicatorResult, IndicatorStatus
from junheng.model import Status
from junheng.reports.forms import write_forms
from junheng.reports.forms.balance import mean_of_coefficients
from junheng.reports.forms.basics import basic_facts, total
from junheng.reports.forms.schools import columns, remark

SHEETS = ["表Ⅰ", "表Ⅱ-1", "表Ⅱ-2", "表Ⅲ", "表Ⅳ", "表Ⅴ", "表Ⅵ"]


def written(evaluation: Evaluation, folder: Path, county: CountyResult | None = None) -> Workbook:
    path = folder / "forms.xlsx"
    write_forms(county or evaluation.counties[0], evaluation, path)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def forms(troubled: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return written(troubled, tmp_path_factory.mktemp("forms"))


def rows_of(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def find(sheet: Worksheet, text: str) -> Cell:
    """The first cell that begins with a text."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and str(cell.value or "").startswith(text):
                return cell
    raise AssertionError(f"{text!r} is not on {sheet.title}")


def test_there_is_one_sheet_a_form(forms: Workbook) -> None:
    assert forms.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_form_prints_on_a4_landscape_one_page_wide(forms: Workbook, name: str) -> None:
    sheet = forms[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page wide is what a sheet without a width means; 0 pages high is as many as it takes.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert "&P" in sheet.oddFooter.center.text


@pytest.mark.parametrize("name", SHEETS)
def test_every_form_says_who_fills_it_in_as_of_when_by_which_rules_and_where_to_sign(
    forms: Workbook, troubled: Evaluation, name: str
) -> None:
    sheet = forms[name]
    county = troubled.counties[0]
    assert sheet["A1"].value.startswith(name)
    assert sheet["A2"].value == f"填表单位（盖章）：{county.title}（{county.code}）"
    find(sheet, "规则日期：2025年9月1日")
    assert troubled.rules.fingerprint in str(find(sheet, "规则集").value)
    assert "单位负责人（签章）" in str(find(sheet, "填表人：").value)


def test_the_header_of_the_long_form_repeats_on_every_page(forms: Workbook) -> None:
    assert forms["表Ⅱ-2"].print_title_rows == "$1:$5"


def test_form_1_numbers_its_columns_l1_to_l24(forms: Workbook) -> None:
    numbers = [cell.value for cell in forms["表Ⅰ"][5]]
    assert numbers == [f"L{number}" for number in range(1, 25)]


def test_form_1_counts_schools_and_pupils_and_leaves_a_dash_for_what_is_not_collected(
    troubled: Evaluation,
) -> None:
    county, census = troubled.counties[0], troubled.census
    facts = basic_facts(county.code, census)
    assert len(facts) == 24
    assert facts[1:7] == (None,) * 6
    assert facts[7] == sum(school.type.value == "primary" for school in census.schools)
    special = {s.school_code for s in census.schools if s.type.value in ("special", "vocational")}
    primary = [
        row
        for row in census.stages
        if row.stage.value == "primary" and row.school_code not in special
    ]
    assert facts[16] == sum(row.pupils for row in primary)


def test_a_sum_with_a_missing_part_is_missing() -> None:
    assert total([1, None, 2]) is None
    assert total([1, 2]) == 3
    assert total([]) == 0


def test_form_2_1_counts_the_rows_that_meet_each_indicator(
    forms: Workbook, troubled: Evaluation
) -> None:
    county = troubled.counties[0]
    primary = [row for row in county.rows if row.stage.value == "primary"]
    values = [cell.value for cell in forms["表Ⅱ-1"][6]]
    assert values[:2] == ["小学", len(primary)]
    met = sum(row.indicator("backbone").status is IndicatorStatus.MET for row in primary)
    assert values[4:6] == [met, round(met * 100 / len(primary))]
    assert values[16] == sum(row.status is Status.MET for row in primary)


def test_form_2_2_has_a_row_a_school_and_stage_primary_first(
    forms: Workbook, troubled: Evaluation
) -> None:
    county = troubled.counties[0]
    sheet = forms["表Ⅱ-2"]
    lines = [row for row in rows_of(sheet)[5:] if isinstance(row[0], int)]
    assert [line[0] for line in lines] == list(range(1, len(county.rows) + 1))
    stages = [line[2] for line in lines]
    assert stages == sorted(stages, key=["小学", "初中"].index)
    first = county.rows[0]
    assert lines[0][3:7] == [7, first.pupils, first.row.grades, first.row.classes]
    assert lines[0][7] == float(round(first.indicators[0].value or 0, 2))


def test_values_have_two_decimals_and_failing_ones_a_shade(
    forms: Workbook, troubled: Evaluation
) -> None:
    county = troubled.counties[0]
    failing = next(
        row for row in county.rows if row.indicator("backbone").status.value == "below_floor"
    )
    name = find(forms["表Ⅱ-2"], failing.name)
    cell = forms["表Ⅱ-2"].cell(name.row, 9)
    assert cell.number_format == "0.00"
    assert cell.font.bold
    assert cell.fill.fgColor.rgb == "FFB9B9B9"


def test_a_name_that_looks_like_a_formula_stays_text(forms: Workbook) -> None:
    for sheet in forms:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    cell = find(forms["表Ⅱ-2"], "=HYPERLINK")
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert "\x07" not in str(cell.value)


def result(status: IndicatorStatus) -> IndicatorResult:
    return IndicatorResult(
        id="x",
        clause="6",
        amount=None,
        value=None,
        bound=Fraction(1),
        floor=Fraction(1),
        status=status,
    )


def test_the_note_names_what_is_met_what_reaches_85_percent_and_what_does_not() -> None:
    met, near, short, unknown = (
        result(each)
        for each in (
            IndicatorStatus.MET,
            IndicatorStatus.WITHIN_FLOOR,
            IndicatorStatus.BELOW_FLOOR,
            IndicatorStatus.UNDETERMINED,
        )
    )
    assert remark([met] * 7) == "L7—L13 达标"
    assert remark([met, met, met, near, met, met, met]) == "L7—L9、L11—L13 达标；L10 达到85%"
    assert (
        remark([near, short, unknown, met, met, met, met])
        == "L10—L13 达标；L7 达到85%；L8 低于85%；L9 数据缺失"
    )
    assert columns([0, 2, 3]) == "L7、L9—L10"


def test_form_3_prints_means_coefficients_limits_and_the_mean_of_seven(
    forms: Workbook, troubled: Evaluation
) -> None:
    sheet = forms["表Ⅲ"]
    lines = {(row[0].row, row[1].value): row for row in sheet.iter_rows(min_row=5, max_row=14)}
    coefficient = lines[(7, "差异系数")]
    over = troubled.counties[0].disparities[5]
    assert over.cv is not None
    assert coefficient[9].value == pytest.approx(float(over.cv), abs=0.0005)
    assert coefficient[9].number_format == "0.000"
    assert lines[(5, "平均值")][4].number_format == "0.00"
    assert [row[9].value for row in lines.values()][3:5] == [0.5, "否"]
    mean = mean_of_coefficients(troubled.counties[0].disparities[:7])
    assert mean is not None
    assert coefficient[11].value == pytest.approx(float(mean), abs=0.0005)


def test_the_mean_of_seven_is_unknown_while_one_coefficient_is(undecided: Evaluation) -> None:
    assert mean_of_coefficients(undecided.counties[0].disparities[:7]) is None


def test_what_is_missing_is_a_dash_explained_below(undecided: Evaluation, tmp_path: Path) -> None:
    forms = written(undecided, tmp_path)
    sheet = forms["表Ⅲ"]
    assert find(sheet, "—").fill.fgColor.rgb == "FFFFF8E1"
    find(sheet, "— 数据缺失，未按 0 计算")


@pytest.mark.parametrize(("name", "items"), [("表Ⅳ", 15), ("表Ⅴ", 9)])
def test_forms_4_and_5_have_every_item_with_figure_or_conclusion(
    forms: Workbook, name: str, items: int
) -> None:
    numbers = [row[0] for row in rows_of(forms[name]) if isinstance(row[0], int)]
    assert numbers == list(range(1, items + 1))
    answers = {row[5] for row in rows_of(forms[name])[3:] if isinstance(row[0], int)}
    assert answers <= {"是", "否", "无法判定", "不适用"}


def test_shares_of_form_4_have_one_decimal_and_those_of_form_5_none(forms: Workbook) -> None:
    rotated = find(forms["表Ⅳ"], "交流轮岗教师比例")
    assert forms["表Ⅳ"].cell(rotated.row, 5).number_format == '0.0"%"'
    retention = forms["表Ⅴ"].cell(find(forms["表Ⅴ"], "8.1").row, 5)
    assert retention.number_format == '0"%"'


def test_a_share_that_rounds_onto_its_bound_is_marked(passes: Evaluation, tmp_path: Path) -> None:
    county = passes.counties[0]
    retention = county.clause("8.1")
    part = replace(retention.parts[0], value=Fraction(9451, 10000), status=Status.NOT_MET)
    short = replace(retention, value=part.value, parts=(part,), status=Status.NOT_MET)
    clauses = [short if each is retention else each for each in county.clauses]
    forms = written(passes, tmp_path, replace(county, clauses=tuple(clauses)))
    cell = forms["表Ⅴ"].cell(find(forms["表Ⅴ"], "8.1").row, 5)
    assert (cell.value, cell.number_format) == (95, '0"%※"')
    find(forms["表Ⅴ"], "※ 四舍五入后的数看似与判定不一致")


def test_form_6_prints_the_survey_and_the_national_figure(
    forms: Workbook, troubled: Evaluation
) -> None:
    facts = {fact.key: fact.value for fact in troubled.census.county}
    line = [cell.value for cell in forms["表Ⅵ"][6]]
    assert line[:2] == [facts["recognition_issued"], facts["recognition_valid"]]
    assert line[5:8] == ["—", "—", "—"]
    assert line[9:] == [85, "是"]


def test_a_county_without_a_stage_has_forms_all_the_same(
    passes: Evaluation, tmp_path: Path
) -> None:
    county = passes.counties[0]
    primary = tuple(row for row in county.rows if row.stage.value == "primary")
    forms = written(passes, tmp_path, replace(county, rows=primary))
    assert [cell.value for cell in forms["表Ⅱ-1"][7]][:4] == ["初中", 0, "—", "—"]
