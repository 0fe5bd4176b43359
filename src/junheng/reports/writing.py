"""Writes everything for every county of an evaluation into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from junheng.errors import UserError
from junheng.evaluation.results import CountyResult, Evaluation
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
    work. A file is there whole or not at all: it is written beside its place and then moved there.

    Raises :class:`UserError` where the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"不能建立文件夹 {folder}：{_reason(error)}", remedy="换一个可以写入的文件夹"
        ) from error
    written = []
    tasks = [(county, name) for county in evaluation.counties for name in WRITERS]
    for done, (county, name) in enumerate(tasks):
        target = folder / f"{_stem(county)}-{name}"
        if progress is not None:
            progress(f"写出 {target.name}", done, len(tasks))
        with replacing(target) as beside:
            WRITERS[name](county, evaluation, beside)
        written.append(target)
    if progress is not None:
        progress("写出完毕", len(tasks), len(tasks))
    return tuple(written)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside ``target``; what was written there takes its place if all went well, and is
    removed otherwise.

    Raises :class:`UserError` where it cannot be written, or is open in another program.
    """
    beside = target.with_name(f".{target.name}.part")
    try:
        yield beside
        beside.replace(target)
    except OSError as error:
        raise UserError(
            f"不能写入 {target}：{_reason(error)}",
            remedy="如果文件正在 Excel、WPS 或 Word 中打开，先关闭它；否则检查磁盘空间和写入权限",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _stem(county: CountyResult) -> str:
    """The county's code, as far as it can be part of a file name."""
    return "".join(each for each in county.code if each.isalnum()) or "county"


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


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
