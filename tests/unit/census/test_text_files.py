"""CSV: encodings, delimiters, and what people do to such files."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.census.reading import read
from junheng.errors import InputError
from tests.unit.census.county_files import County, of, the


def recoded(folder: Path, encoding: str, delimiter: str = ",") -> Path:
    """Every file of the folder in another encoding, with another delimiter."""
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace(",", delimiter)
        path.write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found_out(
    county: County, encoding: str, delimiter: str
) -> None:
    reading = read(recoded(county.folder(), encoding, delimiter))
    assert reading.defects == ()
    assert reading.require().schools[2].name == "示例九年制学校"


def test_a_rare_character_of_gb18030_is_kept(county: County) -> None:
    county.schools[0]["name"] = "㮾梨𠮷小学"
    assert read(recoded(county.folder(), "gb18030")).require().schools[0].name == "㮾梨𠮷小学"


def test_another_encoding_is_refused_with_the_remedy(county: County) -> None:
    folder = county.folder()
    (folder / "schools.csv").write_bytes(b"\xff\xff\x80,\x81\x00\xfe")
    with pytest.raises(InputError) as refused:
        read(folder)
    assert str(refused.value) == (
        "schools.csv 的编码认不出来，既不是 UTF-8 也不是 GB18030\n"
        "  怎么改：在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”"
    )


def test_line_ends_of_all_systems_are_read(county: County) -> None:
    folder = county.folder()
    for name, end in (("schools", b"\r"), ("stages", b"\n")):
        path = folder / f"{name}.csv"
        path.write_bytes(path.read_bytes().replace(b"\r\n", end))
    assert read(folder).defects == ()


def test_a_line_break_within_quotes_belongs_to_the_cell(county: County) -> None:
    county.schools[0]["name"] = "示例一小\n（东校区），分部"
    reading = county.read()
    census = reading.require()
    assert census.schools[0].name == "示例一小\n（东校区），分部"
    assert census.schools[1].row == 3


def test_a_short_line_has_blank_cells_at_its_end(county: County) -> None:
    folder = county.folder()
    path = folder / "stages.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = ",".join(lines[1].split(",")[:5])
    path.write_text("\n".join(lines), encoding="utf-8")
    stage = read(folder).require().stages[0]
    assert (stage.classes, stage.largest_class, stage.teachers) == (6, None, None)


def test_a_cell_that_begins_like_a_formula_is_text(county: County) -> None:
    county.schools[0]["name"] = '=HYPERLINK("http://example.org")'
    assert county.read().require().schools[0].name == '=HYPERLINK("http://example.org")'


def test_chinese_file_names_and_tsv_are_read(county: County) -> None:
    folder = recoded(county.folder(), "gb18030", "\t")
    (folder / "schools.csv").rename(folder / "学校.csv")
    (folder / "stages.csv").rename(folder / "学段.tsv")
    assert read(folder).defects == ()


def test_a_spreadsheets_way_with_large_numbers_is_refused(county: County) -> None:
    county.schools[0]["equipment_yuan"] = "1.23E+07"
    defect = the(county.read())
    assert defect.message == "是科学计数法，后面的数字已经丢失"
    assert defect.school_code == "9990000001"


def test_a_field_of_a_megabyte_is_refused(county: County) -> None:
    county.schools[0]["name"] = "长" * 200_000
    with pytest.raises(InputError, match=r"schools.csv 不是规范的 CSV"):
        county.read()


def test_an_empty_file_is_refused(county: County) -> None:
    folder = county.folder()
    (folder / "stages.csv").write_bytes(b"")
    with pytest.raises(InputError, match=r"stages.csv 是空文件"):
        read(folder)


def test_a_file_of_headers_only_has_no_data(county: County) -> None:
    county.stages = []
    assert of(county.read(), "table.empty")[0].message == "没有一行数据"


def test_two_files_for_one_table_are_refused(county: County) -> None:
    folder = county.folder()
    (folder / "学校.csv").write_bytes((folder / "schools.csv").read_bytes())
    assert the(read(folder)).message == "“学校”表给了几份：schools.csv、学校.csv"


def test_files_that_are_no_table_are_named(county: County) -> None:
    folder = county.folder()
    (folder / "readme.md").write_text("说明", encoding="utf-8")
    (folder / "canteens.csv").write_text("a", encoding="utf-8")
    (folder / "old").mkdir()
    (folder / ".DS_Store").write_text("", encoding="utf-8")
    (folder / "~$学校.xlsx").write_text("", encoding="utf-8")
    found = of(read(folder), "sheet.ignored")
    assert sorted(each.file for each in found) == ["canteens.csv", "old", "readme.md"]


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="里没有数据表"):
        read(tmp_path)


def test_a_folder_with_a_workbook_says_to_give_the_workbook(county: County) -> None:
    county.workbook("填报.xlsx")
    with pytest.raises(InputError) as refused:
        read(county.path)
    assert refused.value.remedy == f"要读工作簿就直接给出它，例如 {county.path / '填报.xlsx'}"


@pytest.mark.parametrize(
    "name", ["表1-学校", "学校（2026年）", "1.学校", "学校2026", "附表1：学校"]
)
def test_a_table_is_known_with_a_number_or_a_year_in_its_name(county: County, name: str) -> None:
    folder = county.folder()
    (folder / "schools.csv").rename(folder / f"{name}.csv")
    assert read(folder).defects == ()
