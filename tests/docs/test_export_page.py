"""The how-to on exporting names exactly the files that an evaluation writes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.pages import DOCS

from generating import transcripts  # isort: skip - found through tests.docs.pages


def test_the_page_names_the_files_that_are_written(folder: Path) -> None:
    transcripts.run("junheng evaluate examples/counties/passes.xlsx --out 结果", folder)
    written = {
        path.relative_to(folder / "结果").as_posix().removeprefix("999901-")
        for path in (folder / "结果").rglob("*")
        if path.is_file()
    }
    page = (DOCS / "how-to" / "export-print.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)) == written
