"""Measurements: what Junheng costs, beside a peer that does the least possible.

``python -m benchmarks`` runs everything and writes ``benchmarks/RESULTS.md``. Compared things run in
turn in one run, several times; medians and ratios are quoted, never a single time.
"""
