"""The JSON contract, on standard output or in a file."""

from __future__ import annotations

import json
from pathlib import Path

from junheng.evaluation import Evaluation, document

FILE_NAME = "evaluation.json"


def as_json(evaluation: Evaluation) -> str:
    """The evaluation as JSON on one line, for programs. No NaN or infinity can occur."""
    return json.dumps(document(evaluation), ensure_ascii=False, allow_nan=False)


def write_json(evaluation: Evaluation, folder: Path) -> Path:
    """Write ``evaluation.json``, indented for people, into ``folder``, whole or not at all."""
    target = folder / FILE_NAME
    unfinished = folder / f".{FILE_NAME}.part"
    indented = json.dumps(document(evaluation), ensure_ascii=False, indent=1, allow_nan=False)
    unfinished.write_text(indented + "\n", encoding="utf-8")
    return unfinished.replace(target)
