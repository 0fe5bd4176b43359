"""The census: canonical tables, read, checked, split and written; the workbook to fill in."""
