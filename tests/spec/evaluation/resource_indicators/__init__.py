"""Chapter 2: the seven resource indicators (article 6; rules.md 2)."""
