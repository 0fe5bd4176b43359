"""The chain of seals: what makes a change or a gap in the trail show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from junheng_web.audit.models import Entry, Head

FIRST = "0" * 64
_SEALED = (
    "number",
    "actor_id",
    "actor_name",
    "address",
    "channel",
    "action",
    "subject_kind",
    "subject_id",
    "subject_name",
    "path",
    "personal",
    "reason",
    "before",
    "after",
)


def seal_of(entry: Entry, *, previous: str) -> str:
    """The SHA-256, in hexadecimal, of the row as canonical JSON and of the seal before it."""
    content = {name: getattr(entry, name) for name in _SEALED}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(
        [previous, content], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where the chain does not hold, and what is wrong there."""

    number: int
    reason: str


def breaks() -> Iterator[Break]:
    """Every place where the chain does not hold, from the first row on."""
    previous, expected = FIRST, 1
    for entry in Entry.everything.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield Break(number=expected, reason=f"缺少第 {expected} 至 {entry.number - 1} 条")
        elif entry.seal != seal_of(entry, previous=previous):
            yield Break(number=entry.number, reason="内容与封印不符")
        previous, expected = entry.seal, entry.number + 1
    head = Head.everything.filter(pk=1).first()
    if head is not None and (head.number, head.seal) != (expected - 1, previous):
        yield Break(number=expected, reason=f"末尾缺失：应到第 {head.number} 条")
