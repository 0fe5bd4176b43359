"""Reports as self-contained web pages."""

from junheng.reports.page.document import write_page, write_single_page

__all__ = ["write_page", "write_single_page"]
