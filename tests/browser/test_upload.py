"""Journey: a workbook with defects is refused whole, mended, looked at and taken in."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitors import Visitor


def _download(page: Page, name: str, to: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    path = to / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def _upload(visitor: Visitor, file: Path) -> Page:
    page = visitor.page
    page.get_by_label("工作簿", exact=True).set_input_files(file)
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_url("**/uploads/**")
    return page


def _write(file: Path, header: str, value: object) -> Path:
    """Put a value below a header of the first sheet that has it, in the first row of data."""
    book = load_workbook(file)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=6):
            for cell in row:
                if str(cell.value or "").startswith(header):
                    below = next(
                        number
                        for number in range(cell.row + 1, cell.row + 8)
                        if str(sheet.cell(number, 1).value or "").startswith("9999")
                    )
                    sheet.cell(below, cell.column).value = value
                    book.save(file)
                    return file
    raise AssertionError(f"no column {header}")


def test_a_workbook_with_defects_is_mended_and_taken_in_whole(visit: Visit, tmp_path: Path) -> None:
    clerk = visit("school_clerk")
    page = clerk.opens(f"/collection/returns/{clerk.site.land['returns']['draft']}/")
    page.get_by_role("link", name="上传工作簿").click()
    clerk.keeps_a_picture("upload")
    book = _download(page, "下载填报工作簿", tmp_path)

    _upload(clerk, _write(book, "教学及辅助用房面积", "不知道"))
    expect(page.locator("h1")).to_contain_text("1 处错误")
    expect(page.get_by_role("button", name="确认入库")).to_have_count(0)
    clerk.keeps_a_picture("upload-refused")
    marked = _download(page, "下载标注副本", tmp_path)
    assert marked.stat().st_size > 5000

    page.locator(".crumbs").get_by_role("link", name="上传工作簿").click()
    _upload(clerk, _write(book, "教学及辅助用房面积", 123456))
    expect(page.locator("h1")).to_contain_text("0 处错误")
    expect(page.locator("main")).to_contain_text("123456")
    clerk.keeps_a_picture("upload-preview")
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator("main")).to_contain_text("已入库")

    clerk.opens(f"/collection/returns/{clerk.site.land['returns']['draft']}/")
    stored = page.locator("[data-table=schools][data-column=teaching_area_m2]").first
    assert stored.input_value() == "123456"
