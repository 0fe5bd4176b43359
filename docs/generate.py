"""Write the generated pages of the manual, and run its examples and transcripts again.

``python docs/generate.py`` writes them; ``python docs/generate.py --check`` only says which are out
of date, and ends with 1 if any is.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from generating import (
    checks,
    command_line,
    engine_outputs,
    plan_tables,
    python_outputs,
    rules,
    tables,
    transcripts,
    workplace,
)

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
GENERATED: dict[str, Callable[[], str]] = {
    "reference/cli.md": command_line.page,
    "reference/tables.md": tables.page,
    "reference/plan-tables.md": plan_tables.page,
    "reference/rules.md": rules.page,
    "reference/checks.md": checks.page,
    "reference/engine-outputs.md": engine_outputs.page,
}


def written_pages() -> list[Path]:
    """The pages written by hand that may hold examples and transcripts."""
    manual = sorted(DOCS.rglob("*.md"))
    generated = {DOCS / name for name in GENERATED}
    return [
        *(ROOT / name for name in ("README.md", "README.en.md", "CONTRIBUTING.md")),
        *(page for page in manual if page not in generated and "_build" not in page.parts),
    ]


def pages() -> Iterator[tuple[Path, str]]:
    """Every page that is generated or holds examples, with the text it should have."""
    for name, generate in GENERATED.items():
        yield DOCS / name, generate()
    for path in written_pages():
        text = path.read_text(encoding="utf-8")
        if transcripts.BLOCK.search(text) or python_outputs.BLOCK.search(text):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                workplace.prepare(folder)
                text = transcripts.refreshed(text, folder)
                yield path, python_outputs.refreshed(text, folder, str(path))


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` only compare. 1 if a page was out of date and is not written."""
    stale = [
        (path, text)
        for path, text in pages()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        print(f"{'过期' if '--check' in arguments else '已写'}：{path.relative_to(ROOT)}")
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
