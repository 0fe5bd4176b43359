"""Make the compiled form of the rule book: ``python -m junheng.rulebook.compile``."""

from __future__ import annotations

import json
from pathlib import Path

from junheng.rulebook.plain import to_plain
from junheng.rulebook.reading import read_folder
from junheng.rulebook.sources import CARDS, COMPILED, digest


def compiled(folder: Path = CARDS) -> str:
    """The JSON text of the book in ``folder``, with the hash of its sources."""
    content = {"sources": digest(folder), "book": to_plain(read_folder(folder))}
    return json.dumps(content, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def main() -> None:
    """Write ``compiled.json``."""
    COMPILED.write_text(compiled(), encoding="utf-8")


if __name__ == "__main__":
    main()
