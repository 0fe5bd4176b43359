"""What the reports say: the verdict first, then its grounds; gaps that are enough; what is missing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from junheng.diagnosis import gaps_of
from junheng.evaluation import Evaluation
from junheng.evaluation.areas import areas
from junheng.model import Status
from junheng.reports.blocks import Block, Bullets, Figure, Grid, Heading, Paragraph
from junheng.reports.content import county_report, school_pages
from junheng.reports.content.failing import way_to_pass
from junheng.reports.content.school_pages import by_school, school_page
from junheng.reports.content.verdict import clause_line, nearest, sentence
from junheng.reports.wording import may_miss, source_name


def blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    return county_report(evaluation.counties[0], evaluation).blocks


def heads(evaluation: Evaluation) -> list[str]:
    return [
        each.text for each in blocks(evaluation) if isinstance(each, Heading) and each.level == 1
    ]


def grid(evaluation: Evaluation, caption: str) -> Grid:
    return next(
        each for each in blocks(evaluation) if isinstance(each, Grid) and each.caption == caption
    )


def text_of(found: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


def test_the_first_sentence_is_the_verdict(
    passes: Evaluation, fails: Evaluation, undecided: Evaluation
) -> None:
    assert sentence(passes.counties[0]) == (
        "示例县甲（虚构）达到优质均衡标准：参与判定的 33 条全部达标。"
    )
    assert sentence(fails.counties[0]) == (
        "示例县乙（虚构）未达到优质均衡标准：参与判定的 33 条中，3 条未达标。"
    )
    assert sentence(undecided.counties[0]) == (
        "示例县丙（虚构）因数据缺失，尚不能判定是否达到优质均衡标准：参与判定的 33 条中，7 条无法判定。"
    )


def test_the_report_goes_from_verdict_through_the_areas_to_the_rules_used(
    fails: Evaluation,
) -> None:
    assert heads(fails) == [
        "结论",
        "资源配置（第6条）",
        "政府保障程度（第7条）",
        "教育质量（第8条）",
        "社会认可度（第9条）",
        "一票否决情形（第10条）",
        "申报条件",
        "缺少的数据",
        "未纳入七项指标判定的单位",
        "判定依据",
    ]


def test_what_blocks_is_listed_with_its_figures(fails: Evaluation) -> None:
    listed = next(each for each in blocks(fails) if isinstance(each, Bullets)).items
    assert [line.split()[0] for line in listed] == ["6.school", "7.5", "7.11"]
    assert listed[2] == "7.11 教师交流轮岗：交流轮岗教师比例 9.9%（标准 ≥ 10%）"


def test_the_nearest_clause_lacks_the_smallest_part_of_its_bound(fails: Evaluation) -> None:
    county = fails.counties[0]
    failing = tuple(each for each in county.clauses if each.id in ("6.school", "7.11"))
    near = nearest(failing)
    assert near is not None
    assert near.id == "7.11"
    assert nearest(()) is None


def test_what_cannot_be_decided_says_that_data_are_missing(undecided: Evaluation) -> None:
    county = undecided.counties[0]
    assert clause_line(county.clause("7.9"), county).endswith("完成率 缺数据（标准 ≥ 100%）")
    assert clause_line(county.clause("8.6"), county).endswith("佐证结论：未填报")
    assert clause_line(county.clause("6.cv"), county).endswith(
        "共 14 个系数，在限内 12 个，无法判定 2 个"
    )


def test_the_table_of_areas_counts_only_the_clauses_that_decide(fails: Evaluation) -> None:
    assert text_of(grid(fails, "各方面判定"))[0] == ["资源配置", "第6条", "1", "1", "0", "✗ 未达标"]
    assert [area.article for area in areas(fails.counties[0])] == ["6", "7", "8", "9", "10"]


def test_a_veto_exists_or_not(fails: Evaluation) -> None:
    county = fails.counties[0]
    clauses = tuple(
        replace(
            each,
            status=Status.NOT_MET,
            parts=tuple(replace(part, status=Status.NOT_MET) for part in each.parts),
        )
        if each.id == "10.4"
        else each
        for each in county.clauses
    )
    changed = replace(county, clauses=clauses)
    evaluation = replace(fails, counties=(changed,))
    lines = text_of(grid(evaluation, "一票否决情形各条判定"))
    assert lines[3][2:] == ["佐证结论：存在", "不存在", "✗ 存在"]
    assert lines[0][2:] == ["佐证结论：不存在", "不存在", "✓ 不存在"]
    assert any(
        isinstance(each, Paragraph) and each.text == "存在 1 种一票否决情形，不予认定。"
        for each in blocks(evaluation)
    )


def test_schools_that_do_not_pass_are_told_what_is_enough(fails: Evaluation) -> None:
    (line,) = text_of(grid(fails, "未达标和无法判定的学段部"))
    assert line[0] == "示例县第三小学"
    assert line[3] == "△ 教学用房 4.47/4.5；△ 多媒体教室 2.23/2.3"
    assert line[4] == "教学用房 60.00 平方米；多媒体教室已达到 85%，可以不补"
    row = next(each for each in fails.counties[0].rows if each.name == line[0])
    added = row.indicator("teaching_area")
    assert added.amount is not None
    assert Fraction(added.amount) + 60 == added.bound * row.pupils


def test_where_all_pass_it_is_said(passes: Evaluation) -> None:
    assert any(
        isinstance(each, Paragraph) and each.text == "全部 49 个学段部都达标。"
        for each in blocks(passes)
    )


def test_a_disparity_beyond_its_limit_names_its_drivers_and_a_way_out(
    troubled: Evaluation,
) -> None:
    causes = [
        each.text for each in blocks(troubled) if isinstance(each, Heading) and each.level == 3
    ]
    assert any(text.startswith("小学仪器设备（") for text in causes)
    found = grid(troubled, "小学仪器设备差异的主要来源")
    assert len(found.rows) == 5
    assert text_of(found)[0][4] in ("高于平均", "低于平均")
    assert any(
        isinstance(each, Bullets) and each.items[0].startswith("其他学校不变，把最低的")
        for each in blocks(troubled)
    )


def test_missing_data_say_what_waits_for_them(undecided: Evaluation) -> None:
    lines = text_of(grid(undecided, "缺少的数据和等它判定的内容"))
    assert lines[0][1:] == ["6.2、6.school、6.cv、E.4", "1", "能"]
    assert {line[3] for line in lines} == {"能", "可能，看数值", "—"}


def test_left_out_units_are_listed_with_their_reasons(fails: Evaluation) -> None:
    lines = text_of(grid(fails, "未纳入判定的单位"))
    assert len(lines) == len(fails.counties[0].left_out) == 5
    assert "教学点在校生 37 人，不足 50 人" in [line[3] for line in lines]


def test_the_rules_used_can_be_found_again(fails: Evaluation) -> None:
    lines = dict(text_of(grid(fails, "规则集和数据")))
    assert lines["规则集指纹"] == fails.rules.fingerprint
    assert lines["规则日期"] == "2025年9月1日"
    assert len(grid(fails, "条款、出处和核对日期").rows) == len(fails.rules.clauses)
    assert len(grid(fails, "采用的口径").rows) == len(fails.rules.options)


def test_every_figure_has_a_summary_in_words_and_its_table(troubled: Evaluation) -> None:
    figures = [each for each in blocks(troubled) if isinstance(each, Figure)]
    assert [each.id for each in figures][:3] == ["attainment", "distribution", "coefficients"]
    assert all(each.summary.endswith("。") and each.data.rows for each in figures)
    assert len({each.id for each in figures}) == len(figures)


def test_every_row_of_every_table_fits_its_columns(
    passes: Evaluation, undecided: Evaluation, troubled: Evaluation
) -> None:
    for evaluation in (passes, undecided, troubled):
        pages = school_pages(evaluation.counties[0], evaluation).blocks
        for each in (*blocks(evaluation), *pages):
            if isinstance(each, Grid):
                assert {len(row) for row in each.rows} <= {len(each.columns)}


def test_there_is_one_page_a_school_and_every_row_is_on_one(troubled: Evaluation) -> None:
    county = troubled.counties[0]
    grouped = by_school(county)
    assert sum(len(rows) for rows in grouped) == len(county.rows)
    assert len({rows[0].school_code for rows in grouped}) == len(grouped)


def test_a_school_page_shows_gaps_class_size_school_size_and_rooms(fails: Evaluation) -> None:
    county = fails.counties[0]
    (rows,) = [each for each in by_school(county) if each[0].name == "示例县第三小学"]
    page = school_page(rows, county, fails)
    lead = next(each for each in page if isinstance(each, Paragraph) and each.lead)
    assert lead.text == "七项指标未达标。小学 1972 人，七项中 5 项达标。"
    values, clauses = (each for each in page if isinstance(each, Grid))
    assert text_of(values)[3][1:] == [
        "4.47",
        "4.5",
        "3.825",
        "60.00 平方米",
        "0",
        "△ 未达标但达到85%",
    ]
    assert [line[0] for line in text_of(clauses)] == ["7.3", "7.4", "7.5", "8.4"]


def test_a_through_school_is_told_what_it_needs_in_all(troubled: Evaluation) -> None:
    county = troubled.counties[0]
    both = next(
        rows
        for rows in by_school(county)
        if len(rows) == 2 and all(row.status is Status.NOT_MET for row in rows)
    )
    items = next(
        each for each in school_page(both, county, troubled) if isinstance(each, Bullets)
    ).items
    assert items[-1].startswith("全校合计：")


def test_a_school_with_missing_data_is_told_to_report_them_first(undecided: Evaluation) -> None:
    county = undecided.counties[0]
    row = next(each for each in county.rows if each.name == "银堡村小学")
    assert way_to_pass(gaps_of(row), undecided) == "骨干教师先补数据"
    page = school_page((row,), county, undecided)
    last = page[-1]
    assert isinstance(last, Bullets)
    assert last.items == ("银堡村小学（小学）：县级及以上骨干教师数",)


def test_rule_and_source_have_words(fails: Evaluation) -> None:
    assert may_miss(fails) == 1
    census = replace(fails.census, source="/some/where\\data/county.xlsx/")
    assert source_name(replace(fails, census=census)) == "county.xlsx"
    assert source_name(fails) == "（未记录）"
