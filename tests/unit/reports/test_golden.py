"""Forms, reports and school pages are those that were opened, looked at and found right.

After a change that is meant, write them again, look at the difference and at the files themselves::

    JUNHENG_GOLDEN=write .venv/bin/pytest tests/unit/reports/test_golden.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from junheng.evaluation import Evaluation
from junheng.reports.writing import WRITERS
from tests.unit.reports.outlines import forms_text, page_text, settled, word_text

GOLDEN = Path(__file__).parents[2] / "golden" / "reports"
OUTLINES: dict[str, Callable[[Path], str]] = {
    "申报表.xlsx": forms_text,
    "报告.docx": word_text,
    "报告.html": page_text,
    "一校一案.docx": word_text,
}
SAMPLES = ("passes", "fails", "undecided", "troubled")


@pytest.mark.parametrize(
    ("sample", "file"),
    [
        *((sample, file) for sample in SAMPLES for file in ("申报表.xlsx", "报告.docx")),
        # Long, and of the same content: one county is enough.
        ("undecided", "报告.html"),
        ("undecided", "一校一案.docx"),
    ],
)
def test_the_text_is_the_one_that_was_looked_at(
    request: pytest.FixtureRequest, tmp_path: Path, sample: str, file: str
) -> None:
    evaluation: Evaluation = request.getfixturevalue(sample)
    path = tmp_path / file
    WRITERS[file](evaluation.counties[0], evaluation, path)
    text = settled(OUTLINES[file](path), evaluation.rules)
    golden = GOLDEN / f"{sample}-{file}.txt"
    if os.environ.get("JUNHENG_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
        pytest.skip("written again: look at the difference")
    assert text == golden.read_text(encoding="utf-8")
