"""What all workbooks share that are looked through before they count."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """What is wrong with one cell: all of them are told at once."""

    row: int
    column: str
    found: str
    expected: str
    remedy: str


def read_upload(file: UploadedFile, read: Callable[[Path], _Read]) -> _Read:
    """Read a file from a folder of its own, under a name that cannot lead out of it.

    Raises what ``read`` raises.
    """
    name = re.sub(r"[^\w.\-]", "_", Path(file.name or "").name)[-80:].lstrip(".") or "workbook"
    with TemporaryDirectory(prefix="junheng-upload-") as folder:
        path = Path(folder) / name
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return read(path)
