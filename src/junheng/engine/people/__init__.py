"""Lists of teachers and of pupils at scale: counted into the table stages, never kept.

The same definitions as ``junheng.census.microdata``, as Ibis expressions: a figure is given only
where nobody's is unknown. Nothing here shows, or even reads, who a person is.
"""
