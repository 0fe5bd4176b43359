"""The glossary names what the program has, by the names it has there."""

from __future__ import annotations

import re
from functools import cache

import pytest

from junheng.census.tables import TABLES
from junheng.model import SchoolType, Stage, Status
from tests.docs.pages import ROOT

ROW = re.compile(r"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \| ([^|]*) ?\|$", re.MULTILINE)
CLAUSE = re.compile(
    r"(?:\d+(?:\.\d+|\.school|\.cv)?|[BEP]\.\w+)(?:–(?:[BE]\.)?\d+(?:\.\d+)?)?(?: 等)?"
)


def rows() -> list[tuple[str, str, str, str]]:
    """Term, identifier, meaning and clause of each line."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    return [(a.strip(), b.strip(), c.strip(), d.strip()) for a, b, c, d in ROW.findall(text)]


@cache
def source() -> str:
    """All code and rule cards of the library, and the code of the site."""
    files = [
        path
        for package in ("junheng", "junheng_web")
        for path in sorted((ROOT / "src" / package).rglob("*"))
        if path.suffix in {".py", ".yaml", ".yml"}
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_line_of_the_tables_is_read() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ") and "`" in line]
    assert len(lines) == len(rows()) > 80


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_the_identifier_exists_in_the_code(row: tuple[str, str, str, str]) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(row[1])}(?![\w-])", source())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_the_clause_is_written_as_in_the_rule_book(row: tuple[str, str, str, str]) -> None:
    assert not row[3] or CLAUSE.fullmatch(row[3])


def test_no_term_is_explained_twice() -> None:
    terms = [term for term, *_ in rows()]
    assert sorted(terms) == sorted(set(terms))


@pytest.mark.parametrize("member", [*Status, *Stage, *SchoolType], ids=str)
def test_the_words_of_the_model_are_in_the_glossary(member: Status | Stage | SchoolType) -> None:
    known = {identifier: term for term, identifier, *_ in rows()}
    assert known[member.value].startswith(member.zh)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_in_the_glossary(table: object) -> None:
    assert getattr(table, "name") in {identifier for _, identifier, *_ in rows()}  # noqa: B009
