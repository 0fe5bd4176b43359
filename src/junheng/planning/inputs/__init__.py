"""What each planner reads beside the census: its tables, and the reading of them."""
