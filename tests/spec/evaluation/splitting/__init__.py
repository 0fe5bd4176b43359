"""Chapter 3: what belongs to a whole school is split between its stages (rules.md 2)."""
