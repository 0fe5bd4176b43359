"""Writes everything for every county of an evaluation into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from junheng.evaluation.results import CountyResult, Evaluation
from junheng.files import make_folder
from junheng.reports.content import county_report, school_pages
from junheng.reports.forms import write_forms
from junheng.reports.page import write_page
from junheng.reports.word import write_document

Progress = Callable[[str, int, int], None]

FORMS = "申报表.xlsx"
REPORT = "报告.docx"
PAGE = "报告.html"
SCHOOLS = "一校一案.docx"


def write_all(
    evaluation: Evaluation, folder: Path, *, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write forms, report (Word and page) and school pages of every county; return the files.

    Four files a county, named after its code: ``532323-申报表.xlsx``, ``-报告.docx``, ``-报告.html``,
    ``-一校一案.docx``. ``progress`` is told before each of them; an exception it raises stops the
    work. Files of an earlier run are replaced, each whole or not at all.

    Raises :class:`junheng.errors.UserError` where the folder or a file cannot be written.
    """
    make_folder(folder)
    written = []
    tasks = [(county, name) for county in evaluation.counties for name in WRITERS]
    for done, (county, name) in enumerate(tasks):
        target = folder / f"{_stem(county)}-{name}"
        if progress is not None:
            progress(f"写出 {target.name}", done, len(tasks))
        WRITERS[name](county, evaluation, target)
        written.append(target)
    if progress is not None:
        progress("写出完毕", len(tasks), len(tasks))
    return tuple(written)


def _stem(county: CountyResult) -> str:
    """The county's code, as far as it can be part of a file name."""
    return "".join(each for each in county.code if each.isalnum()) or "county"


def _forms(county: CountyResult, evaluation: Evaluation, path: Path) -> None:
    write_forms(county, evaluation, path)


def _report(county: CountyResult, evaluation: Evaluation, path: Path) -> None:
    write_document(county_report(county, evaluation), path, on=evaluation.rules.on)


def _page(county: CountyResult, evaluation: Evaluation, path: Path) -> None:
    write_page(county_report(county, evaluation), school_pages(county, evaluation), path)


def _schools(county: CountyResult, evaluation: Evaluation, path: Path) -> None:
    pages = school_pages(county, evaluation)
    write_document(pages, path, on=evaluation.rules.on, sheets=True)


WRITERS: dict[str, Callable[[CountyResult, Evaluation, Path], None]] = {
    FORMS: _forms,
    REPORT: _report,
    PAGE: _page,
    SCHOOLS: _schools,
}
"""How each file of a county is written, by the end of its name."""
