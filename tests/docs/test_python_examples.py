"""The Python examples of each page run in order and print what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks, names

from generating import python_outputs  # isort: skip - found through tests.docs.pages

PAGES = [page for page in names() if blocks(ROOT / page, "python")]


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_run_and_print_what_the_page_says(page: str, folder: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert python_outputs.refreshed(text, folder, page) == text, "run: python docs/generate.py"


def test_every_page_with_python_is_looked_at() -> None:
    assert {"README.md", "README.en.md", "docs/tutorials/python.md"} <= set(PAGES)


def test_an_output_that_is_out_of_date_is_replaced(tmp_path: Path) -> None:
    page = "```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n"
    assert python_outputs.refreshed(page, tmp_path, "page") == page.replace("3", "2")


def test_a_later_example_knows_what_an_earlier_one_did(tmp_path: Path) -> None:
    page = "```python\nx = 2\n```\n\nthen\n\n```python\nprint(x)\n```\n"
    expected = page + "\n```text\n2\n```\n"
    assert python_outputs.refreshed(page, tmp_path, "page") == expected


def test_an_example_that_fails_names_its_page_and_line(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError) as failure:
        python_outputs.refreshed("text\n\n```python\n1 / 0\n```\n", tmp_path, "page.md")
    last = failure.traceback[-1]
    assert (str(last.path).endswith("page.md"), last.lineno + 1) == (True, 4)
