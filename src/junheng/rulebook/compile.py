"""Make the compiled form of the rule book: ``python -m junheng.rulebook.compile``."""

from __future__ import annotations

import json
from pathlib import Path

from junheng.rulebook.plain import examples_of, to_plain
from junheng.rulebook.reading import read_folder
from junheng.rulebook.sources import CARDS, COMPILED, digest


def compiled(folder: Path = CARDS) -> str:
    """The JSON text of the book in ``folder``, with the hash of its sources.

    The first line is all that an evaluation needs, the second the worked examples.
    """
    book = to_plain(read_folder(folder))
    examples = examples_of(book)
    lines = ({"sources": digest(folder), "book": book}, {"examples": examples})
    return "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines
    )


def main() -> None:
    """Write ``compiled.jsonl``."""
    COMPILED.write_text(compiled(), encoding="utf-8")


if __name__ == "__main__":
    main()
