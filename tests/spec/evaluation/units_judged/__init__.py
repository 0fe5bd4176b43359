"""Chapter 1: which units are judged (form II-2)."""
