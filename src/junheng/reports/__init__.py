"""Official forms, reports and school pages. Import it only to write them: it brings heavy libraries."""

from junheng.reports.writing import write_all

__all__ = ["write_all"]
