"""The words of the field: stages, kinds of school, the four statuses, exact quantities."""

from junheng.model.school import AreaClass, OperatorCode, SchoolType
from junheng.model.stage import COMPULSORY, Stage
from junheng.model.status import Status, all_met

__all__ = [
    "COMPULSORY",
    "AreaClass",
    "OperatorCode",
    "SchoolType",
    "Stage",
    "Status",
    "all_met",
]
