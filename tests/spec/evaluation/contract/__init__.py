"""Chapter 14: the JSON contract (data-dictionary.md)."""
