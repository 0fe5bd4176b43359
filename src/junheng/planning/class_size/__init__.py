"""No class too large: the fewest classes, rooms and teachers, and what is done when.

``units`` turns the census into cohorts, ``model`` is the program and its mathematics, ``plan`` solves
it and checks the result, ``told`` puts it into words.
"""
