"""Pages, code and tests speak of the project only: no machine, no package host, no absent notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, names

FORBIDDEN = re.compile(
    r"/(?:home|work|tmp|root|Users)/"  # a path on somebody's machine
    r"|pypi\.|pythonhosted|/simple\b|npmjs|mirrors?\."  # a host of packages
    r"|\b(?:localhost|127\.0\.0\.1)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("page", names())
def test_a_page_names_no_machine_and_no_source_of_packages(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert FORBIDDEN.search(text) is None


ABSENT = re.compile(r"data-dictionary|(?<![\w/-])rules\.md\b")
"""Notes that are no part of the project, once cited as sources; ``reference/rules.md`` is ours."""


def cited() -> list[str]:
    """Every file that may cite a source: the pages, the code, the rule cards and the tests."""
    found = (
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "tests", "examples", "benchmarks", "tools", "docs/generating")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".yaml"} and path != Path(__file__)
    )
    return [*names(), *sorted(found)]


@pytest.mark.parametrize("name", cited())
def test_no_source_is_cited_that_the_project_does_not_have(name: str) -> None:
    assert ABSENT.search((ROOT / name).read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("text", ["Source: rules.md section 4", "(data-dictionary.md)"])
def test_an_absent_source_would_be_found(text: str) -> None:
    assert ABSENT.search(text)


@pytest.mark.parametrize(
    "text", ["see /home/me/x", "https://packages.example/simple", "at localhost"]
)
def test_such_a_name_would_be_found(text: str) -> None:
    assert FORBIDDEN.search(text)
