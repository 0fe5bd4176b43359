"""Laws that hold for every county, tried on generated ones."""
