"""Chapter 11: the verdict on the county, and who may apply (rules.md 4 and 7)."""
