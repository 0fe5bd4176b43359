"""The files of a plan: complete, safe to open, the same for the same plan."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl

from junheng.reports.plans import write_plan
from tests.unit.planning.plans import PLAN


def test_every_file_is_written_and_repeats(tmp_path: Path) -> None:
    first = write_plan(PLAN, tmp_path / "a")
    second = write_plan(PLAN, tmp_path / "b")
    assert [path.name for path in first] == ["方案.xlsx", "方案.docx", "方案.html", "plan.json"]
    assert [content(path) for path in first] == [content(path) for path in second]


def content(path: Path) -> object:
    """What a file holds; of a Word document its parts, which its container dates."""
    if path.suffix != ".docx":
        return path.read_bytes()
    with ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_the_workbook_holds_figures_as_figures_and_no_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_plan(PLAN, tmp_path)[0])
    assert book.sheetnames == ["说明", "分校 方案", "空表"]
    sheet = book["分校 方案"]
    assert [cell.value for cell in sheet[1]] == ["学校", "补充教师（人）", "建设（平方米）", "达标"]
    assert [cell.value for cell in sheet[2]] == ["=1+1 小学", 3, 125.125, "是"]
    assert sheet["A2"].data_type == "s"
    assert sheet["C3"].value is None  # unknown is blank, not 0
    cover = "\n".join(str(cell.value) for row in book["说明"] for cell in row if cell.value)
    assert "费用：1,234,068 元" in cover
    assert "第二小学：教学用房差 12 平方米。怎么办：改建教室" in cover


def test_the_report_says_what_is_missing_and_why(tmp_path: Path) -> None:
    files = write_plan(PLAN, tmp_path)
    text = "\n".join(each.text for each in docx.Document(str(files[1])).paragraphs)
    assert "方案没有做到的" in text
    assert "教学用房差 12 平方米" in text
    page = files[2].read_text(encoding="utf-8")
    assert "=1+1 小学" in page
    assert "<script>alert" not in page
    assert json.loads(files[3].read_text(encoding="utf-8"))["plan"] == "trial"
