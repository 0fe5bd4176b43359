"""The checks of many counties at once.

The same checks as in ``junheng.census.checks``, with the same ids and sentences, each county looked
at by itself. One scan of a table counts the failures of all checks; only those that failed are
looked at again. Begin with :func:`junheng.engine.checks.examining.examine`.
"""
