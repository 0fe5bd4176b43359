"""The manual is true: its commands exist, its examples run, its generated pages are current."""
