"""The zip archive inside an .xlsx, .xlsm, .xlsb or .ods: read by its directory, part by part.

Only what is needed to be safe: sizes are believed after they have been tested, no part is ever
written to disk, so names that lead out of a folder do no harm.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from struct import Struct
from typing import NamedTuple

from junheng.census.containers.limits import PARTS, RATIO, SUSPECT_BYTES, UNPACKED_BYTES
from junheng.errors import InputError

_END = Struct("<4s4H2LH")
_ENTRY = Struct("<4s6H3L5H2L")
_LOCAL = Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8


class Part(NamedTuple):
    """One part: where it begins, how it is packed, its sizes and CRC-32 as declared."""

    offset: int
    method: int
    packed: int
    unpacked: int
    checksum: int


class Archive:
    """The parts of a workbook held in memory. Raises ``InputError`` if it is damaged or a bomb."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._content = content
        try:
            self.parts: Mapping[str, Part] = self._directory()
        except (struct.error, IndexError) as problem:
            raise self._damaged() from problem
        unpacked = sum(part.unpacked for part in self.parts.values())
        bombs = [
            part
            for part in self.parts.values()
            if part.unpacked > SUSPECT_BYTES and part.unpacked > RATIO * max(part.packed, 1)
        ]
        if unpacked > UNPACKED_BYTES or bombs:
            raise self._bomb(unpacked)

    def read(self, part_name: str) -> bytes:
        """The content of a part. Raises ``InputError`` if it is damaged, or larger than declared."""
        part = self.parts[part_name]
        try:
            signature, *_, name_size, extra_size = _LOCAL.unpack_from(self._content, part.offset)
        except struct.error as problem:
            raise self._damaged() from problem
        start = part.offset + _LOCAL.size + name_size + extra_size
        packed = self._content[start : start + part.packed]
        if signature != b"PK\x03\x04" or len(packed) != part.packed:
            raise self._damaged()
        content = packed
        if part.method == _DEFLATED:
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = unpacker.decompress(packed, part.unpacked + 1)
            except zlib.error as problem:
                raise self._damaged() from problem
        if len(content) > part.unpacked:
            raise self._bomb(len(content))
        if len(content) < part.unpacked or zlib.crc32(content) != part.checksum:
            raise self._damaged()
        return content

    def _directory(self) -> dict[str, Part]:
        content = self._content
        end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
        if end < 0:
            raise self._damaged()
        count, at = (fields := _END.unpack_from(content, end))[4], fields[6]
        if count > PARTS or at == 0xFFFFFFFF:
            raise self._bomb(0)
        parts: dict[str, Part] = {}
        for _ in range(count):
            entry = _ENTRY.unpack_from(content, at)
            signature, _, _, flags, method, _, _, checksum, packed, unpacked, name_size = entry[:11]
            extra_size, comment_size, offset = entry[11], entry[12], entry[16]
            if signature != b"PK\x01\x02" or method not in (_STORED, _DEFLATED):
                raise self._damaged()
            if flags & 1:
                raise InputError(
                    f"{self._name} 设了打开密码，读不了",
                    remedy="用 Excel 或 WPS 打开，取消密码后另存，再读取",
                )
            if 0xFFFFFFFF in (packed, unpacked):
                raise self._bomb(0)
            start = at + _ENTRY.size
            name = content[start : start + name_size].decode("utf-8", "replace")
            if name in parts:
                raise self._damaged()
            parts[name] = Part(offset, method, packed, unpacked, checksum)
            at = start + name_size + extra_size + comment_size
        return parts

    def _damaged(self) -> InputError:
        return InputError(
            f"{self._name} 不完整或已经损坏",
            remedy="重新复制或下载；或用 Excel、WPS 打开并另存为 .xlsx 再读取",
        )

    def _bomb(self, size: int) -> InputError:
        much = f"展开后有 {size // 1_000_000} MB" if size > 1_000_000 else "展开后大得不合常理"
        return InputError(
            f"{self._name} {much}，没有打开",
            remedy="这不像是一份填报数据；把数据复制到新建的工作簿再读取",
        )
