"""What the measurements ran on: enough to judge the figures, nothing that names a machine."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = (
    "python-calamine",
    "click",
    "rich",
    "XlsxWriter",
    "duckdb",
    "ibis-framework",
    "pyarrow",
    "pandas",
    "pyspark",
)
"""Whatever of them is installed is named."""


def described() -> str:
    """Processor, memory, system and versions, in one paragraph."""
    libraries = "，".join(f"{name} {found}" for name in LIBRARIES if (found := _version(name)))
    return (
        f"处理器 {_processor()}（{os.cpu_count()} 核），内存 {_memory()}，"
        f"{platform.system()} {platform.machine()}，Python {platform.python_version()}，{libraries}。"
    )


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "未知"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "未知"


def _memory() -> str:
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return "未知"
    return f"{pages * size / 2**30:.0f} GiB"
