"""Journey: forms I-VI and the report are written in the background and downloaded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_forms_and_report_are_written_and_downloaded(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("county_leader")
    land = visitor.site.land
    page = visitor.opens(f"/assessments/{land['counties']['busy']}/{land['year'] - 1}/")
    page.get_by_role("link", name="下载申报表和报告").click()
    visitor.keeps_a_picture("files")
    page.get_by_role("button", name="写出全部文件").click()
    page.get_by_role("link", name="查看结果").click(timeout=90_000)
    visitor.keeps_a_picture("files-ready")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载全部文件").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert "青禾县" in path.name
    names = zipfile.ZipFile(path).namelist()
    assert any(name.endswith(".xlsx") for name in names)
    assert any(name.endswith(".docx") for name in names)
    assert "evaluation.json" in names

    auditor = visit("auditor")
    page = auditor.opens("/audit/")
    expect(page.locator("table")).to_contain_text("冯县长")
