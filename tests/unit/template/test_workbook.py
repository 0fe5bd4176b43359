"""The fill-in workbook as it is handed out: headers, checks, protection, print set-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.unit.template.filling import CLAUSES, prefill_of

from junheng.census.facts import FACTS
from junheng.census.records import Census
from junheng.census.tables import BY_NAME, TABLES, Kind
from junheng.census.template import Listed, Prefill, write_template
from junheng.census.template.feeds import FEEDS, feeds
from junheng.census.template.sheets import FIRST, HEADER, PLANS
from junheng.errors import UserError


@pytest.fixture(scope="module")
def path(census: Census, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "填报.xlsx"
    write_template(path, prefill_of(census))
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def rules(sheet: Any) -> dict[str, Any]:
    """The input check of each column (by letter), with the cells it covers."""
    return {
        "".join(filter(str.isalpha, str(each.sqref).partition(":")[0])): each
        for each in sheet.data_validations.dataValidation
    }


def letter(table: str, name: str) -> str:
    return PLANS[table].cell(name).strip("$").rstrip("0123456789")


def test_the_sheets_stand_in_the_order_in_which_they_are_filled_in(book: Any) -> None:
    assert book.sheetnames == [
        *("填报说明", "学校", "学段", "专用教室", "班级", "县级数据", "佐证", "自查"),
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_of_the_dictionary_has_its_header_with_its_unit(table: Any, book: Any) -> None:
    headers = [str(cell.value).replace("\n", "") for cell in book[table.sheet][HEADER + 1]]

    for column in table.columns:
        unit = f"（{column.unit}）" if column.unit else ""
        assert f"{column.header}{unit}" in headers


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_notes_under_the_headers_begin_so_that_the_reader_passes_over_them(
    table: Any, book: Any
) -> None:
    assert str(book[table.sheet].cell(FIRST, 1).value).startswith("说明：")


@pytest.mark.parametrize("table", ["schools", "stages", "rooms", "classes"])
def test_every_number_flag_and_choice_is_checked_as_it_is_entered(table: str, book: Any) -> None:
    checked = rules(book[BY_NAME[table].sheet])

    for column in BY_NAME[table].columns:
        if column.kind is not Kind.TEXT:
            assert letter(table, column.name) in checked, column.header


def test_counts_must_be_whole_and_not_negative(book: Any) -> None:
    rule = rules(book["学段"])[letter("stages", "pupils")]

    assert (rule.type, rule.formula1, rule.formula2) == ("whole", "0", "9999999")


def test_amounts_must_not_be_negative(book: Any) -> None:
    rule = rules(book["学校"])[letter("schools", "teaching_area_m2")]

    assert (rule.type, rule.operator, rule.formula1) == ("decimal", "greaterThanOrEqual", "0")


def test_choices_are_drop_downs_of_chinese_words(book: Any) -> None:
    schools = rules(book["学校"])

    assert schools[letter("schools", "area_class")].formula1 == '"城区,镇区,乡村"'
    assert schools[letter("schools", "boarding")].formula1 == '"是,否"'
    assert schools[letter("schools", "operator")].formula1.startswith('"1 中央教育,2 中央其他,')


def test_the_code_of_a_school_is_chosen_from_the_schools_entered(book: Any) -> None:
    rule = rules(book["学段"])[letter("stages", "school_code")]

    assert (rule.type, rule.formula1) == ("list", "'学校'!$B$4:$B$2003")


def test_checks_reach_two_thousand_schools_and_three_thousand_stages(book: Any) -> None:
    assert str(rules(book["学校"])["B"].sqref) == "B4:B2003"
    assert str(rules(book["学段"])["D"].sqref) == "D4:D3003"


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("国家公布的社会认可度", "0.87、87% 或 87"),
        ("国家质量监测语文校际差异率", "0.13、13% 或 13"),
    ],
)
def test_a_share_of_the_county_may_be_entered_in_three_ways(
    label: str, forms: str, book: Any
) -> None:
    sheet = book["县级数据"]
    (line,) = [row[1].row for row in sheet.iter_rows() if row[1].value == label]
    (rule,) = [
        each for each in sheet.data_validations.dataValidation if str(each.sqref) == f"C{line}"
    ]

    assert (rule.formula1, rule.formula2) == ("0", "100")
    assert rule.error == f"请填比例：{forms} 都可以；没有数据留空。"


@pytest.mark.parametrize("name", ["学校", "学段", "专用教室", "班级", "县级数据", "佐证", "自查"])
def test_headers_and_formulas_are_locked_without_a_password(name: str, book: Any) -> None:
    sheet = book[name]

    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.cell(HEADER + 1, 1).protection.locked


@pytest.mark.parametrize(
    ("name", "cell"),
    [("学校", "C4"), ("学校", "M4"), ("学段", "D4"), ("县级数据", "C4"), ("佐证", "C4")],
)
def test_cells_to_fill_in_are_open(name: str, cell: str, book: Any) -> None:
    sheet = book[name]
    written = sheet[cell]
    # Equal columns side by side share one entry; a blank cell takes the style of its column.
    (column,) = [
        each for each in sheet.column_dimensions.values() if each.min <= written.column <= each.max
    ]
    protection = written.protection if written.has_style else column.protection

    assert not protection.locked


def test_headers_stay_in_sight_and_on_every_printed_page(book: Any) -> None:
    sheet = book["学段"]

    assert sheet.freeze_panes == "D4"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")


def test_required_and_optional_headers_differ_in_colour_and_in_words(book: Any) -> None:
    sheet = book["学校"]
    name, built = (letter("schools", each) for each in ("name", "built_year"))

    assert sheet[f"{name}2"].fill.fgColor.rgb != sheet[f"{built}2"].fill.fgColor.rgb
    assert sheet[f"{name}3"].value.startswith("必填。")
    assert sheet[f"{built}3"].value.startswith("选填。")


def test_a_comment_tells_what_a_column_is_for(book: Any) -> None:
    header = book["学段"][f"{letter('stages', 'backbone')}2"]

    assert header.comment.text == (
        "县级及以上骨干教师数\n选填：不知道就留空，不要填 0\n单位：人\n用于：6.2"
    )


def test_known_schools_are_filled_in_with_a_row_for_each_of_their_stages(book: Any) -> None:
    schools = [row for row in book["学校"].iter_rows(min_row=FIRST + 1, values_only=True) if row[1]]
    rows = [
        row[:3] for row in book["学段"].iter_rows(min_row=FIRST + 1, values_only=True) if row[0]
    ]

    assert len(schools) == 48
    assert schools[0][:4] == ("999901", "9999010001", "示例县第一小学", "小学")
    assert [row[2] for row in rows if row[0] == "9999010029"] == ["小学", "初中"]
    assert [row[2] for row in rows if row[0] == "9999010044"] == ["初中", "高中"]
    assert [row[2] for row in rows if row[0] == "9999010048"] == []


def test_every_fact_of_the_county_has_a_row_with_unit_and_department(book: Any) -> None:
    rows = [
        row for row in book["县级数据"].iter_rows(min_row=FIRST + 1, values_only=True) if row[1]
    ]

    assert [(row[0] or "", row[1], row[3] or "", row[4], row[6]) for row in rows] == [
        (fact.clause, fact.label, fact.unit, fact.department, "999901") for fact in FACTS
    ]


def test_without_a_county_its_code_is_taken_from_the_first_school(tmp_path: Path) -> None:
    write_template(tmp_path / "blank.xlsx", Prefill(clauses=CLAUSES))

    sheet = openpyxl.load_workbook(tmp_path / "blank.xlsx")["佐证"]

    assert sheet["F4"].value == '=IF(学校!$A$4="","",学校!$A$4)'


def test_vetoes_are_asked_in_words_that_cannot_be_turned_round(book: Any) -> None:
    sheet = book["佐证"]
    asked = {
        sheet[str(rule.sqref).replace("C", "A")].value: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }

    assert (asked["7.1"], asked["10.1"]) == ('"达标,未达标"', '"不存在,存在"')


def test_text_from_a_list_of_schools_never_becomes_a_formula(tmp_path: Path) -> None:
    school = Listed(cells={"school_code": "1", "name": "=1+1"})
    write_template(tmp_path / "list.xlsx", Prefill(schools=(school,)))

    cell = openpyxl.load_workbook(tmp_path / "list.xlsx")["学校"]["C4"]

    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_equal_arguments_give_equal_bytes(path: Path, census: Census, tmp_path: Path) -> None:
    write_template(tmp_path / "again.xlsx", prefill_of(census))

    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_every_column_that_is_no_name_or_key_tells_what_it_feeds() -> None:
    silent = {
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.columns
        if not feeds(table.name, column.name)
    }

    assert silent == {
        *("schools.county_code", "schools.school_code", "schools.name", "schools.parent_code"),
        *("schools.lon", "schools.lat", "stages.school_code", "rooms.school_code"),
        *("classes.school_code", "classes.stage", "classes.grade", "classes.class_no"),
        *("county.county_code", "county.key"),
        *("attestations.county_code", "attestations.clause"),
        *("attestations.note", "attestations.file"),
    }


def test_nothing_feeds_a_clause_that_is_no_column() -> None:
    for table, columns in FEEDS.items():
        for name in columns:
            assert BY_NAME[table].column(name)


def test_a_column_that_is_not_on_a_sheet_is_a_defect_of_the_program() -> None:
    with pytest.raises(KeyError, match="principal"):
        PLANS["schools"].index("principal")


def test_an_existing_file_is_not_overwritten_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_text("filled in for weeks", encoding="utf-8")

    with pytest.raises(UserError) as refused:
        write_template(path)

    assert str(refused.value) == (
        f"{path} 已经存在，没有覆盖\n  怎么改：换一个文件名，或者加上 --force 覆盖它"
    )
    assert path.read_text("utf-8") == "filled in for weeks"
    write_template(path, replace=True)
    assert openpyxl.load_workbook(path).sheetnames[0] == "填报说明"


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        write_template(tmp_path / "nowhere" / "填报.xlsx")

    assert str(refused.value).startswith(f"写不了 {tmp_path / 'nowhere' / '填报.xlsx'}")


def test_more_schools_than_the_workbook_has_room_for_are_refused(tmp_path: Path) -> None:
    schools = tuple(Listed(cells={"school_code": f"{n}", "name": f"{n}"}) for n in range(2001))

    with pytest.raises(UserError) as refused:
        write_template(tmp_path / "list.xlsx", Prefill(schools=schools))

    assert str(refused.value) == (
        "“学校”要预填 2001 行，一个工作簿最多 2000 行\n  怎么改：按县分开，一县一个工作簿"
    )
