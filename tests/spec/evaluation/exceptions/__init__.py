"""Chapter 4: the dated exceptions of the 2019 procedure, each a switch (docs/reference/rules.md)."""
