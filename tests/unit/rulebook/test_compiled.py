"""The compiled book is the same book, and is never used when it is not."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from junheng.rulebook import compile as compiling
from junheng.rulebook import load, loading, rules
from junheng.rulebook.compile import compiled
from junheng.rulebook.reading import read_folder
from junheng.rulebook.sources import CARDS, COMPILED, digest
from tests.unit.rulebook.small_book import SmallBook

REMEDY = "run: python -m junheng.rulebook.compile"


@pytest.fixture(autouse=True)
def _forget() -> None:
    loading._built_in.cache_clear()


def test_the_compiled_book_is_current() -> None:
    assert COMPILED.read_text(encoding="utf-8") == compiled(), REMEDY


def test_it_holds_the_very_book_that_the_cards_hold() -> None:
    assert load() == read_folder(CARDS)


def test_an_evaluation_leaves_the_examples_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(card.examples for card in load().cards)
    assert not any(card.examples for card in loading._built_in(examples=False).cards)


def test_loading_it_imports_neither_the_yaml_reader_nor_the_validator() -> None:
    program = (
        "import sys; from datetime import date; from junheng.rulebook import rules;"
        "rules(jurisdiction='532323', on=date(2026, 9, 1));"
        "print(sorted({'yaml', 'pydantic', 'rich', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "content",
    [
        '{"sources": "of another day", "book": {}}\n{"examples": []}\n',
        "not json\n\n",
        "[]\n[]\n",
        "",
    ],
)
def test_a_compiled_book_that_is_stale_or_broken_is_passed_over(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "compiled.jsonl"
    stale.write_text(content, encoding="utf-8")
    monkeypatch.setattr(loading, "COMPILED", stale)
    assert rules(on=date(2026, 9, 1))["7.7"].figure() == 7000


def test_so_is_one_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "COMPILED", tmp_path / "nothing")
    assert len(load().cards) == len(read_folder(CARDS).cards)


def test_any_change_of_a_source_changes_the_hash(book: SmallBook) -> None:
    before = digest(book.folder)
    book.change("nation.yaml", "en: Training", "en: training")
    assert digest(book.folder) != before


def test_the_name_of_a_source_counts_too(book: SmallBook) -> None:
    before = digest(book.folder)
    (book.folder / "prefecture.yaml").rename(book.folder / "county.yaml")
    assert digest(book.folder) != before


def test_the_ends_of_lines_do_not(book: SmallBook) -> None:
    before = digest(book.folder)
    text = (book.folder / "nation.yaml").read_bytes()
    (book.folder / "nation.yaml").write_bytes(text.replace(b"\n", b"\r\n"))
    assert digest(book.folder) == before


def test_a_folder_without_a_register_cites_the_built_in_one(book: SmallBook) -> None:
    (book.folder / "register.yaml").unlink()
    for name in ("nation.yaml", "prefecture.yaml", "standards.yaml"):
        text = (book.folder / name).read_text(encoding="utf-8")
        book.write(name, text.replace("document: law", "document: jiaodu-2017-6"))
    assert load(folder=book.folder).register["jiaodu-2017-6"].issuer == "教育部"


def test_the_command_writes_the_compiled_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "compiled.jsonl"
    monkeypatch.setattr(compiling, "COMPILED", target)
    compiling.main()
    assert target.read_bytes() == COMPILED.read_bytes()
