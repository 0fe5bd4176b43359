"""What the reports say: the same sentences, tables and charts for Word and for the page."""

from junheng.reports.content.county import county_report
from junheng.reports.content.school_pages import school_pages

__all__ = ["county_report", "school_pages"]
