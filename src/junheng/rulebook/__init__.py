"""The rules themselves, as data, and their reader.

``load`` gives the whole book, ``rules`` the rule set in force for a place and a date.
"""

from junheng.rulebook.loading import load, rules

__all__ = ["load", "rules"]
