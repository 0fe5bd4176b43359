"""Examples that run: python -m examples.<name>.run, from the project's folder."""
