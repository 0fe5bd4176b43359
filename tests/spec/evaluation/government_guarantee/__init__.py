"""Chapter 7: what the government must guarantee (article 7; rules.md 5)."""
