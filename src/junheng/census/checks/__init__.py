"""What is looked at once every row is read: whether the figures can be true together."""
