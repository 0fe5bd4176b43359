"""Plans: the cheapest way to comply, and who moves where. One optimiser a file; each file begins
with its numbered mathematics, and only ``solver`` knows a solver.
"""
