"""Every command and option that the manual names exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from junheng.cli.main import cli
from tests.docs.pages import DOCS, ROOT, SHELLS, blocks, commands, names

PROGRAM = "junheng"
MAKEFILE = ROOT / "Makefile"
INLINE = re.compile(r"`(junheng(?: [^`]+)?)`")


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The click command that ``words`` call, and what is left after its names."""
    command: click.Command = cli
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(click.Context(command), rest[0])
        assert found is not None, f"there is no command {rest[0]}"
        command, rest = found, rest[1:]
    return command, rest


def options(command: click.Command) -> set[str]:
    """Every spelling of every option of ``command``."""
    context = click.Context(command)
    return {
        spelling
        for param in command.get_params(context)
        for spelling in (*param.opts, *param.secondary_opts)
        if spelling.startswith("-")
    }


def unknown(words: list[str]) -> list[str]:
    """The options in ``words`` that the command they call does not have."""
    command, rest = command_of(words)
    known = options(command)
    return [
        word
        for word in rest
        if word.startswith("-") and word.split("=", maxsplit=1)[0] not in known
    ]


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
    assert unknown(["junheng", "evaluate", "data", "--fast=1"]) == ["--fast=1"]


def test_every_command_has_a_sentence_of_help() -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help, name


def test_every_command_is_used_in_a_page_written_by_hand() -> None:
    written = {
        words[1]
        for page in names()
        if page != str((DOCS / "reference/cli.md").relative_to(ROOT))
        for block in blocks(ROOT / page, *SHELLS)
        for words in commands(block)
        if Path(words[0]).name == PROGRAM and len(words) > 1
    }
    assert set(cli.list_commands(click.Context(cli))) <= written


@pytest.mark.parametrize("page", names())
def test_the_make_targets_named_exist(page: str) -> None:
    targets = set(
        re.findall(r"^([a-z][\w-]*):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^|\$ )make ([a-z]+)\b", text, re.MULTILINE))
    assert named <= targets
