"""The official application forms I-VI as one workbook, a sheet a form."""

from junheng.reports.forms.workbook import write_forms

__all__ = ["write_forms"]
