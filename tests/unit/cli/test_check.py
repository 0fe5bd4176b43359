"""``junheng check``: the verdict, every defect, the totals, the marked copy, the exit code."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.unit.census.county_files import County
from tests.unit.census.old_workbooks import compound, workbook
from tests.unit.cli.conftest import Run


@pytest.fixture
def county(tmp_path: Path) -> County:
    """Three schools without a fault."""
    return County(tmp_path)


def test_data_without_fault_may_be_reported(run: Run, county: County) -> None:
    path = county.workbook()
    ran = run("check", path)
    assert ran.code == 0
    assert "✓ 可以上报   没有错误，也没有提醒" in ran.out
    assert "学段  读入 4 行 = 接受 4 行 + 拒绝 0 行" in ran.out
    assert f"junheng evaluate {path}" in ran.out
    assert not list(county.path.glob("*标注*"))


def test_warnings_do_not_stop_anyone(run: Run, county: County) -> None:
    county.schools[1]["name"] = county.schools[0]["name"]
    county.schools[1] |= {"equipment_yuan": "1300000", "multimedia_rooms": "11"}
    county.stages[1]["pupils"] = "241"
    ran = run("check", county.workbook())
    assert ran.code == 0
    assert "没有错误，有 1 处提醒，请再看一眼" in ran.out


def test_errors_end_with_two_and_a_marked_copy(run: Run, county: County) -> None:
    county.stages[0]["boarders"] = "241"
    path = county.workbook()
    ran = run("check", path)
    assert ran.code == 2
    assert "✗ 有错误，不能上报   1 处错误，0 处提醒" in ran.out
    assert "寄宿生数 241 大于在校生数 240" in ran.out
    assert "学段  读入 4 行 = 接受 3 行 + 拒绝 1 行" in ran.out
    assert f"标注副本：{county.path / 'county-标注.xlsx'}" in ran.out
    assert (county.path / "county-标注.xlsx").exists()


def test_the_marked_copy_may_be_left_out_or_put_elsewhere(run: Run, county: County) -> None:
    county.stages[0]["boarders"] = "241"
    path = county.workbook()
    assert "标注副本" not in run("check", path, "--no-marked").out
    assert sorted(each.name for each in county.path.iterdir()) == ["county.xlsx"]
    run("check", path, "--marked", county.path / "copy.xlsx")
    assert (county.path / "copy.xlsx").exists()


def test_sums_are_printed_for_every_column(run: Run, county: County) -> None:
    lines = [line.split() for line in run("check", county.workbook()).out.splitlines()]
    assert ["在校生数", "960", "人", "4"] in lines
    assert ["教学及辅助用房面积", "12100.5", "平方米", "3"] in lines
    assert ["教学仪器设备资产值", "4800000.5", "元", "3"] in lines


def test_json_holds_every_defect_and_total(run: Run, county: County) -> None:
    county.stages[0]["boarders"] = "241"
    ran = run("check", county.folder(), "--format", "json", "--no-marked")
    content = json.loads(ran.out)
    assert ran.code == 2
    assert (content["accepted"], content["errors"], content["warnings"]) == (False, 1, 0)
    assert content["defects"] == [
        {
            "check": "people.more_than_pupils",
            "severity": "error",
            "message": "寄宿生数 241 大于在校生数 240",
            "file": "stages.csv",
            "sheet": "",
            "row": 2,
            "column": "",
            "header": "boarders",
            "found": "241",
            "expected": "不大于在校生数 240",
            "remedy": "核对这两个数，改正填错的一个",
            "school_code": "9990000001",
        }
    ]
    stages = content["tables"][1]
    assert (stages["table"], stages["rows_in"], stages["refused"]) == ("stages", 4, 1)
    assert stages["columns"][0] == {
        "name": "pupils", "header": "在校生数", "unit": "人", "filled": 4, "blank": 0,
        "unreadable": 0, "total": 960,
    }  # fmt: skip
    assert content["tables"][0]["columns"][0]["total"] == 12100.5


def test_last_years_data_is_compared(run: Run, county: County) -> None:
    before = county.folder("last-year")
    county.schools[0]["sports_ground_m2"] = "9000"
    ran = run("check", county.workbook(), "--last-year", before, "--no-marked")
    assert ran.code == 0
    assert "上年是 4000，今年是 9000，增加了 125%" in ran.out


def test_many_defects_of_one_kind_are_counted(run: Run, county: County) -> None:
    county.stages *= 10
    ran = run("check", county.workbook(), "--no-marked")
    assert "“同一学校的同一学段重复”还有 16 处" in ran.out


def test_what_cannot_be_opened_is_told_on_standard_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")
    ran = run("check", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "✗ 空.xlsx 是空文件\n  怎么改：重新导出或重新复制这个文件\n"


def rewritten(path: Path, name: str, **parts: bytes | None) -> Path:
    """A copy of the workbook with parts changed, or left out where ``None``; ``__`` is for ``/``."""
    target = path.with_name(name)
    new = {part.replace("__", "/") + ".xml": content for part, content in parts.items()}
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for each in source.namelist():
            content = new.get(each, source.read(each))
            if content is not None:
                out.writestr(each, content)
    return target


@pytest.mark.parametrize("spoilt", ["missing", "bad"])
def test_a_workbook_whose_looks_cannot_be_kept_is_copied_cell_by_cell(
    run: Run, county: County, spoilt: str
) -> None:
    county.stages[0]["boarders"] = "241"
    contents = {
        "missing": None,
        "bad": b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<fonts><font><sz val="gross"/></font></fonts><cellXfs><xf fontId="99"/></cellXfs></styleSheet>',
    }
    path = rewritten(county.workbook(), "odd.xlsx", xl__styles=contents[spoilt])
    ran = run("check", path)
    assert ran.code == 2
    assert "寄宿生数 241 大于在校生数 240" in ran.out
    copy = openpyxl.load_workbook(county.path / "odd-标注.xlsx")
    assert copy.sheetnames[0] == "检查结果"
    assert copy["学段"]["H2"].comment.text.startswith("【错误】寄宿生数 241")


def test_an_old_workbook_with_a_new_name_is_read_and_told(run: Run, county: County) -> None:
    cells = {name: county.cells(name) for name in ("schools", "stages")}
    sheets = {"学校": cells["schools"], "学段": cells["stages"]}
    path = county.path / "旧.xlsx"
    path.write_bytes(compound({"Workbook": workbook(sheets)}))
    ran = run("check", path)
    assert ran.code == 0
    shown = re.sub(r"[\s│]", "", ran.out)
    assert "扩展名是.xlsx，内容其实是.xls格式；按.xls读取" in shown
    assert openpyxl.load_workbook(county.path / "旧-标注.xlsx").sheetnames == [
        "检查结果",
        "学校",
        "学段",
    ]


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written."""

    def refuse(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "touch", refuse)


@pytest.mark.usefixtures("forbidden")
def test_where_no_copy_can_be_written_the_result_is_shown_all_the_same(
    run: Run, county: County
) -> None:
    county.stages[0] |= {"largest_class": "", "classes": "5", "classes_over": ""}
    path = county.workbook()
    ran = run("check", path)
    assert (ran.code, ran.err) == (0, "")
    assert "没有错误，有 1 处提醒" in ran.out
    assert f"没有标注副本：写不了 {county.path / 'county-标注.xlsx'}：没有写入权限" in ran.out
    content = json.loads(run("check", path, "--format", "json").out)
    assert (content["accepted"], content["marked"]) == (True, None)
    assert content["marked_problem"].startswith("写不了 ")


@pytest.mark.usefixtures("forbidden")
def test_a_copy_that_was_asked_for_and_cannot_be_written_is_an_error_after_the_result(
    run: Run, county: County
) -> None:
    ran = run("check", county.workbook(), "--marked", county.path / "copy.xlsx")
    assert ran.code == 2
    assert "没有错误，也没有提醒" in ran.out
    assert ran.err.startswith(f"✗ 写不了 {county.path / 'copy.xlsx'}：")


def test_nothing_that_steers_a_terminal_is_printed(run: Run, county: County) -> None:
    county.schools[0] |= {"name": "\x1b]0;题\x07一小", "type": "\x1b[2J\x9b31m\u202e坏"}
    folder = county.folder()
    ran = run("check", folder, "--no-marked")
    assert "□[2J□31m坏" in ran.out
    json_ran = run("check", folder, "--no-marked", "--format", "json")
    for text in (ran.out, json_ran.out):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "\x1b[2J\x9b31m\u202e坏" in {
        each["found"] for each in json.loads(json_ran.out)["defects"]
    }
