"""Every command and option that the manual names exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tests.docs.pages import DOCS, ROOT, SHELLS, blocks, commands, names

from generating import command_line  # isort: skip - found through tests.docs.pages

PROGRAM = command_line.PROGRAM
MAKEFILE = ROOT / "Makefile"
INLINE = re.compile(r"`(junheng(?: [^`]+)?)`")
CONTEXTS = {context.command_path: context for context in command_line.commands()}
"""A context for every command there is, by the words that call it."""
NAMES = {path.removeprefix(f"{PROGRAM} ") for path in CONTEXTS} - {PROGRAM}


def unknown(words: list[str]) -> list[str]:
    """The options in ``words`` that the command they call does not have."""
    path = PROGRAM
    rest = words[1:]
    while isinstance(CONTEXTS[path].command, click.Group) and rest and not rest[0].startswith("-"):
        assert f"{path} {rest[0]}" in CONTEXTS, f"there is no command {rest[0]}"
        path, rest = f"{path} {rest[0]}", rest[1:]
    context = CONTEXTS[path]
    known = {
        spelling
        for param in context.command.get_params(context)
        for spelling in (*param.opts, *param.secondary_opts)
    }
    given = (word.split("=", maxsplit=1)[0] for word in rest if word.startswith("-"))
    return [option for option in given if option not in known]


@pytest.mark.parametrize("page", names())
def test_the_commands_in_code_blocks_exist_with_their_options(page: str) -> None:
    for block in blocks(ROOT / page, *SHELLS):
        for words in commands(block):
            if Path(words[0]).name == PROGRAM:
                assert unknown(words) == [], f"{block.place}: {' '.join(words)}"


@pytest.mark.parametrize("page", names())
def test_the_commands_named_in_sentences_exist_with_their_options(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for match in INLINE.finditer(text):
        words = match[1].split()
        assert unknown(words) == [], f"{page}: {match[1]}"


def test_a_command_that_does_not_exist_would_be_found() -> None:
    with pytest.raises(AssertionError, match="there is no command judge"):
        unknown(["junheng", "judge", "data"])


def test_an_option_that_does_not_exist_would_be_found() -> None:
    assert unknown(["junheng", "evaluate", "data", "--fast=1"]) == ["--fast"]


@pytest.mark.parametrize("path", CONTEXTS)
def test_every_command_has_a_sentence_of_help(path: str) -> None:
    assert CONTEXTS[path].command.help


def test_every_command_is_used_in_a_page_written_by_hand() -> None:
    written = {
        " ".join(words[1 : 1 + deep])
        for page in names()
        if page != str((DOCS / "reference/cli.md").relative_to(ROOT))
        for block in blocks(ROOT / page, *SHELLS)
        for words in commands(block)
        if Path(words[0]).name == PROGRAM
        for deep in (1, 2)  # a command, or one of a group
    }
    assert written >= NAMES


@pytest.mark.parametrize("page", names())
def test_the_make_targets_named_exist(page: str) -> None:
    targets = set(
        re.findall(r"^([a-z][\w-]*):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^|\$ )make ([a-z]+)\b", text, re.MULTILINE))
    assert named <= targets
