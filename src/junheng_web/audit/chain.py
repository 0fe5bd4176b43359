"""The chain of seals: what makes a change or a gap in the trail show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db.models import Max

from junheng_web.audit.models import Entry, Head

FIRST = "0" * 64
_CHUNK = 2000
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


def end() -> tuple[int, str]:
    """The number and the seal of the last row, as the head has them."""
    head = Head.everything.filter(pk=1).first()
    return (head.number, head.seal) if head is not None else (0, FIRST)


def breaks(*, start: int = 1, looked_at: Callable[[int], None] | None = None) -> Iterator[Break]:
    """Every place from row ``start`` on where the chain does not hold; rows written meanwhile wait.

    ``looked_at`` is told now and again how many rows were looked at. The seal before ``start`` is taken
    as it stands: only a walk from the first row proves the whole.
    """
    start = max(start, 1)
    # In this order: a writer moves the head with its row, so the head is never behind what came first.
    highest = Entry.everything.aggregate(highest=Max("number"))["highest"] or 0
    last, sealed = end()
    before = Entry.everything.filter(number=start - 1).values_list("seal", flat=True).first()
    if start > 1 and before is None:
        yield Break(number=start - 1, reason=f"缺少第 {start - 1} 条，无从核对第 {start} 条")
    previous, expected, count = before or FIRST, start, 0
    rows = Entry.everything.filter(number__gte=start, number__lte=last).order_by("number")
    for entry in rows.iterator(chunk_size=_CHUNK):
        if entry.number != expected:
            yield Break(number=expected, reason=f"缺少第 {expected} 至 {entry.number - 1} 条")
        elif entry.seal != seal_of(entry, previous=previous):
            yield Break(number=entry.number, reason="内容与封印不符")
        previous, expected, count = entry.seal, entry.number + 1, count + 1
        if looked_at is not None and count % _CHUNK == 0:
            looked_at(count)
    if expected <= last:
        yield Break(number=expected, reason=f"末尾缺失：应到第 {last} 条")
    elif count and previous != sealed:
        yield Break(number=last, reason="末条与登记的封印不符")
    if highest > last:
        yield Break(number=last + 1, reason=f"第 {last} 条之后有未经登记的内容，到第 {highest} 条")
    if looked_at is not None:
        looked_at(count)
