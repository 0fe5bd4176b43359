"""What is read of campaigns, rounds and returns: each query within the reach of a user."""
