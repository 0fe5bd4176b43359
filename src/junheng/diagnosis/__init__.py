"""What a verdict leaves to do: gaps in people, m2, yuan, rooms; drivers of disparity; openings."""

from junheng.diagnosis.drivers import Driver, Levelling, drivers, levelling
from junheng.diagnosis.openings import Opening, openings
from junheng.diagnosis.readings import Reading, cheapest, needs_of_school, readings
from junheng.diagnosis.shortfall import Gap, Kind, RowGaps, gaps

__all__ = [
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
    "levelling",
    "needs_of_school",
    "openings",
    "readings",
]
