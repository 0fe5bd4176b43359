"""Plans as a workbook, a report (Word and page) and JSON: laid out from their outcome alone."""

from junheng.reports.plans.writing import write_plan

__all__ = ["write_plan"]
