"""Chapter 13: exact to compare, rounded only to print (docs/explanation/rounding.md)."""
