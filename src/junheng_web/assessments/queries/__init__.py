"""What is read of assessments: each query within the reach of a user."""
