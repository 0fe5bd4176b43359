"""The pages of data collection."""
