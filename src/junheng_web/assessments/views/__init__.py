"""The pages of assessments, one file for each kind of page."""
