"""Reports as Word documents, in the style of official papers (GB/T 9704)."""

from junheng.reports.word.document import write_document

__all__ = ["write_document"]
