"""Compile the site's translations, each ``django.po`` to the ``django.mo`` that is read.

Needs no gettext: Babel does the work. A catalogue that cannot be read, or whose translation lost a
placeholder, ends it with 1 and the line to mend.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

SITE = Path(__file__).resolve().parents[1] / "src" / "junheng_web"


def compiled(source: Path) -> list[str]:
    """Write the ``.mo`` beside ``source`` unless it is newer; what is wrong with it, if anything."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
        return []
    try:
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3], abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as problem:
        return [f"{source}: {problem}"]
    wrong = [f"{source}:{entry.lineno}: {error}" for entry, errors in catalog.check()
             for error in errors]  # fmt: skip
    if not wrong:
        with NamedTemporaryFile(dir=source.parent, suffix=".tmp", delete=False) as file:
            write_mo(file, catalog)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)
    return wrong


def main() -> int:
    """Compile them all and name what is wrong."""
    sources = sorted(SITE.glob("**/locale/*/LC_MESSAGES/django.po"))
    wrong = [line for source in sources for line in compiled(source)]
    if wrong:
        print("译文有误 / translations to mend:", *wrong, sep="\n  ", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
