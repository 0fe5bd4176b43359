"""The page on security names as evidence only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "explanation" / "site-security.md"
CHAPTERS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}


def rows() -> list[tuple[str, list[str]]]:
    """Of every requirement its numbers and the cells after them."""
    found = (
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d+\.\d", line)
    )
    return [(cells[0], cells[1:]) for cells in found]


def evidence() -> list[str]:
    """All that is named as evidence."""
    return sorted({each for _, cells in rows() for each in re.findall(r"`([^`]+)`", cells[2])})


@pytest.mark.parametrize("named", evidence())
def test_what_is_named_as_evidence_is_there(named: str) -> None:
    path, _, test = named.partition("::")
    file = ROOT / path
    assert file.is_file(), named
    if path.startswith("tests/") and path.rpartition("/")[2].startswith("test_") and test:
        assert re.search(rf"^def {test}\(", file.read_text(encoding="utf-8"), re.MULTILINE), named


def test_every_chapter_is_worked_through() -> None:
    assert {int(number.partition(".")[0]) for number, _ in rows()} == CHAPTERS
    assert all(len(cells) == 3 for _, cells in rows())


def test_a_requirement_without_evidence_says_why() -> None:
    silent = [
        number
        for number, cells in rows()
        if not cells[2] and not re.search("不适用|未做|部分", cells[1])
    ]
    assert not silent


def test_what_is_open_in_the_tables_is_listed_at_the_end() -> None:
    text = PAGE.read_text(encoding="utf-8")
    listed = text[text.index("## 还开着的") :]
    for number, cells in rows():
        if "未做" in cells[1]:
            first, _, last = number.partition("–")
            chapter = first.rpartition(".")[0]
            assert re.search(rf"{re.escape(chapter)}\.\d+", listed), number
            assert last or first in listed, number
