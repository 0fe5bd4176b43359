"""Pages of regions, schools and departments. All who are signed in read; administrators change."""
