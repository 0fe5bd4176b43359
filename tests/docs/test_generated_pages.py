"""The generated pages of the reference are those that the generator writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import DOCS

import generate  # isort: skip - found through tests.docs.pages
from generating import markdown  # isort: skip


@pytest.mark.parametrize("name", generate.GENERATED)
def test_a_generated_page_is_current(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == generate.GENERATED[name](), "run: python docs/generate.py"


def test_a_page_out_of_date_is_named_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "pages", lambda: iter([(page, "new")]))
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().out == "过期：page.md\n"
    assert page.read_text(encoding="utf-8") == "old"


def test_a_page_out_of_date_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "pages", lambda: iter([(page, "new")]))
    assert generate.main([]) == 0
    assert page.read_text(encoding="utf-8") == "new"


def test_a_cell_cannot_break_its_table() -> None:
    assert markdown.cell("a | b\n<c>") == "a \\| b &lt;c>"
