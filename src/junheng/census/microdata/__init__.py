"""Lists of teachers and of pupils: optional, counted into the table stages, never kept.

They may be larger than memory: they are read in pieces, and only counts survive a piece. Loaded only
where a data set has such lists.
"""
