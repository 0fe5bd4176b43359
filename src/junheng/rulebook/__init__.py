"""The rules themselves, as data, and their reader.

``load`` gives the whole book, ``rules`` the rule set in force for a place and a date,
``nearest_place`` the place whose own rules would hold for a county.
"""

from junheng.rulebook.loading import load, nearest_place, rules

__all__ = ["load", "nearest_place", "rules"]
