"""The folder in which examples run: what a reader of the manual has before them.

It holds the examples, and a copy of the rule cards with those that the how-to on cards shows: a
``yaml`` block begins with a comment that names its file, or the file it is added to.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from junheng.rulebook.sources import CARDS, REGISTER

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to" / "add-card.md"
WHOLE = re.compile(r"^```yaml\n# 文件 (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDED = re.compile(r"^```yaml\n# 加到 (\S+) 末尾\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def prepare(folder: Path) -> None:
    """Fill ``folder``, which exists and is empty."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__*"))
    cards = folder / "cards"
    shutil.copytree(CARDS, cards)
    shutil.copy(REGISTER, cards)
    text = HOW_TO.read_text(encoding="utf-8")
    for name, content in ADDED.findall(text):
        with (cards / name).open("a", encoding="utf-8") as file:
            file.write(content)
    for name, content in WHOLE.findall(text):
        (cards / name).write_text(content, encoding="utf-8")
