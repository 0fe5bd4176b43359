"""The JSON contract, on standard output or in a file."""

from __future__ import annotations

import json
from pathlib import Path

from junheng.evaluation import Evaluation, document
from junheng.files import write_whole
from junheng.model.text import escaped

FILE_NAME = "evaluation.json"


def as_json(evaluation: Evaluation, *, ascii_only: bool = False) -> str:
    r"""The evaluation as JSON on one line, for programs. No NaN or infinity can occur.

    Characters that nobody sees are escaped, so that a terminal may show it. ``ascii_only``
    writes other characters as ``\uXXXX``, for outputs that cannot carry them.
    """
    text = json.dumps(document(evaluation), ensure_ascii=ascii_only, allow_nan=False)
    return escaped(text)


def write_json(evaluation: Evaluation, folder: Path, name: str = FILE_NAME) -> Path:
    """Write ``evaluation.json``, indented for people, into ``folder``, whole or not at all.

    Raises :class:`junheng.errors.UserError` where it cannot be written.
    """
    target = folder / name
    indented = json.dumps(document(evaluation), ensure_ascii=False, indent=1, allow_nan=False)
    write_whole(target, f"{indented}\n".encode())
    return target
