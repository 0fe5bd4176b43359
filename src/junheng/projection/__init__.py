"""School-age children and places, by town and year."""
