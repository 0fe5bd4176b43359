"""Chapter 14: the JSON contract (docs/reference/json.md)."""
