"""The programming interface: the same doors and actions as the pages, for programs."""
