"""Chapter 15: every figure can be followed to its cells and clauses."""
