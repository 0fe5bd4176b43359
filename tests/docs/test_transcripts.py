"""The terminal transcripts show what the program prints, and shell examples run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks, commands, names

from generating import transcripts  # isort: skip - found through tests.docs.pages

TRANSCRIPTS = [page for page in names() if blocks(ROOT / page, "console")]
TUTORIALS = [page for page in names() if page.startswith("docs/tutorials/")]


@pytest.mark.parametrize("page", TRANSCRIPTS)
def test_a_transcript_shows_what_the_program_prints(page: str, folder: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert transcripts.refreshed(text, folder) == text, "run: python docs/generate.py"


@pytest.mark.parametrize("page", TUTORIALS)
def test_the_shell_examples_of_a_tutorial_run(page: str, folder: Path) -> None:
    for block in blocks(ROOT / page, "shell"):
        for words in commands(block):
            if words[0] == "junheng":
                transcripts.run(" ".join(words), folder)


def test_a_gap_stands_for_any_number_of_lines() -> None:
    assert transcripts.same(("one", "……", "four"), ["one", "two", "three", "four"])
    assert transcripts.same(("one", "……"), ["one"])


def test_a_line_that_differs_is_seen() -> None:
    assert not transcripts.same(("one", "two"), ["one", "three"])


def test_a_transcript_out_of_date_keeps_its_length(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcripts, "run", lambda *_: ["a", "b", "c", "d"])
    page = "```console\n$ junheng rules\nold\n……\nend\n```"
    assert transcripts.refreshed(page, folder) == "```console\n$ junheng rules\na\n……\nd\n```"


def test_only_the_program_itself_is_run(folder: Path) -> None:
    with pytest.raises(ValueError, match="only junheng is run in transcripts, not rm"):
        transcripts.run("rm -r examples", folder)
