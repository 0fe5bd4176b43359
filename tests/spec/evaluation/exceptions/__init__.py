"""Chapter 4: the dated exceptions of the 2019 procedure, each a switch (rules.md 2 and 5)."""
