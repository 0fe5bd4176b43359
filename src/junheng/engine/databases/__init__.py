"""A database as input: its canonical tables are copied into Parquet parts, which every engine reads.

Nothing is written to the database, no other table or column is read, and no message or file of ours
ever holds its password.
"""

from __future__ import annotations

from junheng.engine.databases.address import is_address, shown
from junheng.engine.databases.copying import copied

__all__ = ["copied", "is_address", "shown"]
