"""The planners against their peers."""
