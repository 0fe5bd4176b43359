"""Python examples in the pages: run in order, and what they print written below each.

A ``python`` block may be followed by a ``text`` block: that is what it prints.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```$(?:\n\n```text\n(?P<printed>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


def refreshed(text: str, folder: Path, page: str) -> str:
    """``text`` with what each example prints when it is run in ``folder``.

    An example that prints something always gets a ``text`` block, the others keep none.
    """
    namespace: dict[str, object] = {"__name__": "__main__"}

    def block(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start()) + 1
        code = compile("\n" * line + match["code"], page, "exec")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, namespace)  # noqa: S102 - examples of this repository
        shown = f"\n\n```text\n{printed.getvalue()}```" if printed.getvalue() else ""
        return f"```python\n{match['code']}```{shown}"

    with contextlib.chdir(folder), _own_programs_first():
        return BLOCK.sub(block, text)


@contextlib.contextmanager
def _own_programs_first() -> Iterator[None]:
    """The ``junheng`` that an example starts is the one installed beside this Python."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
