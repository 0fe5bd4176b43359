"""Chapter 12: a missing input is never 0 (docs/explanation/four-statuses.md)."""
