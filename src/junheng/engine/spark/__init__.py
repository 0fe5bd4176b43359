"""Spark, for when one machine is not enough: a session of this machine's own, or a standalone cluster's.

Optional: without PySpark or Java everything else works, and :func:`start` says what is missing.
"""

from __future__ import annotations

from junheng.engine.spark.starting import start
from junheng.engine.spark.writing import write_parts

__all__ = ["start", "write_parts"]
