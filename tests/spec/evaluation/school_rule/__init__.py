"""Chapter 5: six of seven, and the one left reaches 85% (article 6; rules.md 2)."""
