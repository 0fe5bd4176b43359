"""The compound file inside an .xls or .et: its streams. Source: MS-CFB.

A small reader for looking only; what is out of order is refused, never followed for ever.
"""

from __future__ import annotations

import struct
from struct import Struct, unpack_from

from junheng.errors import InputError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_SMALL = 4096
_ENTRY = Struct("<64sHBB3I16sI8s8sIII")


class CompoundFile:
    """The streams by name (``Workbook``). Raises ``InputError`` if the file is damaged."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._content = content
        try:
            self._size = 1 << unpack_from("<H", content, 30)[0]
            if self._size not in (512, 4096):
                raise self._damaged()
            self._fat = self._allocation()
            self.entries = self._directory()
        except (struct.error, IndexError) as problem:
            raise self._damaged() from problem

    def stream(self, wanted: str) -> bytes | None:
        """The content of a stream; ``None`` if there is none of that name.

        Streams under 4096 bytes are packed together elsewhere; no workbook is so small.
        """
        start, size = self.entries.get(wanted, (0, 0))
        if size < _SMALL:
            return None
        return self._chain(start)[:size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]

    def _chain(self, number: int) -> bytes:
        sectors = []
        limit = len(self._content) // self._size + 1
        while number < _LAST_SECTOR:
            sectors.append(self._sector(number))
            if len(sectors) > limit:
                raise self._damaged()
            number = self._fat[number]
        return b"".join(sectors)

    def _allocation(self) -> list[int]:
        content = self._content
        numbers = list(unpack_from("<109I", content, 76))
        extra, count = unpack_from("<II", content, 68)
        per = self._size // 4
        while extra < _LAST_SECTOR and count and len(numbers) * self._size <= len(content) + 2**20:
            block = unpack_from(f"<{per}I", self._sector(extra))
            numbers += block[:-1]
            extra, count = block[-1], count - 1
        fat: list[int] = []
        for number in numbers:
            if number < _LAST_SECTOR:
                fat += unpack_from(f"<{per}I", self._sector(number))
        return fat

    def _directory(self) -> dict[str, tuple[int, int]]:
        raw = self._chain(unpack_from("<I", self._content, 48)[0])
        entries = {}
        for at in range(0, len(raw) - _ENTRY.size + 1, _ENTRY.size):
            name, length, kind, *_, start, size, _high = _ENTRY.unpack_from(raw, at)
            if kind:
                entries[name[: max(length - 2, 0)].decode("utf-16-le", "replace")] = (start, size)
        return entries

    def _damaged(self) -> InputError:
        return InputError(
            f"{self._name} 不完整或已经损坏",
            remedy="重新复制或下载；或用 Excel、WPS 打开并另存为 .xlsx 再读取",
        )
