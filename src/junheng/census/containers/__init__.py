"""Looking into a workbook's container before anything reads its cells.

A workbook comes from a stranger. The reader behind us lays out every cell between the first and the
last one, so two cells far apart can ask for more memory than there is; a small archive can unpack to
gigabytes. What is looked at here is bounded before it is opened.
"""
