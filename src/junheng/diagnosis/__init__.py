"""What a verdict leaves to do: gaps in people, m2, yuan, rooms; drivers of disparity; openings."""

from junheng.diagnosis.drivers import Driver, Levelling, drivers, levelling
from junheng.diagnosis.openings import Opening, openings
from junheng.diagnosis.readings import Reading, cheapest, needs_of_school, readings
from junheng.diagnosis.shortfall import KINDS, WHOLE_SCHOOL, Gap, Kind, RowGaps, gaps, gaps_of

__all__ = [
    "KINDS",
    "WHOLE_SCHOOL",
    "Driver",
    "Gap",
    "Kind",
    "Levelling",
    "Opening",
    "Reading",
    "RowGaps",
    "cheapest",
    "drivers",
    "gaps",
    "gaps_of",
    "levelling",
    "needs_of_school",
    "openings",
    "readings",
]
