"""Links between pages lead somewhere, and every page can be reached."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import DOCS, FENCE, ROOT, names

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def plain(page: str) -> str:
    """The text of a page without its fenced blocks."""
    return FENCE.sub("", (ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", names())
def test_links_lead_to_files_that_exist(page: str) -> None:
    for target in LINK.findall(plain(page)):
        if "://" not in target and not target.startswith("#"):
            assert ((ROOT / page).parent / target.split("#")[0]).exists(), target


@pytest.mark.parametrize("page", [page for page in names() if page.startswith("docs/")])
def test_every_page_stands_in_a_table_of_contents(page: str) -> None:
    path = ROOT / page
    if path == DOCS / "index.md":
        return
    folder = path.parent if path.stem != "index" else path.parent.parent
    name = path.relative_to(folder).with_suffix("").as_posix()
    listing = (folder / "index.md").read_text(encoding="utf-8").splitlines()
    assert name in listing or (folder.name == "decisions" and "0*" in listing)


@pytest.mark.parametrize("page", names())
def test_a_page_has_one_title(page: str) -> None:
    if "{include}" not in (ROOT / page).read_text(encoding="utf-8"):
        assert len(re.findall(r"^# ", plain(page), re.MULTILINE)) == 1


@pytest.mark.parametrize("folder", ["tutorials", "how-to", "reference", "explanation", "decisions"])
def test_the_manual_has_its_kinds_of_pages(folder: str) -> None:
    assert (DOCS / folder / "index.md").exists()


@pytest.mark.parametrize("page", [page for page in names() if re.search(r"decisions/0", page)])
def test_a_decision_tells_background_decision_and_consequences(page: str) -> None:
    headings = HEADING.findall(plain(page))
    assert re.match(r"\d{4} ", headings[0])
    told = [heading for heading in headings[1:] if heading != "看过的其他办法"]
    assert told == ["背景", "决定", "后果"]
