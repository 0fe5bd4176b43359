"""Chapter 13: exact to compare, rounded only to print (rules.md 4)."""
