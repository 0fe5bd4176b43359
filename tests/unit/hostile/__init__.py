"""Files that mean harm, or merely do it."""
