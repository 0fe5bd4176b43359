"""Reading and checking a county's data, chapter by chapter."""
