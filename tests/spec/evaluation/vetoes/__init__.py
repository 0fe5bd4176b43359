"""Chapter 10: what refuses recognition whatever else holds (article 10; rules.md 7)."""
