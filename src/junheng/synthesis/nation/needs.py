"""What the invented resources aim at. These are not the rules: only figures close to the bounds, so that
counties fall on both sides of them.
"""

from __future__ import annotations

import numpy as np

from junheng.synthesis.nation.draws import Floats, Whole
from junheng.synthesis.nation.enrolment import JUNIOR, PRIMARY, SENIOR, Schools

TEACHERS = {
    "above_required_degree": np.array([0.042, 0.053, 0.0]),
    "backbone": np.array([0.01, 0.01, 0.0]),
    "pe_arts": np.array([0.009, 0.009, 0.0]),
}
"""For one pupil, by stage."""

CAMPUS = {
    "teaching_area": np.array([4.5, 5.8, 5.8]),
    "sports_area": np.array([7.5, 10.2, 10.2]),
    "equipment": np.array([2000.0, 2500.0, 2500.0]),
    "multimedia": np.array([0.023, 0.024, 0.024]),
}
"""Square metres, yuan, rooms for one pupil, by stage."""

ALMOST = 1e-6
"""Less than one unit of any quantity: what floats add to a whole number does not raise it."""


def up(values: Floats) -> Whole:
    """Rounded up, a whole number staying what it is."""
    return np.ceil(values - ALMOST).astype(np.int64)


def whole_school(schools: Schools, what: str) -> Floats:
    """What a school needs of a quantity so that each stage gets its share after the split."""
    pupils = schools.pupils
    has = pupils > 0
    through = has[:, PRIMARY] & (has[:, JUNIOR] | has[:, SENIOR])
    weights = np.ones(pupils.shape)
    weights[:, JUNIOR] = np.where(through, 1.1, 1.0)
    weights[:, SENIOR] = np.where(through, 1.32, np.where(has[:, JUNIOR], 1.2, 1.0))
    aim = CAMPUS[what] / weights
    aim[:, SENIOR] = np.where(has[:, PRIMARY] | has[:, JUNIOR], 0.0, aim[:, SENIOR])
    each = np.where(has, aim, 0.0).max(axis=1)
    found: Floats = each * (pupils * weights).sum(axis=1)
    return found
