"""Reports as self-contained web pages."""

from junheng.reports.page.document import write_page

__all__ = ["write_page"]
