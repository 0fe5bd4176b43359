"""Chapter 6: the coefficient of variation between schools (article 6; rules.md 3)."""
