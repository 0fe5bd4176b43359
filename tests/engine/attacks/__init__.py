"""What hostile or broken input and arguments come to."""
