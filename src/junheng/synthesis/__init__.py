"""Invented counties, for samples, demonstrations and benchmarks: one seed, one county.

Nothing here is a real place. Names carry （虚构）, codes begin with 9999, which GB/T 2260 gives to
no province, and the coordinates lie in an uninhabited desert. ``prefecture.prefecture`` invents ten
counties over some years.
"""

from junheng.synthesis.county import county
from junheng.synthesis.profiles import (
    FAILS_NARROWLY,
    LARGE,
    PASSES,
    SAMPLES,
    UNDECIDED,
    Flaw,
    Profile,
)

__all__ = [
    "FAILS_NARROWLY",
    "LARGE",
    "PASSES",
    "SAMPLES",
    "UNDECIDED",
    "Flaw",
    "Profile",
    "county",
]
