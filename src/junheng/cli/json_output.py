"""The JSON contract, on standard output or in a file."""

from __future__ import annotations

import json
from pathlib import Path

from junheng.evaluation import Evaluation, document

FILE_NAME = "evaluation.json"


def as_json(evaluation: Evaluation) -> str:
    """The evaluation as indented JSON. No NaN or infinity can occur."""
    return json.dumps(document(evaluation), ensure_ascii=False, indent=2, allow_nan=False)


def write_json(evaluation: Evaluation, folder: Path) -> Path:
    """Write ``evaluation.json`` into ``folder``, whole or not at all."""
    target = folder / FILE_NAME
    unfinished = folder / f".{FILE_NAME}.part"
    unfinished.write_text(as_json(evaluation) + "\n", encoding="utf-8")
    return unfinished.replace(target)
