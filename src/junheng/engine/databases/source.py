"""What every kind of database can do here: name its tables and columns, and hand out rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import pyarrow as pa

from junheng.engine.databases.address import Address


class Source(Protocol):
    """An open database, read-only, in one unchanging state from the first row to the last."""

    def tables(self) -> Mapping[str, Sequence[str]]:
        """Every table and view that can be read without naming its schema, and its columns."""

    def count(self, table: str) -> int:
        """How many rows a table has."""

    def rows(self, table: str, columns: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
        """The rows of a table, some tens of thousands at a time.

        ``columns`` gives the name in the database of each column wanted. Columns are whole numbers,
        doubles, booleans or text; what is none of these comes as text, exact decimals too.
        """


class Opener(Protocol):
    """How one kind of database is opened. Raises :class:`junheng.errors.InputError`."""

    def __call__(self, address: Address) -> AbstractContextManager[Source]:
        """Open the database, and close it when the work is done."""


def quoted(name: str) -> str:
    """A name as all three databases read it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'
