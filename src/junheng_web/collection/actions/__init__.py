"""What is done to campaigns, rounds and returns: each act with its audit row."""
