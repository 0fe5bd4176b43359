"""Chapter 1: which units are judged (rules.md 1; form II-2)."""
