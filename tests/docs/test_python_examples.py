"""The Python examples of each page run in order and print what the page says."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks, names

PAGES = [page for page in names() if blocks(ROOT / page, "python")]


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_run_and_print_what_the_page_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for block, expected in examples(ROOT / page):
        code = compile("\n" * block.line + block.text, str(block.page), "exec")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, namespace)
        if expected is not None:
            assert printed.getvalue() == expected.text, f"{block.place} prints something else"


def examples(page: Path) -> list[tuple[Block, Block | None]]:
    """The Python blocks of a page, each with the ``text`` block straight after it, if any."""
    found = blocks(page)
    pairs: list[tuple[Block, Block | None]] = []
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block.language == "python":
            pairs.append((block, after if after and after.language == "text" else None))
    return pairs


def test_every_page_with_python_is_looked_at() -> None:
    assert "docs/tutorials/python.md" in PAGES
    assert "README.md" in PAGES
