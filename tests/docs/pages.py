"""The pages of the manual and the fenced blocks in them."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
SHELLS = ("shell", "console", "bash", "sh")

if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))  # the generators live beside the pages they write


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: where it begins, what it says it is, and its text."""

    page: Path
    line: int
    language: str
    text: str

    @property
    def place(self) -> str:
        """``docs/tutorials/county.md:12``."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> list[Path]:
    """Every page: at the root of the repository, with the examples, and in the manual."""
    manual = (page for page in DOCS.rglob("*.md") if "_build" not in page.parts)
    examples = ROOT.glob("examples/**/README.md")
    return [*sorted(ROOT.glob("*.md")), *sorted(examples), *sorted(manual)]


def blocks(page: Path, *languages: str) -> list[Block]:
    """The fenced blocks of ``page``, only those in ``languages`` if any are named."""
    text = page.read_text(encoding="utf-8")
    found = (
        Block(page, text.count("\n", 0, match.start()) + 1, match[2].strip(), match[3])
        for match in FENCE.finditer(text)
    )
    return [block for block in found if not languages or block.language in languages]


def commands(block: Block) -> Iterator[list[str]]:
    """The command lines of a shell or console block, as words; comments left out."""
    console = block.language == "console"
    for line in block.text.replace("\\\n", " ").splitlines():
        if console and not line.startswith("$ "):
            continue
        words = shlex.split(line.removeprefix("$ "), comments=True)
        if words:
            yield words


def names() -> list[str]:
    """The pages as parameters of a test."""
    return [str(page.relative_to(ROOT)) for page in pages()]
