"""Chapter 9: recognition by society (article 9; rules.md 7)."""
