"""The pages speak of the project only: no machine of ours, no source of packages."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import ROOT, names

FORBIDDEN = re.compile(
    r"/(?:home|work|tmp|root|Users)/"  # a path on somebody's machine
    r"|pypi\.|pythonhosted|/simple\b|npmjs|tuna\.tsinghua|aliyun"  # a host of packages
    r"|\b(?:localhost|127\.0\.0\.1)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("page", names())
def test_a_page_names_no_machine_and_no_source_of_packages(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert FORBIDDEN.search(text) is None


@pytest.mark.parametrize("text", ["see /home/me/x", "https://pypi.org/simple", "at localhost"])
def test_such_a_name_would_be_found(text: str) -> None:
    assert FORBIDDEN.search(text)
