"""Chapter 12: a missing input is never 0 (rules.md 4)."""
