"""Writing many rows that hold documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.models import JSONField, Model, Value

_JSON = JSONField()


@contextmanager
def each_document_by_itself(rows: Sequence[Model], *fields: str) -> Iterator[None]:
    """While many rows are written, hand the documents in these fields to the database one by one.

    Django otherwise hands PostgreSQL each column as one array; its driver escapes an array of documents
    sign by sign in Python, which takes longer than everything else about the rows.
    """
    kept = [[getattr(row, name) for name in fields] for row in rows]
    for row, values in zip(rows, kept, strict=True):
        for name, value in zip(fields, values, strict=True):
            setattr(row, name, Value(value, _JSON))
    try:
        yield
    finally:
        for row, values in zip(rows, kept, strict=True):
            for name, value in zip(fields, values, strict=True):
                setattr(row, name, value)
