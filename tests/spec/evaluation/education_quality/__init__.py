"""Chapter 8: education quality (article 8; rules.md 6)."""
