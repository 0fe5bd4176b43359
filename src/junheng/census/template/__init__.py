"""The workbook that a school or a county fills in: headers, units, notes, drop-downs, checks.

Whatever is filled in reads back through ``junheng.census.reading``.
"""

from junheng.census.template.prefill import Listed, Prefill
from junheng.census.template.workbook import write_template

__all__ = ["Listed", "Prefill", "write_template"]
