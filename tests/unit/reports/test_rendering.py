"""What is written can be opened: by LibreOffice, as Excel and Word files, and by a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from junheng.evaluation import Evaluation
from junheng.reports import write_all


def needed(*names: str) -> str:
    """The first of these programs that is installed. Without any the test is skipped with that reason,
    except where ``JUNHENG_CI=1`` says that they have to be there."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    reason = f"needs {' or '.join(names)}, which is not installed"
    if os.environ.get("JUNHENG_CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def files(troubled: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The four files of one county, by the end of their names."""
    written = write_all(troubled, tmp_path_factory.mktemp("files"))
    return {path.name.partition("-")[2]: path for path in written}


def printed(path: Path, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a file."""
    office = needed("libreoffice", "soffice")
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / f"{path.stem}.pdf").read_bytes()


def pages(pdf: bytes) -> int:
    """How many pages a PDF of LibreOffice has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_the_forms_print_on_a_few_pages(files: dict[str, Path], tmp_path: Path) -> None:
    # Seven forms, of which only the list of schools needs several pages.
    assert 8 <= pages(printed(files["申报表.xlsx"], tmp_path)) <= 11


def test_the_report_prints(files: dict[str, Path], tmp_path: Path) -> None:
    assert 10 <= pages(printed(files["报告.docx"], tmp_path)) <= 30


def test_a_school_takes_one_page_and_one_with_two_stages_at_most_two(
    files: dict[str, Path], troubled: Evaluation, tmp_path: Path
) -> None:
    rows = troubled.counties[0].rows
    schools = len({row.school_code for row in rows})
    overview = 2
    found = pages(printed(files["一校一案.docx"], tmp_path))
    assert schools + 1 <= found <= len(rows) + overview


def test_a_browser_draws_every_chart_by_script(files: dict[str, Path], tmp_path: Path) -> None:
    browser = needed("chromium", "chromium-browser", "google-chrome")
    # The name of the file is Chinese: a plain one keeps the address plain.
    page = tmp_path / "page.html"
    shutil.copy(files["报告.html"], page)
    drawn = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path}/profile",
            "--virtual-time-budget=15000",
            "--dump-dom",
            f"file://{page}",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    ).stdout.decode("utf-8")
    charts = page.read_text(encoding="utf-8").count('<div class="chart"')
    assert charts >= 4
    assert drawn.count("vega-embed has-actions") == charts
    assert drawn.count('<button type="button"') > 50
