"""The two readmes say the same, and name the version and licence that hold."""

from __future__ import annotations

import re

import pytest

import junheng
from tests.docs.pages import ROOT, SHELLS, blocks, commands

CHINESE = ROOT / "README.md"
ENGLISH = ROOT / "README.en.md"


def levels(name: str) -> list[int]:
    """The levels of the headings of a page, in order, fenced blocks left out."""
    text = re.sub(r"^```.*?^```", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.M | re.S)
    return [len(match) for match in re.findall(r"^(#+) ", text, re.MULTILINE)]


def links(name: str) -> set[str]:
    """Where the links of a page lead."""
    return set(re.findall(r"\]\(([^)#]+)", (ROOT / name).read_text(encoding="utf-8")))


def test_both_readmes_have_the_same_sections() -> None:
    assert levels("README.md") == levels("README.en.md")


def test_both_readmes_show_the_same_commands() -> None:
    chinese, english = (
        [words for block in blocks(page, *SHELLS) for words in commands(block)]
        for page in (CHINESE, ENGLISH)
    )
    assert chinese == english


def test_both_readmes_show_the_same_python() -> None:
    chinese, english = (
        [
            line.split("#")[0].strip()
            for block in blocks(page, "python")
            for line in block.text.split("\n")
        ]
        for page in (CHINESE, ENGLISH)
    )
    assert chinese == english


def test_both_readmes_lead_to_the_same_pages() -> None:
    assert links("README.md") - {"README.en.md"} == links("README.en.md") - {"README.md"}


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_each_readme_leads_to_the_other(name: str) -> None:
    other = {"README.md": "README.en.md", "README.en.md": "README.md"}[name]
    assert other in links(name)


@pytest.mark.parametrize("name", ["README.md", "README.en.md", "docs/explanation/architecture.md"])
def test_the_folders_named_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for folder in re.findall(r"(?:`|^)((?:src|tests|docs|examples|benchmarks)/[\w/]*)", text, re.M):
        assert (ROOT / folder).is_dir(), folder


def test_the_newest_entry_of_the_changelog_is_the_current_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", text, re.MULTILINE)
    assert newest is not None
    assert newest[1] == junheng.__version__


def test_the_licence_is_there_in_both_languages() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "木兰宽松许可证，第2版" in text
    assert "Mulan Permissive Software License，Version 2" in text
    assert "THE CHINESE VERSION SHALL PREVAIL" in text
