"""How a county is judged, chapter by chapter (rules.md, sections 1 to 7)."""
