"""The manual says of every check that is not made at scale why it is not."""

from __future__ import annotations

import re

from junheng.census.catalogue import SEVERITY
from junheng.engine.checks.covered import COVERED, OF_PERSONS
from tests.docs.pages import DOCS

_PAGE = DOCS / "how-to" / "personal-records.md"
_ID = re.compile(r"`([a-z]+\.[a-z_]+|outlier)`")


def not_made() -> list[str]:
    """The checks of the last table of the page, in its first column."""
    _, _, table = _PAGE.read_text(encoding="utf-8").partition("有些检查在成批时不做：")
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [check for row in rows for check in _ID.findall(row)]


def test_every_check_is_made_or_listed_with_the_reason() -> None:
    assert sorted(not_made()) == sorted(set(SEVERITY) - COVERED - OF_PERSONS)


def test_only_checks_of_the_catalogue_are_made() -> None:
    assert set(SEVERITY) >= COVERED | OF_PERSONS
